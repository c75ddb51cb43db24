import {
  businessDayOf,
  closingOfDay,
  locationsById,
  type Schedule,
} from '../../../modules/base/api.ts';
import {
  customerQuestion,
  answerQuestionEndpoint,
  readQuestionEndpoint,
} from '../../../modules/omnichannel/picking/question-contracts.ts';
import {
  foundEndpoint,
  reportShortEndpoint,
} from '../../../modules/omnichannel/picking/contracts.ts';
import {
  cancelOrderEndpoint,
  moveOrderEndpoint,
} from '../../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../../modules/omnichannel/orders/public-contracts.ts';
import {
  chooseShippingEndpoint,
  undoShippingEndpoint,
} from '../../../modules/omnichannel/orders/shipping-contracts.ts';
import { closeOverdueOrders } from '../../../modules/omnichannel/pickup/not-collected.ts';
import {
  handOverEndpoint,
  putBackEndpoint,
  reprieveEndpoint,
  type HandOver,
} from '../../../modules/omnichannel/pickup/counter-contracts.ts';
import { shipEndpoint } from '../../../modules/omnichannel/pickup/shipping-contracts.ts';
import {
  acknowledgeEndpoint,
  letGoEndpoint,
  pickEndpoint,
  readyEndpoint,
  stageEndpoint,
  takeEndpoint,
  takeNextEndpoint,
  undoReadyEndpoint,
  unpickEndpoint,
} from '../../../modules/omnichannel/pickup/work-contracts.ts';
import {
  delayEndpoint,
  undoDelayEndpoint,
} from '../../../modules/omnichannel/promises/contracts.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import type { Chance } from '../../../seeds/demo/random.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { addDays } from '../../../server/kernel/time.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { ProblemError } from '../../../server/http/client.ts';
import type { Endpoint, InputOf } from '../../../server/http/contract.ts';
import type { Caller } from '../api.ts';
import type { World } from './world.ts';

/** The order as it stood when somebody decided what to do: it may have moved on since. */
export interface Seen {
  readonly orderId: string;
  readonly version: number;
  readonly state: string;
  readonly locationId: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly itemId: string;
    readonly gtin: string;
    readonly quantity: number;
    readonly picked: number;
    readonly toPutBack: number;
  }[];
}

export interface Command {
  readonly name: string;
  /** Throws what the server answers when it refuses. With the same key the same answer is wanted. */
  readonly send: (idempotencyKey: string) => Promise<unknown>;
  /** It has no key: saying it again is another command. */
  readonly keyless?: boolean;
}

export type Maker = (world: World, seen: Seen, dice: Chance) => Command;

function http<E extends Endpoint>(
  world: World,
  name: string,
  endpoint: E,
  input: InputOf<E>,
  as: Caller | undefined,
): Command {
  return {
    name,
    keyless: typeof endpoint.idempotency === 'object',
    send: (idempotencyKey) =>
      world.server.call(endpoint, input, { ...(as ? { as } : {}), idempotencyKey }),
  };
}

/** Whoever works where the order lies; now and then somebody from the other shop, who may not. */
function worker(world: World, seen: Seen, dice: Chance): Caller {
  if (dice.happens(0.05)) return seen.locationId === world.here ? world.elsewhere : world.clerk;
  if (seen.locationId === world.there) return world.elsewhere;
  return dice.happens(0.93) ? world.clerk : world.colleague;
}

const link = (world: World, { orderId }: Seen) => ({
  token: orderSecrets(world.server.keyring).token(orderId),
});
const expected = ({ orderId, version }: Seen) => ({ orderId, expectedVersion: version });
/** A line of which pieces are still to be picked, if there is one. */
function missingLine(seen: Seen, dice: Chance) {
  const missing = seen.lines.filter(({ picked, quantity }) => picked < quantity);
  return missing.length > 0 ? dice.pick(missing) : anyLine(seen, dice);
}
const anyLine = (seen: Seen, dice: Chance) => dice.pick(seen.lines);

