import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import { FINDER_CONDITIONS, type LevelNews } from '../domain/finder.ts';

/** What is on its way to a location. */
export interface FinderIncoming {
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly nextOn: string;
}

/**
 * Changes with every change of what the finder shows of a style: versions only rise, of levels and of
 * recounts, and what is expected is told by its sum over lines.
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
       from ss_incoming where style_id = :styleId)
      || '/' ||
      (select count(*) || '.' || coalesce(sum(r.version), 0) from ss_recount as r
       where r.item_id in (select item_id from ss_stock_level where style_id = :styleId)) as mark`,
    { styleId },
  );
  return row!.mark;
}

/** Between the figures of a level and between levels: neither stands in a location's code. */
const FIGURE = '|';
const LEVEL = ';';

/**
 * The levels of some items in every location. A style has hundreds: they come as one text for each item
 * and are read here, which costs the database and us half of what as many rows do.
 */
export async function selectFinderLevels(
  read: Read,
  itemIds: readonly string[],
): Promise<LevelNews[]> {
  const rows = await prepared<{ itemId: string; levels: string }>(
    read.sql,
    `
    select item_id as "itemId", string_agg(
      location_id || '${FIGURE}' || condition || '${FIGURE}' || on_hand || '${FIGURE}' || held
      || '${FIGURE}' || safety || '${FIGURE}' || shortage || '${FIGURE}' || version
      || '${FIGURE}' || coalesce(last_counted_at::text, '')
      || '${FIGURE}' || coalesce(last_moved_at::text, ''), '${LEVEL}') as levels
    from ss_stock_level
    where item_id = any(:itemIds::uuid[]) and condition = any(:conditions::text[])
    group by item_id`,
    { itemIds: [...itemIds], conditions: [...FINDER_CONDITIONS] },
  );
  return rows.flatMap(({ itemId, levels }) =>
    levels.split(LEVEL).map((level) => levelOf(itemId, level.split(FIGURE))),
  );
}

function levelOf(itemId: string, figures: readonly string[]): LevelNews {
  return {
    locationId: figures[0]!,
    itemId,
    condition: figures[1] as LevelNews['condition'],
    onHand: Number(figures[2]),
    held: Number(figures[3]),
    safety: Number(figures[4]),
    shortage: Number(figures[5]),
    version: Number(figures[6]),
    lastCountedAt: instantOf(figures[7]!),
    lastMovedAt: instantOf(figures[8]!),
  };
}

/**
 * `2026-11-22 09:30:00.125+00`, as the database of a session in UTC writes it, the way JSON has it:
 * cut, not parsed, because there are two for each level.
 */
function instantOf(text: string): string | null {
  if (text === '') return null;
  const fraction = text.charAt(19) === '.' ? text.slice(20, -3).slice(0, 3) : '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
}

/** What is expected of some items in every location, and when the next of it comes. */
export async function selectFinderIncoming(
  read: Read,
  itemIds: readonly string[],
): Promise<FinderIncoming[]> {
  return prepared(
    read.sql,
    `
    select location_id as "locationId", item_id as "itemId", sum(quantity)::integer as quantity,
      min(expected_on) as "nextOn"
    from ss_incoming
    where item_id = any(:itemIds::uuid[])
    group by location_id, item_id`,
    { itemIds: [...itemIds] },
  );
}
