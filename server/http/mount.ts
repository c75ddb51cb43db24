import type { Knex } from 'knex';
import type { Read } from '../db/transaction.ts';
import type { DatabaseClock } from '../db/clock.ts';
import { inSession } from '../db/session.ts';
import type { Cursor } from '../events/event.ts';
import { batchedCommand } from './batched.ts';
import { runCommand, type CommandSurroundings, type CommandWork } from './commands.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { needsKey } from './idempotency.ts';
import { canonical } from './json.ts';
import { endingWith, KeptViews, PackedText, recentCursor, stayingPart } from './kept-views.ts';
import { checkDeclaration } from './policy.ts';
import { sendAnswer, sendPacked, takesGzip, type Answer } from './reply.ts';
import type { Routes } from './routes.ts';
import type { RouteTable } from './table.ts';

/** An endpoint that can be asked: `serve` answers by itself or throws what becomes a problem. */
export interface Mounted {
  readonly endpoint: Endpoint;
  readonly serve: (exchange: Exchange, input: object) => Promise<void>;
}

export interface MountSurroundings extends CommandSurroundings {
  /** The pool, for queries. */
  readonly reader: Knex;
  readonly clock: DatabaseClock;
  readonly readCursor: (sql: Knex) => Promise<Cursor>;
  readonly permissions: ReadonlySet<string>;
  readonly table: RouteTable<Mounted>;
  readonly endpoints: Endpoint[];
}

/** What modules hang their endpoints on. Everything that all endpoints share is done around `serve`. */
export function routesOf(around: MountSurroundings): Routes {
  const mount = (endpoint: Endpoint, serve: Mounted['serve']): void => {
    checkDeclaration(endpoint, around.permissions);
    around.table.add(endpoint.method, endpoint.path, { endpoint, serve });
    around.endpoints.push(endpoint);
  };
  return {
    query: (endpoint, work) => {
      refuseUnusedKey(endpoint);
      mount(endpoint, async (exchange, input) => {
        const reply = await work(await readNow(around, exchange), input as never);
        await sendReply(around, exchange, endpoint, reply);
      });
    },
    view: (endpoint, work, mark) => {
      refuseUnusedKey(endpoint);
      if (mark) {
        mount(endpoint, keptView(around, endpoint, work as never, mark as never));
        return;
      }
      mount(endpoint, async (exchange, input) => {
        const reply = await snapshot(around, exchange, (read) => work(read, input as never));
        await sendReply(around, exchange, endpoint, reply);
      });
    },
    command: (endpoint, work) => {
      refuseReadMethod(endpoint);
      const run = work as unknown as CommandWork;
      mount(endpoint, async (exchange, input) => {
        await send(exchange, endpoint, await runCommand(around, endpoint, run, exchange, input));
      });
    },
    batched: (endpoint, work) => {
      refuseReadMethod(endpoint);
      const run = batchedCommand(around, endpoint, work as never);
      mount(endpoint, async (exchange, input) => {
        await send(exchange, endpoint, await run(exchange, input));
      });
    },
    raw: (endpoint, handler) => {
      refuseUnusedKey(endpoint);
      mount(endpoint, async (exchange, input) => {
        const { request, response, requestId } = exchange;
        response.setHeader('Cache-Control', 'no-store');
        response.setHeader('X-Content-Type-Options', 'nosniff');
        response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
        response.setHeader('X-Request-Id', requestId);
        const read = await readNow(around, exchange);
        await handler({ request, response, requestId, read, input: input as never });
      });
    },
  };
}

function refuseReadMethod({ method, path }: Endpoint): void {
  if (method === 'GET') throw new Error(`GET ${path}: a command changes something, a GET does not`);
}

/** The contract promises a key to clients and documents: only commands keep that promise. */
function refuseUnusedKey(endpoint: Endpoint): void {
  if (endpoint.method !== 'GET' && needsKey(endpoint)) {
    throw new Error(
      `${endpoint.method} ${endpoint.path}: only commands keep idempotency keys; ` +
        'say idempotency: { none: … } and why that is right',
    );
  }
}

async function readNow(around: MountSurroundings, { actor }: Exchange): Promise<Read> {
  return { sql: around.reader, actor, now: await around.clock.now() };
}

/** The view and its place in the feed, from one snapshot: nothing can fall between the two. */
async function snapshot<V>(
  around: MountSurroundings,
  { actor }: Exchange,
  work: (read: Read) => Promise<V>,
): Promise<{ view: V; cursor: Cursor }> {
  // Before the transaction: whoever waits for a second connection while holding one waits for all others.
  const now = await around.clock.now();
  return inSession(around.db, 'begin isolation level repeatable read read only', async (sql) => {
    const cursor = await around.readCursor(sql);
    const view = await work({ sql, actor, now });
    return { view, cursor };
  });
}

/**
 * A view whose text is kept. The place in the feed is read no later than the mark, so a kept view never
 * stands before the cursor it is sent with: at worst its screen is told again what it shows already.
 */
function keptView(
  around: MountSurroundings,
  endpoint: Endpoint,
  work: (read: Read, input: object) => Promise<unknown>,
  mark: (read: Read, input: object) => Promise<string>,
): Mounted['serve'] {
  const kept = new KeptViews();
  const cursorOf = recentCursor(() => around.readCursor(around.db));
  return async (exchange, input) => {
    const key = canonical(input);
    if (kept.has(key)) {
      const cursor = await cursorOf();
      // A restored database counts its versions again from an older place: its epoch is another.
      const markNow = await mark(await readNow(around, exchange), input);
      const text = kept.find(key, `${cursor.epoch} ${markNow}`);
      if (text !== null) {
        const ending = endingWith(cursor);
        if (takesGzip(exchange)) return sendPacked(exchange, text.gzipWith(ending));
        return send(exchange, endpoint, { status: 200, body: await text.textWith(ending) });
      }
    }
    const fresh = await snapshot(around, exchange, async (read) => ({
      // In the snapshot of the view: a mark read before it could belong to an older one.
      mark: await mark(read, input),
      view: await work(read, input),
    }));
    const reply = { view: fresh.view.view, cursor: fresh.cursor };
    const body = around.replyText(endpoint, reply);
    const { epoch } = fresh.cursor;
    const text = await PackedText.of(stayingPart(body, fresh.cursor));
    kept.keep(key, `${epoch} ${fresh.view.mark}`, text);
    if (takesGzip(exchange)) return sendPacked(exchange, text.gzipWith(endingWith(fresh.cursor)));
    await send(exchange, endpoint, { status: 200, body });
  };
}

async function sendReply(
  around: MountSurroundings,
  exchange: Exchange,
  endpoint: Endpoint,
  reply: unknown,
): Promise<void> {
  const body = around.replyText(endpoint, reply);
  await send(exchange, endpoint, { status: endpoint.status ?? 200, body });
}

function send(exchange: Exchange, endpoint: Endpoint, answer: Answer): Promise<void> {
  const version = endpoint.etag && answer.status < 300 ? versionIn(answer.body) : null;
  return sendAnswer(exchange, answer, version === null ? {} : { ETag: `"${version}"` });
}

/** Read from the text, so that a replayed answer carries the same tag as the first. */
function versionIn(body: string): number | null {
  const reply = JSON.parse(body) as { version?: unknown };
  return typeof reply.version === 'number' ? reply.version : null;
}