/** Everything anybody can do with an order. */
export const COMMANDS: Readonly<Record<string, Maker>> = {
  acknowledge: (world, seen, dice) =>
    http(
      world,
      'acknowledge',
      acknowledgeEndpoint,
      { locationId: seen.locationId, orderIds: [seen.orderId] },
      worker(world, seen, dice),
    ),
  take: (world, seen, dice) =>
    http(
      world,
      'take',
      takeEndpoint,
      { orderId: seen.orderId, fromColleague: dice.happens(0.3) },
      worker(world, seen, dice),
    ),
  takeNext: (world, seen, dice) =>
    http(
      world,
      'takeNext',
      takeNextEndpoint,
      { locationId: seen.locationId, count: 3 },
      worker(world, seen, dice),
    ),
  letGo: (world, seen, dice) =>
    http(world, 'letGo', letGoEndpoint, { orderId: seen.orderId }, worker(world, seen, dice)),
  pick: (world, seen, dice) =>
    http(
      world,
      'pick',
      pickEndpoint,
      {
        locationId: seen.locationId,
        gtin: dice.happens(0.9) ? missingLine(seen, dice).gtin : world.pieces[0]!.gtin,
        orderId: seen.orderId,
        manner: 'scan',
      },
      worker(world, seen, dice),
    ),
  unpick: (world, seen, dice) =>
    http(
      world,
      'unpick',
      unpickEndpoint,
      { orderId: seen.orderId, lineId: anyLine(seen, dice).lineId },
      worker(world, seen, dice),
    ),
  short: (world, seen, dice) =>
    http(
      world,
      'short',
      reportShortEndpoint,
      {
        locationId: seen.locationId,
        itemId: anyLine(seen, dice).itemId,
        quantity: 1,
        reason: dice.pick(['missing', 'damaged', 'on-display', 'sold'] as const),
        orderId: seen.orderId,
      },
      worker(world, seen, dice),
    ),
  found: (world, seen, dice) =>
    http(
      world,
      'found',
      foundEndpoint,
      { orderId: seen.orderId, lineId: anyLine(seen, dice).lineId },
      worker(world, seen, dice),
    ),
  answer: (world, seen, dice) => answering(world, seen, dice),
  stage: (world, seen, dice) =>
    http(
      world,
      'stage',
      stageEndpoint,
      {
        ...expected(seen),
        bags: [`B-${seen.orderId.slice(-10).toUpperCase()}`],
        shelf: 'C4',
        ready: dice.happens(0.8),
      },
      worker(world, seen, dice),
    ),
  ready: (world, seen, dice) =>
    http(world, 'ready', readyEndpoint, expected(seen), worker(world, seen, dice)),
  undoReady: (world, seen, dice) =>
    http(
      world,
      'undoReady',
      undoReadyEndpoint,
      { orderId: seen.orderId },
      worker(world, seen, dice),
    ),
  arrive: (world, seen) =>
    http(world, 'arrive', customerOrder.arrive, link(world, seen), undefined),
  handOver: (world, seen, dice) => visiting(world, seen, dice),
  putBack: (world, seen, dice) =>
    http(
      world,
      'putBack',
      putBackEndpoint,
      { orderId: seen.orderId, lineId: anyLine(seen, dice).lineId },
      worker(world, seen, dice),
    ),
  expire: (world, seen) => expiring(world, seen),
  reprieve: (world, seen, dice) =>
    http(world, 'reprieve', reprieveEndpoint, expected(seen), worker(world, seen, dice)),
  cancel: (world, seen, dice) =>
    http(
      world,
      'cancel',
      cancelOrderEndpoint,
      {
        ...expected(seen),
        reason: 'Ci ha ripensato',
        ...(dice.happens(0.5)
          ? { lines: [{ lineId: anyLine(seen, dice).lineId, quantity: 1 }] }
          : {}),
      },
      dice.happens(0.5) ? world.office : worker(world, seen, dice),
    ),
  cancelAsCustomer: (world, seen) =>
    http(world, 'cancelAsCustomer', customerOrder.cancel, link(world, seen), undefined),
  move: (world, seen, dice) =>
    http(
      world,
      'move',
      moveOrderEndpoint,
      { ...expected(seen), locationId: dice.happens(0.8) ? other(world, seen) : seen.locationId },
      world.office,
    ),
  moveAsCustomer: (world, seen) =>
    http(
      world,
      'moveAsCustomer',
      customerOrder.move,
      { ...link(world, seen), locationId: other(world, seen) },
      undefined,
    ),
  shipping: (world, seen, dice) =>
    http(world, 'shipping', customerOrder.ship, { ...link(world, seen), ...home(dice) }, undefined),
  shippingAsStaff: (world, seen, dice) => sending(world, seen, dice),
  undoShipping: (world, seen) =>
    http(world, 'undoShipping', undoShippingEndpoint, expected(seen), world.office),
  announce: (world, seen, dice) =>
    http(
      world,
      'announce',
      customerOrder.announce,
      { ...link(world, seen), minutes: dice.whole(5, 60) },
      undefined,
    ),
  ship: (world, seen, dice) =>
    http(
      world,
      'ship',
      shipEndpoint,
      { ...expected(seen), carrier: 'BRT', trackingNumber: String(dice.whole(1, 999)) },
      worker(world, seen, dice),
    ),
  delay: (world, seen, dice) =>
    http(
      world,
      'delay',
      delayEndpoint,
      {
        ...expected(seen),
        readyBy: new Date(Date.now() + dice.whole(1, 5) * 86_400_000).toISOString(),
      },
      worker(world, seen, dice),
    ),
  undoDelay: (world, seen, dice) =>
    http(
      world,
      'undoDelay',
      undoDelayEndpoint,
      { orderId: seen.orderId },
      worker(world, seen, dice),
    ),
};

