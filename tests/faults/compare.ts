import type { Knex } from 'knex';
import type { Journal } from './journal.ts';
import type { ShopFloor } from './shop-floor.ts';

/** What is wrong: `order lost: …`, `handover twice: …`. */
export type Difference = string;

/**
 * Compares what the clients were told with what is there: every acknowledged effect exactly once,
 * and not one that nobody was told of. Only when every client has had an answer.
 */
export async function compare(db: Knex, floor: ShopFloor, journal: Journal): Promise<Difference[]> {
  return [
    ...sets('order', counts(journal.orders.keys()), await ordersIn(db)),
    ...sets('basket', counts(journal.carts.keys()), await cartsIn(db)),
    ...sets('release', counts(journal.released.keys()), await releasesIn(db)),
    ...sets('pick', journal.picked, await picksIn(db)),
    ...sets('handover', counts(journal.handovers.keys()), await handoversIn(db)),
    ...sets('order-placed event', counts(journal.orders.keys()), await eventsIn(db)),
    ...sets('audit of order', counts(journal.orders.keys()), await auditIn(db)),
    ...(await levelsWrong(db, floor, journal)),
    ...(await keysWrong(db, journal)),
  ];
}

/** How often each thing is there; in the journal, each once. */
type Counts = ReadonlyMap<string, number>;

function counts(names: Iterable<string>): Counts {
  return new Map([...names].map((name) => [name, 1]));
}

function sets(what: string, told: Counts, there: Counts): Difference[] {
  const lost = [...told].flatMap(([name, count]) => {
    const found = there.get(name) ?? 0;
    if (found < count) return [`${what} lost: ${name}`];
    return found > count ? [`${what} twice: ${name}`] : [];
  });
  const unasked = [...there.keys()].filter((name) => !told.has(name));
  return [...lost, ...unasked.map((name) => `${what} nobody was told of: ${name}`)];
}

async function counted(db: Knex, statement: string): Promise<Counts> {
  const { rows } = await db.raw<{ rows: { name: string; count: number }[] }>(statement);
  return new Map(rows.map(({ name, count }) => [name, count]));
}

const ordersIn = (db: Knex) =>
  counted(db, 'select id::text as name, count(*)::integer as count from oc_order group by 1');

const cartsIn = (db: Knex) =>
  counted(
    db,
    `select owner_id as name, count(distinct owner_id)::integer as count from ss_hold
     where kind = 'cart' group by 1`,
  );

const releasesIn = (db: Knex) =>
  counted(
    db,
    `select id::text as name, count(*)::integer as count from ss_hold
     where kind = 'cart' and state = 'released' group by 1`,
  );

const picksIn = (db: Knex) =>
  counted(
    db,
    'select order_id::text as name, sum(quantity)::integer as count from oc_pick group by 1',
  );

const handoversIn = (db: Knex) =>
  counted(db, 'select id::text as name, count(*)::integer as count from oc_handover group by 1');

const eventsIn = (db: Knex) =>
  counted(
    db,
    `select payload ->> 'orderId' as name, count(*)::integer as count from core_outbox
     where type = 'omnichannel.order-placed.v1' group by 1`,
  );

const auditIn = (db: Knex) =>
  counted(
    db,
    `select split_part(subject, ':', 2) as name, count(*)::integer as count from core_audit
     where action = 'omnichannel.order-placed.v1' group by 1`,
  );

/** On hand and held, recomputed from nothing but what the clients were told. */
async function levelsWrong(db: Knex, floor: ShopFloor, journal: Journal): Promise<Difference[]> {
  const { rows } = await db.raw<{ rows: { item: string; on_hand: number; held: number }[] }>(
    `select item_id as item, on_hand, held from ss_stock_level where condition = 'sellable'`,
  );
  const gone = journal.gone();
  const promised = journal.promised();
  const levels = new Map(rows.map((row) => [row.item, row]));
  return floor.items.flatMap(({ itemId, delivered }) => {
    const level = levels.get(itemId);
    const expected = {
      on_hand: delivered - (gone.get(itemId) ?? 0),
      held: promised.get(itemId) ?? 0,
    };
    return level?.on_hand === expected.on_hand && level.held === expected.held
      ? []
      : [`level of ${itemId}: ${JSON.stringify(level)}, told ${JSON.stringify(expected)}`];
  });
}

/** Each key keeps the answer that was given under it, and none waits for one. */
async function keysWrong(db: Knex, journal: Journal): Promise<Difference[]> {
  const { rows } = await db.raw<{ rows: { key: string; status: number | null }[] }>(
    'select key, status from core_idempotency',
  );
  const kept = new Map(rows.map(({ key, status }) => [key, status]));
  return [
    ...rows.flatMap(({ key, status }) => (status === null ? [`key without answer: ${key}`] : [])),
    ...[...journal.answers].flatMap(([key, status]) =>
      kept.get(key) === status ? [] : [`key ${key}: kept ${kept.get(key)}, told ${status}`],
    ),
    ...[...kept.keys()].flatMap((key) =>
      journal.answers.has(key) ? [] : [`key nobody had an answer to: ${key}`],
    ),
  ];
}
