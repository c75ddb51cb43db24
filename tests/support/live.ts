import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Knex } from 'knex';
import { io, type Socket } from 'socket.io-client';
import type { Actor } from '../../server/auth/actor.ts';
import type { Cursor } from '../../server/events/event.ts';
import { createFeed, type Feed } from '../../server/events/tail.ts';
import {
  createLiveClient,
  type LiveClient,
  type LiveClientOptions,
} from '../../server/live/client.ts';
import { createGateway, type GatewayOptions } from '../../server/live/gateway.ts';
import { LIVE_PATH, type LiveEvent } from '../../server/live/protocol.ts';
import type { LiveRoom } from '../../server/modules/manifest.ts';
import { createMetrics, type Metrics } from '../../server/observability/metrics.ts';
import { silent } from './feed.ts';

/** A Socket.IO socket of a screen, not yet connected; `headers` say who sits at it. */
export function screenSocket(url: string, headers: Readonly<Record<string, string>>): Socket {
  return io(url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    // As a browser would say it: where the page comes from.
    extraHeaders: { origin: url, ...headers },
  });
}

/** A connected live client, as a screen of the caller has one: `liveClient(server.url, clerk.headers)`. */
export function liveClient(
  url: string,
  headers: Readonly<Record<string, string>>,
  options?: LiveClientOptions,
): LiveClient & { readonly socket: Socket } {
  const socket = screenSocket(url, headers);
  return Object.assign(
    createLiveClient(() => socket, options),
    { socket },
  );
}

/** A screen that shows one room: what it was sent, in order, and how often it had to start anew. */
export interface Watcher {
  readonly events: LiveEvent[];
  readonly batches: { readonly events: readonly LiveEvent[]; readonly at: number }[];
  refetches: number;
  refused: boolean;
  cursor(): Cursor;
  resume(cursor: Cursor): void;
  close(): void;
}

export function watch(client: LiveClient, room: string, cursor: Cursor): Watcher {
  const subscription = client.subscribe(room, cursor, {
    onBatch: (events) => {
      watcher.events.push(...events);
      watcher.batches.push({ events, at: performance.now() });
    },
    onFetchAgain: () => void (watcher.refetches += 1),
    onRefused: () => void (watcher.refused = true),
  });
  const watcher: Watcher = {
    events: [],
    batches: [],
    refetches: 0,
    refused: false,
    cursor: () => subscription.cursor(),
    resume: (from) => subscription.resume(from),
    close: () => subscription.close(),
  };
  return watcher;
}

/** The live end of one server process, without the rest of the server. */
export interface LiveServer {
  readonly url: string;
  readonly feed: Feed;
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

export async function startLiveServer(
  db: Knex,
  options: {
    readonly rooms: readonly LiveRoom[];
    /** By the cookie: who it is, or nobody. */
    readonly who: (cookie: string) => Actor | null;
    readonly port?: number;
  } & Pick<GatewayOptions, 'headSeconds' | 'patienceSeconds'>,
): Promise<LiveServer> {
  const { rooms, who, port = 0, ...times } = options;
  const metrics = createMetrics(db);
  const feed = createFeed({ db, log: silent, metrics });
  const server = createServer();
  const gateway = createGateway({
    db,
    config: { publicUrl: 'https://shop.example' },
    log: silent,
    feed,
    rooms,
    metrics,
    authenticate: (headers) => Promise.resolve(who(headers.cookie ?? '')),
    ...times,
  });
  gateway.attach(server);
  await feed.start();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  let stopped: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await gateway.stop();
    await new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
    await feed.stop();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    feed,
    metrics,
    stop: () => (stopped ??= close()),
  };
}