/** Has it sent, and takes what the refusal says that it costs there. */
function sending(world: World, seen: Seen, dice: Chance): Command {
  const input = { ...expected(seen), ...home(dice) };
  const kind = dice.pick(['cash', 'card'] as const);
  const call = (idempotencyKey: string, feeMinor: number) =>
    world.server.call(
      chooseShippingEndpoint,
      { ...input, ...(feeMinor > 0 ? { payment: { kind, amountMinor: feeMinor } } : {}) },
      { as: world.office, idempotencyKey },
    );
  return {
    name: 'shippingAsStaff',
    send: async (key) => {
      try {
        return await call(key, 0);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.slug !== 'shipping-costs') throw error;
        const { feeMinor } = error.problem as unknown as { feeMinor: number };
        return call(`${key}-paid`, feeMinor);
      }
    },
  };
}

/** One of two addresses: said again it is the same, or another. */
function home(dice: Chance) {
  const street = dice.pick(['Via Roma 12', 'Via Roma 21']);
  const place = { postalCode: '50123', city: 'Firenze', province: 'FI', notes: null };
  return { recipient: 'Marta Rinaldi', street, ...place };
}

function other(world: World, { locationId }: Seen): string {
  return locationId === world.here ? world.there : world.here;
}

/** One of the proposals of the open question, by whoever is asked. */
function answering(world: World, seen: Seen, dice: Chance): Command {
  const draw = dice.next();
  const asStaff = dice.happens(0.5);
  return {
    name: 'answer',
    send: async (idempotencyKey) => {
      const { orderId } = seen;
      const question = await world.server.call(
        readQuestionEndpoint,
        { orderId },
        { as: world.office },
      );
      const proposal = question.proposals[Math.floor(draw * question.proposals.length)];
      const answer =
        proposal === undefined || proposal.kind === 'partial' || proposal.kind === 'cancel'
          ? { kind: proposal?.kind ?? ('cancel' as const) }
          : proposal.kind === 'move' || proposal.kind === 'bring'
            ? { kind: proposal.kind, locationId: proposal.locationId }
            : { kind: 'substitute' as const, lineId: proposal.lineId, itemId: proposal.itemId };
      const { questionId } = question;
      if (asStaff) {
        await world.server.call(
          answerQuestionEndpoint,
          { questionId, answer },
          { as: world.office, idempotencyKey },
        );
      } else {
        const token = orderSecrets(world.server.keyring).questionToken(questionId);
        await world.server.call(customerQuestion.answer, { token, answer });
      }
    },
    keyless: true,
  };
}

