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
  /** One in each line. */
  readonly rooms: string;
  readonly location_id: string | null;
  /** JSON, as text: most events are read by most processes only to find that nobody wants them. */
  readonly payload: string;
  readonly actor_id: string;
  /** Milliseconds since 1970. */
  readonly occurred_at: number;
}

/** The columns of an event as `PageRow` has them. */
export const PAGE_COLUMNS = `
  page.tx::text as tx, page.position::text as position, page.type, page.stream,
  array_to_string(page.rooms, chr(10)) as rooms, page.location_id, page.payload::text as payload,
  page.actor_id, extract(epoch from page.occurred_at)::float8 * 1000 as occurred_at`;

/** The statement behind `readFeed`, with the caller's placeholders: the tail prepares it once. */
export function pageStatement(wanted: string, tx: string, position: string, limit: string): string {
  return `
    with edge as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
    select edge.horizon::text as horizon, page.settled, ${PAGE_COLUMNS}
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
    .map((row) => new ReadEvent(row, epoch));
  const more = events.length === limit;
  const upTo = more ? events.at(-1)!.cursor : { epoch, tx: rows[0]!.horizon, position: '0' };
  return { events, upTo, more, unsettled: rows.some(({ settled }) => settled === false) };
}

/** An event as it was read: what costs something to understand is understood when somebody asks. */
export class ReadEvent implements StoredEvent {
  readonly cursor: Cursor;
  readonly type: string;
  readonly stream: string;
  readonly rooms: readonly string[];
  readonly locationId: string | null;
  readonly actorId: string;
  /** Milliseconds since 1970. */
  readonly occurredAtMillis: number;
  readonly #payloadText: string;
  #payload: object | undefined;

  constructor(row: Omit<PageRow, 'horizon' | 'settled'>, epoch: string) {
    this.cursor = { epoch, tx: row.tx, position: row.position };
    this.type = row.type;
    this.stream = row.stream;
    this.rooms = row.rooms === '' ? [] : row.rooms.split('\n');
    this.locationId = row.location_id;
    this.actorId = row.actor_id;
    this.occurredAtMillis = row.occurred_at;
    this.#payloadText = row.payload;
  }

  get payload(): object {
    return (this.#payload ??= JSON.parse(this.#payloadText) as object);
  }

  get occurredAt(): string {
    return new Date(this.occurredAtMillis).toISOString();
  }
}
