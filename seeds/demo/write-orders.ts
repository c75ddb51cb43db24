import type { Knex } from 'knex';
import type { Actor } from '../../server/auth/actor.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import {
  acknowledgeOrders,
  cancelOrder,
  handOver,
  orderSecrets,
  pickPiece,
  placeOrders,
  stageOrder,
  takeOrder,
} from '../../modules/omnichannel/api.ts';
import { insertRows } from '../rows.ts';
import { CHAIN, FRANCHISEE } from './locations.ts';
import type { PlannedEnd, PlannedOrder } from './order-plan.ts';
import type { PersonSeed } from './people.ts';

/** Shops work side by side; within a shop one order after the other. */
const SHOPS_AT_ONCE = 4;
const MINUTE = 60_000;

/** What a colleague of the demo may do while its history is played. */
const WORK = [
  'omnichannel.pickup.work',
  'omnichannel.order.read',
  'omnichannel.order.cancel',
] as const;

/**
 * Plays thirty days of orders through the real commands, each at its own instant: stock, ledger,
 * audit, events and payments are what they would be if it had happened.
 */
export async function playOrders(
  db: Knex,
  keyring: Keyring,
  orders: readonly PlannedOrder[],
  people: readonly PersonSeed[],
  now: Date,
  progress: (share: number) => void,
): Promise<void> {
  const secrets = orderSecrets(keyring);
  await beginNumbersAt(db, FIRST_NUMBER, now);
  const placed = new Map<string, { orderId: string; version: number }>();
  let done = 0;
  const step = (): void => progress((done += 1) / (orders.length * 2));
  for (const order of orders) {
    const reply = await at(db, shopActor, order.placedAt, async (tx) => {
      const request = { actor: shopActor, requestId: '', input: placing(order) };
      return (await placeOrders(tx, secrets, [request]))[0]!;
    });
    // A piece the plan wanted may have been promised by an older order: the customer looked elsewhere.
    if ('reply' in reply) placed.set(order.attempt, reply.reply);
    step();
  }
  const shops = new Set(orders.map(({ locationId }) => locationId));
  const waiting = [...shops].map((shop) => orders.filter(({ locationId }) => locationId === shop));
  const work = async (): Promise<void> => {
    for (let shop = waiting.pop(); shop; shop = waiting.pop()) {
      for (const order of shop) {
        const there = placed.get(order.attempt);
        if (there) await play({ db, secrets, order, people, now }, there);
        step();
      }
    }
  };
  await Promise.all(Array.from({ length: SHOPS_AT_ONCE }, work));
}

/** A chain that has been selling for a while: its next order is not number one. */
const FIRST_NUMBER = 47_860;

async function beginNumbersAt(db: Knex, first: number, now: Date): Promise<void> {
  const years = [now.getUTCFullYear() - 1, now.getUTCFullYear()];
  await insertRows(
    db,
    'oc_order_series',
    { company_id: 'uuid', year: 'smallint', last: 'integer' },
    years.flatMap((year) => [
      { company_id: CHAIN.id, year, last: first - 1 },
      { company_id: FRANCHISEE.id, year, last: 1_240 },
    ]),
  );
}

const shopActor: Actor = {
  kind: 'client',
  id: 'demoshop01',
  name: 'Lungarno.example',
  language: 'it',
  locationId: null,
  deviceId: null,
  sessionId: null,
  grants: new Map([['omnichannel.order.place', 'everywhere']]),
};

function clerkOf(people: readonly PersonSeed[], locationId: string, nth: number): Actor {
  const team = people.filter((person) => person.locationId === locationId);
  const { id, displayName } = team[nth % team.length]!;
  return {
    kind: 'person',
    id,
    name: displayName,
    language: 'it',
    locationId,
    deviceId: null,
    sessionId: null,
    grants: new Map(WORK.map((permission) => [permission, new Set([locationId])])),
  };
}

function at<T>(db: Knex, actor: Actor, instant: Date, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, actor, work, { at: instant, requestId: 'demo' });
}

