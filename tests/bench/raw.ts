import pg from 'pg';
import { newId } from '../../server/kernel/ids.ts';
import type { World } from './world.ts';
import { summary, type Measure } from './load.ts';

/** The guarded update and the row of the promise: the least a hold can be, as one prepared statement. */
const RAW_HOLD = {
  name: 'raw-hold',
  text: `with held as (
      update ss_stock_level set held = held + 1, version = version + 1
      where location_id = $1 and item_id = $2 and condition = 'sellable' and on_hand - held - safety >= 1
      returning item_id)
    insert into ss_hold (id, location_id, item_id, kind, owner_id, owner_line_id, quantity, until, placed_at)
    select $3, $1, item_id, 'cart', $4, $5, 1, now() + interval '10 minutes', now() from held`,
};

/** What PostgreSQL itself gives for the same promise, without HTTP, key, audit or event. */
export async function rawHolds(
  url: string,
  world: World,
  clients: number,
  seconds: number,
  itemOf: (nth: number) => string,
): Promise<Measure> {
  const pool = new pg.Pool({ connectionString: url, max: Math.min(clients, 10) });
  const latencies: number[] = [];
  let nth = 0;
  const warm = performance.now() + 1_000;
  const end = warm + seconds * 1_000;
  const client = async (): Promise<void> => {
    for (;;) {
      const sent = performance.now();
      if (sent >= end) return;
      const id = newId();
      await pool.query({ ...RAW_HOLD, values: [world.locationId, itemOf((nth += 1)), id, id, id] });
      const answered = performance.now();
      if (sent >= warm && answered <= end) latencies.push(answered - sent);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await pool.end();
  return { ...summary(latencies), perSecond: latencies.length / seconds, others: 0 };
}
