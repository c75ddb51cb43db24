import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type pg from 'pg';
import type { Place } from './cursor.ts';
import type { Epoch } from './epoch.ts';
import type { Cursor, StoredEvent } from './event.ts';
import {
  PAGE_COLUMNS,
  pageOf,
  pageStatement,
  ReadEvent,
  type FeedPage,
  type PageRow,
} from './feed.ts';

const DOORBELL = 'bottega_feed';
/** A bell that rings more often brings nothing sooner and costs a commit each time. */
const RING_MILLISECONDS = 20;
/** Of a server that is silent: longer than any read, shorter than anybody's patience. */
const ANSWER_MILLISECONDS = 5_000;
/** How many events a start reads into memory. */
const LATEST = 5_000;

/** The one connection of a process that reads the feed, hears the doorbell and rings it. */
export interface TailConnection {
  read(after: Cursor, limit: number): Promise<FeedPage>;
  /** The latest events, and the place after which they are complete. */
  latest(epoch: Epoch): Promise<{ floor: Place; events: StoredEvent[]; upTo: Cursor }>;
  /** Tells the other processes that there is something to read: soon, and at most every 20 ms. */
  ring(): void;
  end(): Promise<void>;
}

/**
 * Outside the pool, because it listens for as long as the process lives. NOTIFY is sent here and never
 * in a transaction with business in it: it takes a lock of the whole cluster until the commit.
 */
export async function connectTail(
  db: Knex,
  handlers: { onRing: () => void; onLost: (error: Error) => void },
): Promise<TailConnection> {
  // The settings of the pool, without a place in it: listening lasts as long as the process.
  const { client: pool } = db as { client: { acquireRawConnection(): Promise<pg.Client> } };
  const client = await pool.acquireRawConnection();
  const me = randomUUID();
  let ended = false;
  const lost = (error: Error): void => {
    if (ended) return;
    ended = true;
    handlers.onLost(error);
  };
  client.on('error', lost);
  client.on('end', () => lost(new Error('the connection has ended')));
  client.on('notification', ({ payload }) => {
    if (payload !== me) handlers.onRing();
  });
  // A ring that a crash swallows is nothing lost: its commit need not wait for the disk.
  await client.query(
    `set timezone = 'UTC'; set statement_timeout = '5s'; set synchronous_commit = off;
     listen ${DOORBELL}`,
  );
  const inTurn = queue();
  const ring = bell(() => {
    if (ended) return;
    inTurn(() => client.query('select pg_notify($1, $2)', [DOORBELL, me])).catch(lost);
  });
  const ask = async <R extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<R[]> => {
    const question = { name, text, values, query_timeout: ANSWER_MILLISECONDS };
    return (await inTurn(() => client.query<R>(question))).rows;
  };
  return {
    async read({ epoch, tx, position }, limit) {
      const rows = await ask<PageRow>('feed-page', PAGE, [tx, position, limit]);
      return pageOf(rows, epoch, limit);
    },
    latest: async (epoch) =>
      latestOf(epoch, await ask<PageRow>('feed-latest', LATEST_PAGE, [LATEST])),
    ring: () => ring(),
    async end() {
      ended = true;
      await client.end().catch(() => undefined);
    },
  };
}

const PAGE = pageStatement('', '$1', '$2', '$3');

const LATEST_PAGE = `
  with edge as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as horizon)
  select edge.horizon::text as horizon, ${PAGE_COLUMNS}
  from edge left join lateral (
    select * from core_outbox where core_outbox.tx < edge.horizon
    order by core_outbox.tx desc, core_outbox.position desc
    limit $1
  ) as page on true
  order by page.tx, page.position`;

function latestOf(epoch: Epoch, rows: readonly PageRow[]) {
  const events = rows.filter(({ tx }) => tx !== null).map((row) => new ReadEvent(row, epoch.id));
  const [first] = events;
  const floor =
    first && events.length === LATEST
      ? { tx: first.cursor.tx, position: String(BigInt(first.cursor.position) - 1n) }
      : epoch.floor;
  return { floor, events, upTo: { epoch: epoch.id, tx: rows[0]!.horizon, position: '0' } };
}

/** One after the other: a connection answers one question at a time. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** At once when it has been quiet; otherwise once at the end of the interval. */
function bell(strike: () => void): () => void {
  let last = 0;
  let timer: NodeJS.Timeout | null = null;
  return () => {
    if (timer) return;
    const wait = last + RING_MILLISECONDS - Date.now();
    const now = (): void => {
      timer = null;
      last = Date.now();
      strike();
    };
    if (wait <= 0) now();
    else timer = setTimeout(now, wait);
  };
}
