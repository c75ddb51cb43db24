import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Tx } from '../db/transaction.ts';
import type { StoredEvent } from '../events/event.ts';
import type { Routes } from '../http/routes.ts';
import type { Keyring } from '../auth/keyring.ts';
import type { ProblemType } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';
import type { PublicEvents } from '../webhooks/public-events.ts';

/** What happens in a module, by the name it has in the audit: `base.company-changed.v1`. */
export type Acts = Readonly<Record<string, Text>>;

/** What a module is, said once: read at start, by the architecture tests and by the documentation tests. */
export interface ModuleManifest {
  /** `store-system`: the folder, the first part of permissions, events and paths. */
  readonly id: string;
  readonly title: Text;
  /** The modules whose `api.ts` this one imports: neither more nor fewer. */
  readonly requires: readonly string[];
  /** Every table the module owns; each stands in exactly one manifest. */
  readonly tables: readonly string[];
  /** Read-only SQL views that other modules may use. */
  readonly views?: readonly string[];
  /** Roles this module brings, by id (`clerk`). */
  readonly roles?: Readonly<Record<string, Text>>;
  /** What may be permitted, in the words of the administrator, and the roles that have it from birth. */
  readonly permissions: Readonly<
    Record<string, { readonly title: Text; readonly roles: readonly string[] }>
  >;
  /** Scopes of API keys, and the permissions each gives: `orders:write`. */
  readonly keyScopes?: Readonly<
    Record<string, { readonly title: Text; readonly permissions: readonly string[] }>
  >;
  /** Event types others may rely on. */
  readonly publishes: readonly string[];
  /** What each of them, and each other act it audits, is called for whoever reads the audit. */
  readonly acts?: Acts;
  /** What other programs are told by webhook, in words of their own. */
  readonly publicEvents?: PublicEvents;
  readonly problems: readonly ProblemType<never>[];
  readonly rooms?: readonly LiveRoom[];
  /** Balances recomputed from their ledgers, and other things that must always be true. */
  readonly checks?: readonly ReconcileCheck[];
  /** Registers routes, reactions, sweeps and jobs. Called once, in start order; does no I/O of its own. */
  start(context: ModuleContext): void;
}

/** A live room `prefix:subject`; who may join is checked on join and again on each batch. */
export interface LiveRoom {
  readonly prefix: string;
  readonly permission: string;
  /**
   * What stands after the colon: a location the permission must hold for; `any` = something that limits
   * nobody who has the permission; `none` = there is no colon.
   */
  readonly subject: 'location' | 'person' | 'channel' | 'any' | 'none';
}

/** A check of `reconcile`: the rows it returns are the differences; none is good. */
export interface ReconcileCheck {
  /** `store-system.level-equals-ledger` */
  readonly name: string;
  readonly title: Text;
  readonly find: (sql: Knex) => Promise<readonly object[]>;
}

export interface ModuleContext {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  readonly keyring: Keyring;
  readonly routes: Routes;
  readonly reactions: Reactions;
  readonly sweeps: Sweeps;
  readonly jobs: Jobs;
}

export interface Reactions {
  /**
   * Effect and cursor move in one transaction, so an effect inside our database happens exactly once.
   * `name` is the subscriber: unique, stable. After five failures the event is set aside.
   */
  on<P extends object>(
    name: string,
    types: readonly string[],
    work: (tx: Tx, event: StoredEvent<EventOf<P>>) => Promise<void>,
    options?: ReactionOptions<P>,
  ): void;
}

export interface ReactionOptions<P extends object> {
  /** Events it says false to are passed over without any cost. Pure: the same event, the same answer. */
  readonly wants?: (payload: P) => boolean;
  /**
   * The effect of several events in their order, where it costs less than one by one. When it throws, all
   * it did is undone and each event is worked on by itself.
   */
  readonly together?: (tx: Tx, events: readonly StoredEvent<EventOf<P>>[]) => Promise<void>;
}

export interface EventOf<P extends object> {
  readonly type: string;
  readonly stream: string;
  readonly rooms: readonly string[];
  readonly locationId: string | null;
  readonly payload: P;
}

export interface Sweeps {
  /**
   * Runs `work` about every `seconds` in a transaction of its own, in every process: `work` takes its
   * rows `for update skip locked` and returns how many it did; a full batch (≥ `batch`) runs again at once.
   */
  every(name: string, seconds: number, batch: number, work: (tx: Tx) => Promise<number>): void;
}

/** Work that leaves the database or takes long: mail, webhooks, imports, reports. At least once. */
export interface Jobs {
  define<P extends object>(
    name: string,
    work: (payload: P) => Promise<void>,
    options?: JobOptions<P>,
  ): void;
  /** Queued in the caller's transaction: it exists if and only if the transaction commits. */
  enqueue(tx: Tx, name: string, payload: object): Promise<void>;
}

export interface JobOptions<P extends object> {
  readonly retries?: number;
  /** How many are worked on at once in each process. */
  readonly concurrency?: number;
  /**
   * For work that does all there is to do about something, as all papers of a printer: while one job about
   * it waits, queueing another changes nothing. One that is queued while it is worked on is done after it.
   * Who queues several in one transaction does so in the order of these keys: others wait for it. A queue
   * stays as it was made: a job that gets this later gets another name with it.
   */
  readonly onePer?: (payload: P) => string;
}
