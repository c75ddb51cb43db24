import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import { FINDER_CONDITIONS, type LevelNews } from '../domain/finder.ts';

/** A level as the finder shows it, and on one of them what is on its way. */
export interface FinderRow extends LevelNews {
  readonly incoming: number;
  readonly nextOn: string | null;
}

/** An instant as JSON writes it: hundreds of rows need not become dates and then text again. */
function written(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/**
 * Changes with every change of what the finder shows of a style: versions only rise, and what is
 * expected is told by its sum over lines.
 */
export async function selectFinderMark(read: Read, styleId: string): Promise<string> {
  const [row] = await prepared<{ mark: string }>(
    read.sql,
    `
    select
      (select count(*) || '.' || coalesce(sum(version), 0)
       from ss_stock_level where style_id = :styleId)
      || '/' ||
      (select count(*) || '.' || coalesce(sum(hashtext(id || '.' || quantity || '.' || expected_on)::bigint), 0)
       from ss_incoming where style_id = :styleId) as mark`,
    { styleId },
  );
  return row!.mark;
}

/**
 * The levels of some items in every location, with what is expected there, in one statement. A place
 * where goods are only expected comes as an empty level.
 */
export async function selectFinderRows(
  read: Read,
  itemIds: readonly string[],
): Promise<FinderRow[]> {
  return prepared(
    read.sql,
    `
    select level.location_id as "locationId", level.item_id as "itemId", level.condition,
      level.on_hand as "onHand", level.held, level.safety, level.shortage, level.version,
      ${written('level.last_counted_at')} as "lastCountedAt",
      ${written('level.last_moved_at')} as "lastMovedAt",
      0 as incoming, null::date as "nextOn"
    from ss_stock_level as level
    where level.item_id = any(:itemIds::uuid[]) and level.condition = any(:conditions::text[])
    union all
    select location_id, item_id, 'sellable', 0, 0, 0, 0, 0, null, null,
      sum(quantity)::integer, min(expected_on)
    from ss_incoming
    where item_id = any(:itemIds::uuid[])
    group by location_id, item_id`,
    { itemIds: [...itemIds], conditions: [...FINDER_CONDITIONS] },
  );
}
