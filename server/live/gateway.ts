import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Config } from '../config.ts';
import type { Feed } from '../events/tail.ts';
import type { Authenticate } from '../http/serve.ts';
import type { LiveRoom } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Broadcast } from './broadcast.ts';
import { isJoinRequest } from './join-request.ts';
import { LIVE_PATH, type JoinReply, type JoinRequest } from './protocol.ts';
import { replay, storedReader } from './replay.ts';
import { Rights } from './rights.ts';
import { originAllowed, roomAccess } from './rooms.ts';
import type { Screen, ScreenServer } from './screen.ts';

export interface GatewayOptions {
  readonly db: Knex;
  readonly config: Pick<Config, 'publicUrl'>;
  readonly log: Logger;
  readonly feed: Feed;
  /** Of every manifest that starts. */
  readonly rooms: readonly LiveRoom[];
  readonly authenticate: Authenticate;
  readonly metrics: Metrics;
  readonly headSeconds?: number;
  /** A screen that leaves a check unanswered for so long is cut off. */
  readonly patienceSeconds?: number;
}

export interface Gateway {
  /** Before the server listens. The feed is started by the caller. */
  attach(server: HttpServer | HttpsServer): void;
  /** Tells every screen that the server restarts, then closes the sockets. Before `server.close()`. */
  stop(): Promise<void>;
}

const MOST_ROOMS = 500;
const CHECK_MILLISECONDS = 1_000;
/** So that "the server restarts" is on the wire before the socket closes. */
const FAREWELL_MILLISECONDS = 100;

/** The live end of the server: screens join rooms with a cursor and are sent every event after it. */
export function createGateway(options: GatewayOptions): Gateway {
  return new LiveGateway(options);
}

class LiveGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #io: ScreenServer;
  readonly #broadcast: Broadcast;
  readonly #rights: Rights;
  readonly #readStored: ReturnType<typeof storedReader>;
  readonly #stopping: (() => void)[] = [];

  constructor(options: GatewayOptions) {
    this.#options = options;
    const { feed, log, metrics, config } = options;
    this.#readStored = storedReader(options.db);
    this.#io = new Server({
      path: LIVE_PATH,
      // One connection a screen, without the polling that several processes would have to share.
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: 10_000,
      allowRequest: (request: IncomingMessage, answer) =>
        answer(null, originAllowed(request.headers, config.publicUrl)),
    });
    this.#rights = new Rights({
      authenticate: options.authenticate,
      log,
      screens: () => this.#io.of('/').sockets.values(),
      access: (screen, room) => roomAccess(options.rooms, room, screen.data.actor),
      expel: (screen, room) => {
        this.#leave(screen, room);
        screen.emit('refused', { room });
      },
    });
    this.#broadcast = new Broadcast({
      io: this.#io,
      feed,
      log,
      metrics,
      recheck: (screens, everybody) => this.#rights.recheck(screens, everybody),
    });
    this.#io.use((screen, next) => void this.#rights.admit(screen, next));
    this.#io.on('connection', (screen) => this.#welcome(screen));
  }

  attach(server: HttpServer | HttpsServer): void {
    this.#io.attach(server);
    const { feed, headSeconds = 15 } = this.#options;
    const head = setInterval(() => {
      this.#broadcast.head();
      // Sessions also end by themselves, without an event.
      void this.#rights.recheck([], true);
    }, headSeconds * 1000);
    const check = setInterval(() => this.#checkScreens(), CHECK_MILLISECONDS);
    this.#stopping.push(
      feed.onEvents((events, upTo) => this.#broadcast.accept(events, upTo)),
      feed.onNewEpoch(() => this.#broadcast.restart()),
      () => clearInterval(head),
      () => clearInterval(check),
    );
  }

  async stop(): Promise<void> {
    for (const stop of this.#stopping) stop();
    this.#io.emit('server-restart');
    await new Promise((done) => setTimeout(done, FAREWELL_MILLISECONDS));
    // Not `io.close()`: that would close the HTTP server too, which has answers to finish.
    this.#io.disconnectSockets(true);
    this.#io.engine?.close();
  }

  #welcome(screen: Screen): void {
    this.#options.metrics.sockets.inc();
    screen.on('join', (request, answer) => void this.#join(screen, request, answer));
    screen.on('leave', (room) => this.#leave(screen, room));
    screen.on('disconnect', () => {
      this.#options.metrics.sockets.dec();
      for (const room of [...screen.data.joins.keys()]) this.#leave(screen, room);
    });
  }

  async #join(screen: Screen, request: unknown, answer: unknown): Promise<void> {
    // Whatever a program sends, it must not end the process.
    const tell = (reply: JoinReply): void => {
      if (typeof answer === 'function') (answer as (reply: JoinReply) => void)(reply);
    };
    if (!isJoinRequest(request)) return tell({ outcome: 'refused', because: 'invalid' });
    try {
      const reply = await this.#enter(screen, request);
      if (reply) tell(reply);
    } catch (error) {
      this.#options.log.warn({ err: error, room: request.room }, 'a screen could not be let in');
      // It comes back by itself, in a moment of its own choosing.
      screen.disconnect(true);
    }
  }

  async #enter(screen: Screen, { room, cursor }: JoinRequest): Promise<JoinReply | null> {
    const { rooms, feed } = this.#options;
    const access = roomAccess(rooms, room, screen.data.actor);
    if (access !== 'granted') return { outcome: 'refused', because: access };
    const { joins } = screen.data;
    if (joins.size >= MOST_ROOMS && !joins.has(room)) {
      return { outcome: 'refused', because: 'too-many-rooms' };
    }
    const attempt = Symbol(room);
    joins.set(room, attempt);
    const reply = await replay(screen, room, cursor, {
      feed,
      readStored: this.#readStored,
      wanted: () => screen.connected && joins.get(room) === attempt,
      arrive: () => this.#broadcast.enter(room, screen),
    });
    if (reply?.outcome !== 'joined' && joins.get(room) === attempt) this.#leave(screen, room);
    return reply;
  }

  #leave(screen: Screen, room: string): void {
    screen.data.joins.delete(room);
    this.#broadcast.leave(room, screen);
  }

  /** One acknowledgement a second tells that everything sent before has arrived. */
  #checkScreens(): void {
    const { metrics, log, patienceSeconds = 5 } = this.#options;
    for (const screen of this.#io.of('/').sockets.values()) {
      const state = screen.data;
      if (!state.unchecked || state.checking) continue;
      state.unchecked = false;
      state.checking = true;
      screen.timeout(patienceSeconds * 1000).emit('check', (late) => {
        state.checking = false;
        if (!late || !screen.connected) return;
        metrics.slowSockets.inc();
        log.info({ actor: state.actor.id }, 'a screen did not keep up and is cut off');
        screen.disconnect(true);
      });
    }
  }
}