function placing(order: PlannedOrder) {
  const lines = order.lines.map(({ item, quantity }, place) => ({
    externalLineId: String(place + 1),
    gtin: item.gtin,
    quantity,
    unitPriceMinor: item.listPriceMinor,
    vatRate: Number(item.vatRate),
  }));
  const totalMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  const { name, surname, email, phone, language } = order.customer;
  return {
    channel: order.channel,
    externalId: order.attempt,
    locationId: order.locationId,
    acceptOtherLocation: false,
    contractFlow: order.paidOnline ? ('A' as const) : ('B' as const),
    currency: 'EUR',
    customer: { name, surname, email, phone, language },
    lines,
    totalMinor,
    payments: order.paidOnline
      ? [{ kind: 'card' as const, amountMinor: totalMinor, providerRef: `demo-${order.attempt}` }]
      : [],
  };
}

interface Scene {
  readonly db: Knex;
  readonly secrets: ReturnType<typeof orderSecrets>;
  readonly order: PlannedOrder;
  readonly people: readonly PersonSeed[];
  readonly now: Date;
}

/** How many steps of the straight way an order takes before its end. */
const STEPS: Readonly<Record<PlannedEnd, number>> = {
  placed: 0,
  cancelled: 0,
  acknowledged: 0,
  picking: 1,
  picked: 2,
  'cancelled-late': 2,
  staged: 3,
  ready: 4,
  collected: 5,
};

async function play(scene: Scene, placed: { orderId: string; version: number }): Promise<void> {
  const { db, secrets, order, people, now } = scene;
  const { orderId } = placed;
  const seed = order.placedAt.getTime() % 97;
  const clerk = clerkOf(people, order.locationId, seed);
  // Work begins a while after the order, and never after this very moment.
  const after = (minutes: number): Date =>
    new Date(Math.min(order.placedAt.getTime() + minutes * MINUTE, now.getTime() - MINUTE));
  const steps = STEPS[order.end];
  let { version } = placed;
  if (order.end === 'cancelled') {
    await at(db, clerk, after(12), (tx) =>
      cancelOrder(tx, { orderId, reason: 'Richiesta del cliente', expectedVersion: version }),
    );
    return;
  }
  if (order.end === 'acknowledged') {
    const { locationId } = order;
    await at(db, clerk, after(6), (tx) =>
      acknowledgeOrders(tx, { locationId, orderIds: [orderId] }),
    );
    return;
  }
  if (steps >= 1)
    version = (await at(db, clerk, after(8 + (seed % 20)), (tx) => takeOrder(tx, { orderId })))
      .version;
  if (steps >= 2) {
    for (const [place, { item }] of order.lines.entries()) {
      const picked = await at(db, clerk, after(30 + (seed % 20) + place), (tx) =>
        pickPiece(tx, { locationId: order.locationId, gtin: item.gtin, orderId, manner: 'scan' }),
      );
      version = picked.row.version;
    }
  }
  if (order.end === 'cancelled-late') {
    await at(db, clerk, after(40), (tx) =>
      cancelOrder(tx, { orderId, reason: 'Richiesta del cliente', expectedVersion: version }),
    );
    return;
  }
  if (steps >= 3) {
    const bags = [`BAG-${order.attempt.slice(-6)}`];
    const staged = await at(db, clerk, after(55 + (seed % 30)), (tx) =>
      stageOrder(tx, {
        orderId,
        bags,
        shelf: order.shelf,
        ready: steps >= 4,
        expectedVersion: version,
      }),
    );
    version = staged.version;
  }
  if (steps < 5) return;
  const due = order.paidOnline
    ? 0
    : order.lines.reduce((sum, { item, quantity }) => sum + item.listPriceMinor * quantity, 0);
  const payment = due > 0 ? { payment: { kind: 'card' as const, amountMinor: due } } : {};
  await at(db, clerkOf(people, order.locationId, seed + 1), after(26 * 60 + seed * 40), (tx) =>
    handOver(tx, secrets, {
      orderId,
      expectedVersion: version,
      proof: { kind: 'code', code: secrets.code(orderId) },
      collector: { kind: 'customer' },
      ...payment,
    }),
  );
}
