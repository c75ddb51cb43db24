import pg from 'pg';
import { newId } from '../../server/kernel/ids.ts';
import type { World } from './world.ts';
import { closedLoopOfSql, type Measure } from './load.ts';

/** What is another in every order; all else of it is copied. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  oc_order: {
    id: '$1::uuid',
    external_id: '$1::uuid::text',
    number: '$7::integer',
    code_digest: `'code ' || $1::uuid`,
    token_digest: `'token ' || $1::uuid`,
  },
  oc_order_line: { id: 'one.line_id', order_id: '$1::uuid', item_id: 'one.item_id' },
  oc_order_unit: { line_id: 'one.line_id', order_id: '$1::uuid', hold_id: 'one.hold_id' },
};

/** Far from those that the series gives to real orders. */
let numbered = 1_000_000_000;

/**
 * What PostgreSQL itself gives for an order of three lines like this one, as one prepared statement without
 * HTTP, key, audit, event or letter: the guarded update of three levels, three promises, the order, its lines
 * and its pieces, with the indexes and constraints they have. It is the least an order can be.
 */
export async function rawOrders(
  url: string,
  world: World,
  clients: number,
  seconds: number,
  likeOrderId: string,
): Promise<Measure> {
  const text = await rawOrder(url, likeOrderId);
  return closedLoopOfSql(url, clients, seconds, { name: 'raw-order', text }, (nth) => {
    const items = [0, 1, 2].map(
      (place) => world.items[(nth * 31 + place * 997) % world.items.length]!.id,
    );
    const ids = () => items.map(() => newId());
    return [newId(), likeOrderId, world.locationId, items, ids(), ids(), (numbered += 1)];
  });
}

/** Where not all three are held there is no order, and its lines end the run. */
async function rawOrder(url: string, likeOrderId: string): Promise<string> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const copied = async (table: string, from: string): Promise<string> => {
    const { rows } = await db.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    );
    const names = rows.map(({ name }) => name);
    const values = names.map((name) => OWN[table]![name] ?? `was.${name}`);
    return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${from}`;
  };
  const { rowCount: lines } = await db.query('select from oc_order_line where order_id = $1', [
    likeOrderId,
  ]);
  if (lines !== 3) throw new Error('the order to copy has not three lines');
  const text = `
    with one as (
      select * from unnest($4::uuid[], $5::uuid[], $6::uuid[]) with ordinality
        as one (item_id, line_id, hold_id, place)),
    level as (
      select location_id, item_id from ss_stock_level
      where location_id = $3 and item_id = any($4::uuid[]) and condition = 'sellable'
      order by item_id for update),
    held as (
      update ss_stock_level as s set held = held + 1, version = version + 1
      from level where s.location_id = level.location_id and s.item_id = level.item_id
        and s.condition = 'sellable' and s.on_hand - s.held - s.safety >= 1
      returning s.item_id),
    hold as (
      insert into ss_hold (id, location_id, item_id, kind, owner_id, owner_line_id, quantity, placed_at)
      select one.hold_id, $3, one.item_id, 'order', $1::uuid::text, one.line_id || '/1', 1, now()
      from held join one using (item_id)),
    line as (${await copied(
      'oc_order_line',
      'one join oc_order_line as was on was.order_id = $2 and was.place = one.place',
    )}),
    unit as (${await copied(
      'oc_order_unit',
      `one join oc_order_line as l on l.order_id = $2 and l.place = one.place
         join oc_order_unit as was on was.line_id = l.id`,
    )})
    ${await copied('oc_order', 'oc_order as was where was.id = $2 and (select count(*) from held) = 3')}`;
  await db.end();
  return text;
}
