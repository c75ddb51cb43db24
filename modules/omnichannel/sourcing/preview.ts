import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import {
  addDays,
  businessDayAt,
  DAY_CUT_OVER_MINUTE,
  instantOfWall,
} from '../../../server/kernel/time.ts';
import { locationsById } from '../../base/api.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import type { Explained, previewSourcingEndpoint, SourcingPreview } from './contracts.ts';
import {
  explain,
  ruleFor,
  type Explanation,
  type ShopFacts,
  type SourcingRule,
  type ToSource,
} from './domain.ts';
import { factsOf } from './explain-shops.ts';
import { readRule, selectOneToSource, selectToSource } from './sql.ts';

/** As many orders of a day as are looked at: of a larger day the latest. */
const MOST_ORDERS = 500;
const EXAMPLES = 20;

type Order = ToSource & { readonly number: number };

/**
 * Who would get the orders of a day under a draft of the rules, beside those in force: each as if the shop
 * that had it could not prepare it. Stock and work are those of now, so both are asked the same question.
 */
export async function previewSourcing(
  read: Read,
  { rule: given, orderId, day }: InputOf<typeof previewSourcingEndpoint>,
): Promise<SourcingPreview> {
  const draft = given as SourcingRule;
  const { rule } = await readRule(read);
  const zone = await zoneOfChain(read);
  const asked = day ?? addDays(businessDayAt(zone, read.now), -1);
  const orders = await selectToSource(
    read,
    {
      from: instantOfWall(zone, asked, DAY_CUT_OVER_MINUTE),
      until: instantOfWall(zone, addDays(asked, 1), DAY_CUT_OVER_MINUTE),
    },
    MOST_ORDERS,
  );
  const wanted = orderId === undefined ? null : await selectOneToSource(read, orderId);
  const all = wanted ? [...orders.filter((one) => one.orderId !== orderId), wanted] : orders;
  const facts = await factsOf(read, all);
  const decided = orders.map((order) => decide(order, facts.get(order.orderId)!, rule, draft));
  const differing = decided.filter(({ before, after }) => firstOf(before) !== firstOf(after));
  const examples = [...differing, ...decided.filter((one) => !differing.includes(one))];
  const shown = wanted
    ? decide(wanted, facts.get(wanted.orderId)!, rule, draft)
    : (examples[0] ?? null);
  return {
    day: asked,
    orders: orders.length,
    inForce: counted(decided.map(({ order, before }) => [ruleFor(rule, order.channel), before])),
    draft: counted(decided.map(({ order, after }) => [ruleFor(draft, order.channel), after])),
    differ: differing.length,
    examples: examples.slice(0, EXAMPLES).map(({ order, before, after }) => ({
      orderId: order.orderId,
      number: writtenOrderNumber(order.number),
      before: before.ranked[0]?.name ?? null,
      after: after.ranked[0]?.name ?? null,
    })),
    explained: shown && {
      orderId: shown.order.orderId,
      number: writtenOrderNumber(shown.order.number),
      inForce: told(shown.before),
      draft: told(shown.after),
    },
  };
}

interface Decided {
  readonly order: Order;
  readonly before: Explanation;
  readonly after: Explanation;
}

function decide(
  order: Order,
  facts: readonly ShopFacts[],
  rule: SourcingRule,
  draft: SourcingRule,
): Decided {
  return {
    order,
    before: explain(ruleFor(rule, order.channel), facts),
    after: explain(ruleFor(draft, order.channel), facts),
  };
}

function firstOf({ ranked }: Explanation): string | null {
  return ranked[0]?.locationId ?? null;
}

function counted(all: readonly (readonly [SourcingRule, Explanation])[]) {
  const counts = { unasked: 0, asked: 0, nobody: 0 };
  for (const [{ moveUnaskedWithinMetres }, { ranked }] of all) {
    const [best] = ranked;
    if (!best) counts.nobody += 1;
    else if ((best.distanceMetres ?? Infinity) <= (moveUnaskedWithinMetres ?? -1)) {
      counts.unasked += 1;
    } else counts.asked += 1;
  }
  return counts;
}

function told({ ranked, excluded }: Explanation): Explained {
  return {
    ranked: ranked.map((shop) => ({ ...shop, measures: [...shop.measures] })),
    excluded: [...excluded],
  };
}

/** Of the first of the chain's shops: its day is the one that is tried. */
async function zoneOfChain(read: Read): Promise<string> {
  const [shop] = [...(await locationsById(read, null)).values()].filter(
    ({ kind }) => kind === 'store',
  );
  return shop?.schedule.zone ?? 'Europe/Rome';
}