/** A visit: what is there is kept, left or swapped; what is to pay or to give back is told by the refusal. */
function visiting(world: World, seen: Seen, dice: Chance): Command {
  const there = seen.lines.filter(({ picked }) => picked > 0);
  const kinds = there.map(() =>
    dice.weighted([
      ['keep', 5],
      ['leave', 2],
      ['swap', 2],
      ['stay', 1],
    ] as const),
  );
  const putBack = dice.happens(0.5) ? ('done' as const) : ('later' as const);
  const of = (kind: string) => there.filter((_, place) => kinds[place] === kind);
  const taker = dice.pick(world.pieces.slice(0, 3));
  const as = worker(world, seen, dice);
  const left = of('leave').map(({ lineId, picked }) => ({ lineId, quantity: picked, putBack }));
  const swaps = of('swap').map(({ lineId }) => ({
    lineId,
    quantity: 1,
    gtin: taker.gtin,
    manner: 'scan' as const,
    putBack,
  }));
  const lines = of('keep').map(({ lineId, picked }) => ({ lineId, quantity: picked }));
  const visit = {
    ...expected(seen),
    proof: { kind: 'code' as const, code: orderSecrets(world.server.keyring).code(seen.orderId) },
    collector: { kind: 'customer' as const },
    ...(of('stay').length > 0 || swaps.length > 0 ? { lines } : {}),
    ...(left.length > 0 ? { left } : {}),
    ...(swaps.length > 0 ? { swaps } : {}),
  };
  const tender = dice.pick(['cash', 'card'] as const);
  return {
    name: 'handOver',
    send: async (idempotencyKey) => {
      let money: Pick<HandOver, 'payment' | 'back'> = {};
      for (let attempt = 0; ; attempt += 1) {
        try {
          // Another content is another command: the keys differ.
          const key = attempt === 0 ? idempotencyKey : `${idempotencyKey}-${attempt}`;
          return await world.server.call(
            handOverEndpoint,
            { ...visit, ...money },
            { as, idempotencyKey: key },
          );
        } catch (error) {
          const asked =
            error instanceof ProblemError && attempt < 3 ? moneyAsked(error, tender) : null;
          if (!asked) throw error;
          money = { ...money, ...asked };
        }
      }
    },
  };
}

function moneyAsked(
  { problem }: ProblemError,
  kind: 'cash' | 'card',
): Pick<HandOver, 'payment' | 'back'> | null {
  const extension = problem as unknown as { dueMinor?: number; backMinor?: number };
  if (problem.type.endsWith('amount-due-differs') && extension.dueMinor) {
    return { payment: { kind, amountMinor: extension.dueMinor } };
  }
  if (problem.type.endsWith('amount-back-differs') && extension.backMinor) {
    return { back: { amountMinor: extension.backMinor, with: 'original' } };
  }
  return null;
}

/** When the shop last closed: a last day ends with that. */
function lastClosing(schedule: Schedule, now: Date): Date {
  for (let day = businessDayOf(schedule, now); ; day = addDays(day, -1)) {
    const closing = closingOfDay(schedule, day);
    if (closing && closing < now) return closing;
  }
}

/** The last day is over, and the sweep comes by. */
function expiring({ server }: World, { orderId }: Seen): Command {
  const { db } = server.database;
  return {
    name: 'expire',
    keyless: true,
    send: async () => {
      await inTransaction(db, systemActor('sweeps'), async (tx) => {
        const order = await db('oc_order').where({ id: orderId }).first('location_id');
        const shop = (await locationsById(tx, [order.location_id])).get(order.location_id)!;
        await tx.sql.raw(
          `update oc_order set collect_by = :at where id = :orderId and state = 'ready'`,
          { orderId, at: lastClosing(shop.schedule, tx.now) },
        );
        await closeOverdueOrders(tx);
      });
    },
  };
}
