import type { Knex } from 'knex';
import { prepared } from '../db/prepared.ts';
import type { Cursor, StoredEvent } from './event.ts';

export interface FeedPage {
  readonly events: readonly StoredEvent[];
  /** Everything up to here has been read: the cursor to go on from. */
  readonly upTo: Cursor;
  /** The page is full: there may be more below the horizon. */
  readonly more: boolean;
  /** Committed events stand above the horizon: they can be read as soon as an older transaction is over. */
  readonly unsettled: boolean;
}

/**
 * The next events after `cursor`, in an order in which nothing is ever skipped.
 *
 * Identity values are handed out before commit, so a slow transaction can commit a lower position after
 * a reader has gone past it. Reading only what is older than every transaction still running makes sure
 * that no such event can appear any more; the price is waiting for the slowest one.
 */
export async function readFeed(
  sql: Knex,
  cursor: Cursor,
  limit: number,
  only: { readonly rooms?: readonly string[]; readonly types?: readonly string[] } = {},
): Promise<FeedPage> {
  const { tx, position } = cursor;
  const { rooms, types } = only;
  const wanted = [
    ...(rooms ? ['and core_outbox.rooms && :rooms::text[]'] : []),
    ...(types ? ['and core_outbox.type = any (:types::text[])'] : []),
  ];
  const { rows } = await sql.raw<{ rows: PageRow[] }>(
    pageStatement(wanted.join(' '), ':tx', ':position', ':limit'),
    { tx, position, limit, ...(rooms ? { rooms } : {}), ...(types ? { types } : {}) },
  );
  return pageOf(rows, cursor.epoch, limit);
}

/**
 * The place in the feed a snapshot stands at: read in the same REPEATABLE READ transaction as the view.
 * What was committed after the oldest transaction then running is sent again although the view may
 * have it: reducers set a state by its version, they never add.
 */
export async function currentCursor(sql: Knex): Promise<Cursor> {
  const rows = await prepared<Cursor>(
    sql,
    `select (select id from core_epoch order by number desc limit 1) as epoch,
            pg_snapshot_xmin(pg_current_snapshot())::text as tx, '0' as position`,
    {},
  );
  return rows[0]!;
}

/** One row of a page; a page without events is one row with the horizon and nothing else. */
export interface PageRow {
  readonly horizon: string;
  readonly settled: boolean | null;
  readonly tx: string;
  readonly position: string;
  readonly type: string;
  readonly stream: string;
  readonly rooms: string[];
  readonly location_id: string | null;
  readonly payload: object;
  readonly actor_id: string;
  readonly occurred_at: Date;
}

/** The statement behind `readFeed`, with the caller's placeholders: the tail prepares it once. */
export function pageStatement(wanted: string, tx: string, position: string, limit: string): string {
  return `
    with edge as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select edge.horizon::text as horizon, page.settled, page.tx::text as tx,
           page.position::text as position, page.type, page.stream, page.rooms, page.location_id,
           page.payload, page.actor_id, page.occurred_at
    from edge left join lateral (
      select core_outbox.tx < edge.horizon as settled, core_outbox.*
      from core_outbox
      where (core_outbox.tx, core_outbox.position) > (${tx}::xid8, ${position}::bigint)
        ${wanted}
      order by core_outbox.tx, core_outbox.position
      limit ${limit}
    ) as page on true
    order by page.tx, page.position`;
}

export function pageOf(rows: readonly PageRow[], epoch: string, limit: number): FeedPage {
  const events = rows
    .filter(({ settled }) => settled === true)
    .map((row) => storedEvent(row, epoch));
  const more = events.length === limit;
  const upTo = more ? events.at(-1)!.cursor : { epoch, tx: rows[0]!.horizon, position: '0' };
  return { events, upTo, more, unsettled: rows.some(({ settled }) => settled === false) };
}

export function storedEvent(row: Omit<PageRow, 'horizon' | 'settled'>, epoch: string): StoredEvent {
  return {
    cursor: { epoch, tx: row.tx, position: row.position },
    type: row.type,
    stream: row.stream,
    rooms: row.rooms,
    locationId: row.location_id,
    payload: row.payload,
    actorId: row.actor_id,
    occurredAt: row.occurred_at.toISOString(),
  };
}
