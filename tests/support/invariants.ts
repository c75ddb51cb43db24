import type { Knex } from 'knex';
import { prepared } from '../../server/db/prepared.ts';

/**
 * Asks the tables alone what is wrong: `invariants` gives back a sentence, `wrong`, for each thing that is. It
 * is asked after every command, and to plan it anew took longer than to answer it: each connection plans once.
 */
export async function wrongsBy(
  db: Knex,
  invariants: string,
  bindings: Parameters<typeof prepared>[2],
): Promise<string[]> {
  return db.transaction(async (sql) => {
    await sql.raw('set local plan_cache_mode = force_generic_plan');
    const rows = await prepared<{ wrong: string }>(sql, invariants, bindings);
    return rows.map(({ wrong }) => wrong);
  });
}

/** The movements and promises of `:itemIds`, for a `with`. */
export const GOODS_THINGS = `
  m as (select * from ss_movement where item_id = any (:itemIds::uuid[])),
  live as (
    select * from ss_hold
    where item_id = any (:itemIds::uuid[]) and state in ('active', 'set-aside')),
  sides as (
    select location_id, item_id, to_place as place, quantity as pieces from m
    union all
    select location_id, item_id, from_place, -quantity from m)`;

/** What holds of every level of `:itemIds`, whatever moved it. */
export const GOODS_WRONGS = `
  select '1 a level is not the sum of its movements' as wrong from ss_stock_level as level
  where level.item_id = any (:itemIds::uuid[]) and level.on_hand <> (
    select coalesce(sum(pieces), 0) from sides
    where sides.location_id = level.location_id and sides.item_id = level.item_id
      and sides.place = level.condition)
  union all
  select '1 held is not the sum of the promises' from ss_stock_level as level
  where level.item_id = any (:itemIds::uuid[]) and level.condition = 'sellable' and level.held <> (
    select coalesce(sum(quantity), 0) from live
    where live.location_id = level.location_id and live.item_id = level.item_id)`;
