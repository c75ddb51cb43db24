import { newId } from '../../server/kernel/ids.ts';
import type { World } from './world.ts';
import { closedLoopOfSql, type Measure } from './load.ts';

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
export function rawHolds(
  url: string,
  world: World,
  clients: number,
  seconds: number,
  itemOf: (nth: number) => string,
): Promise<Measure> {
  return closedLoopOfSql(url, clients, seconds, RAW_HOLD, (nth) => {
    const id = newId();
    return [world.locationId, itemOf(nth), id, id, id];
  });
}
