import type { Knex } from 'knex';
import type { Actor } from '../../server/auth/actor.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { locationsById } from '../../modules/base/api.ts';
import { orderSecrets, placeOrders } from '../../modules/omnichannel/api.ts';
import { insertRows } from '../rows.ts';
import { CHAIN, FRANCHISEE } from './locations.ts';
import type { PlannedOrder } from './order-plan.ts';
import type { PersonSeed } from './people.ts';
import { at, playOrder, type LeftBehind } from './play-order.ts';

/** Shops work side by side; within a shop one order after the other. */
const SHOPS_AT_ONCE = 4;

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
  const schedules = await at(db, shopActor, now, async (tx) => {
    const locations = [...(await locationsById(tx, null)).values()];
    return new Map(locations.map(({ id, schedule }) => [id, schedule]));
  });
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
  const leftBehind: LeftBehind[] = [];
  const work = async (): Promise<void> => {
    for (let shop = waiting.pop(); shop; shop = waiting.pop()) {
      for (const order of shop) {
        const there = placed.get(order.attempt);
        const schedule = schedules.get(order.locationId)!;
        const scene = { db, secrets, order, people, schedule, now };
        const left = there ? await playOrder(scene, there) : null;
        if (left) leftBehind.push(left);
        step();
      }
    }
  };
  await Promise.all(Array.from({ length: SHOPS_AT_ONCE }, work));
  leftBehind.sort((a, b) => a.overdueAt.getTime() - b.overdueAt.getTime());
  for (const { play } of leftBehind) await play();
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
