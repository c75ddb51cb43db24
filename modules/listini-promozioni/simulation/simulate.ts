import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { Basket, BasketLine } from '../engine/domain/basket.ts';
import { price } from '../engine/domain/price.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import type { CouponAnswer, PricingTools } from '../quotes/price-basket.ts';
import { askedCustomer, linesOf, quoteOf, textsOf } from '../quotes/quote.ts';
import { selectLists } from '../price-lists/sql/lists.ts';
import { circumstancesOf } from './circumstances.ts';
import type { simulateBaskets } from './contracts.ts';
import { addTrial, emptySum, type LineSum, type TrialSum } from './domain.ts';
import { itemsByIdOf, selectNamedItems, type NamedItem } from './sql/named-items.ts';
import { promotionIn, triedOf, withAndWithout } from './trial.ts';

/** So many baskets are looked at one by one. */
const FEW = 10;

type Asked = InputOf<typeof simulateBaskets>;
type Told = ReplyOf<typeof simulateBaskets>;

/** Baskets with and without what is tried: the same function as at the till, on data nobody else sees. */
export function simulate(tools: PricingTools) {
  return async (read: Read, input: Asked): Promise<Told> => {
    const tried = await triedOf(read, input);
    const lines = await linesOf(
      read,
      input.baskets.flatMap((basket) => basket.lines),
    );
    const itemIds = lines.map(({ itemId }) => itemId);
    const { before, after } = await withAndWithout(read, tools, tried, {
      always: false,
      baskets: { since: earliestOf(read, input.baskets), itemIds: () => Promise.resolve(itemIds) },
    });
    const baskets = await basketsOf(read, tools, after, input.baskets, lines);
    const items = itemsByIdOf(await selectNamedItems(read, itemIds));
    const codes = (await selectLists(read)).map(({ id, code }) => ({ listId: id, code }));
    const sum = emptySum();
    // Of one basket every promotion is explained; of many those that are near.
    const explain = baskets.length > FEW ? 'reach' : 'all';
    const begun = performance.now();
    const results = baskets.map(({ basket, coupons, at }, place): Told['results'][number] => {
      const was = price(before, { ...basket, explain: 'none' }, at);
      const is = price(after, { ...basket, explain }, at);
      const one = {
        basketId: String(place),
        placeId: basket.locationId ?? basket.channel,
        at,
        before: was,
        after: is,
      };
      if (tried) addTrial(sum, promotionIn(tried), one, (id) => items.get(id));
      return {
        beforeMinor: was.totals.totalMinor,
        afterMinor: is.totals.totalMinor,
        linesBefore: was.lines.map(({ netMinor }) => netMinor),
        applied:
          tried?.kind === 'promotion'
            ? is.applied.some(({ promotionId }) => promotionId === tried.id)
            : was.totals.totalMinor !== is.totals.totalMinor,
        quote: quoteOf({ snapshot: after, priced: is, coupons }, at),
      };
    });
    const milliseconds = Math.round(performance.now() - begun);
    return { results, lists: codes, sum: shownSum(sum, after, items), milliseconds };
  };
}

function earliestOf({ now }: Read, baskets: Asked['baskets']): Date {
  const instants = baskets.map(({ at }) => (at === undefined ? now : new Date(at)).getTime());
  return new Date(Math.min(...instants));
}

interface ReadyBasket {
  readonly basket: Basket;
  readonly coupons: readonly CouponAnswer[];
  readonly at: Date;
}

/** The baskets as the engine takes them, with what is known of customers, codes and limits. */
async function basketsOf(
  read: Read,
  tools: PricingTools,
  snapshot: Snapshot,
  asked: Asked['baskets'],
  lines: readonly BasketLine[],
): Promise<ReadyBasket[]> {
  const circumstances = circumstancesOf(read, tools, snapshot);
  const baskets: ReadyBasket[] = [];
  let place = 0;
  for (const one of asked) {
    const at = one.at === undefined ? read.now : new Date(one.at);
    const locationId = one.locationId ?? null;
    const known = await circumstances(
      { customer: askedCustomer(one.customer), locationId, couponCodes: one.coupons ?? [] },
      at,
    );
    const basket: Basket = {
      channel: one.channel,
      locationId,
      currency: one.currency ?? 'EUR',
      customer: known.customer,
      lines: lines.slice(place, (place += one.lines.length)),
      coupons: known.usable,
      usage: known.usage,
      ...(one.shipping ? { shipping: one.shipping } : {}),
      ...(one.tenders ? { tenders: one.tenders } : {}),
    };
    baskets.push({ basket, coupons: known.coupons, at });
  }
  return baskets;
}

const MOST_ITEMS = 50;

/** A sum as the API tells it: names, and the items it took most off. */
export function shownSum(
  { overlaps, items, lines, places, ...sum }: TrialSum,
  snapshot: Snapshot,
  known: ReadonlyMap<string, NamedItem>,
): Told['sum'] {
  const change = ({ beforeMinor, afterMinor }: LineSum) => Math.abs(afterMinor - beforeMinor);
  return {
    ...sum,
    overlaps: Object.entries(overlaps)
      .map(([promotionId, overlap]) => ({
        promotionId,
        name: textsOf(snapshot, promotionId).name,
        ...overlap,
      }))
      .sort((a, b) => b.baskets - a.baskets),
    items: Object.entries(items)
      .sort(([, a], [, b]) => Math.abs(b.discountMinor) - Math.abs(a.discountMinor))
      .slice(0, MOST_ITEMS)
      .map(([itemId, taken]) => ({
        itemId,
        styleCode: known.get(itemId)?.styleCode ?? '',
        name: known.get(itemId)?.name ?? '',
        ...taken,
      })),
    lines: Object.entries(lines)
      .map(([line, figures]) => ({ line, ...figures }))
      .sort((a, b) => change(b) - change(a) || (a.line < b.line ? -1 : 1)),
    places: Object.entries(places)
      .map(([placeId, figures]) => ({ placeId, ...figures }))
      .sort((a, b) => (a.placeId < b.placeId ? -1 : 1)),
  };
}
