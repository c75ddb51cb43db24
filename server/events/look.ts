import type { Knex } from 'knex';
import { prepared } from '../db/prepared.ts';
import type { Place } from './cursor.ts';
import { PAGE_COLUMNS, ReadEvent, type FeedPage, type PageRow } from './feed.ts';

interface LookRow extends Omit<PageRow, 'tx'> {
  /** Null: nothing of what was looked for. */
  readonly tx: string | null;
  readonly end_tx: string | null;
  readonly end_position: string | null;
}

/**
 * The events of some types among the next `most` of any type after a place. Unlike a page of `readFeed`
 * it always costs the same: however rare the types are, it reads along the index and stops, also while
 * the database has not counted today's partition yet and would rather search it from end to end.
 */
export async function lookFor(
  sql: Knex,
  { tx, position }: Place,
  types: readonly string[],
  most: number,
): Promise<FeedPage> {
  const rows = await prepared<LookRow>(sql, LOOK, { tx, position, types: [...types], most });
  const [{ horizon, end_tx, end_position }] = rows as [LookRow];
  const end = end_tx && end_position ? { tx: end_tx, position: end_position } : null;
  const events = rows
    .filter((row): row is LookRow & { tx: string } => row.settled === true)
    .map((row) => new ReadEvent(row, ''));
  return {
    events,
    upTo: { epoch: '', ...(end ?? { tx: horizon, position: '0' }) },
    more: end !== null,
    unsettled: rows.some(({ settled }) => settled === false),
  };
}

/** `ends` has a row when there may be more below the horizon: the last event that was looked at. */
const LOOK = `
  with edge as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon),
  looked as materialized (
    select * from core_outbox
    where (core_outbox.tx, core_outbox.position) > (:tx::xid8, :position::bigint)
    order by core_outbox.tx, core_outbox.position
    limit :most::integer
  ), ends as (
    select tx, position from looked
    where tx < (select horizon from edge) and (select count(*) from looked) = :most::integer
    order by tx desc, position desc limit 1
  )
  select edge.horizon::text as horizon, ends.tx::text as end_tx,
    ends.position::text as end_position, page.tx < edge.horizon as settled, ${PAGE_COLUMNS}
  from edge left join ends on true
  left join looked as page on page.type = any (:types::text[])
  order by page.tx, page.position`;
