import type { Knex } from 'knex';
import type pg from 'pg';
import type { Actor } from '../../server/auth/actor.ts';
import { openDatabase } from '../../server/db/database.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';

/**
 * Runs two transactions against each other in every order of their statements, on the real database.
 * Each has a connection of its own; a statement that matters is sent only when its turn has come, and
 * one that waits for the other's lock is noticed by asking PostgreSQL, never by waiting some time.
 */

/** One of two who act on the same thing at once. */
export interface Contender<T> {
  readonly name: string;
  readonly actor: Actor;
  readonly work: (tx: Tx, thing: T) => Promise<unknown>;
}

/** How one of them ended: what the work gave, or what it threw. */
export type Outcome = { readonly reply: unknown } | { readonly error: unknown };

export interface Race<T> {
  /** The database both work on. */
  readonly url: string;
  /** A fresh thing for every order, made outside the race. */
  readonly prepare: () => Promise<T>;
  readonly left: Contender<T>;
  readonly right: Contender<T>;
  /** What is wrong afterwards; nothing when all is well. */
  readonly faults: (thing: T, outcomes: readonly [Outcome, Outcome]) => Promise<readonly string[]>;
  /**
   * Statements between which an order is chosen: those that touch what both work on. Others (policies,
   * accounts, the outbox) run on by themselves: nothing either does there is seen by the other.
   */
  readonly matters: RegExp;
  /** At most so often a session is stopped while it could go on; all orders when left out. */
  readonly switches?: number;
}

/** What all orders came to. */
export interface Orders {
  readonly tried: number;
  /** Told with the order that led there: `LLRLR: …`. */
  readonly faults: readonly string[];
  /** How often each pair of endings was seen: `done / approval-moved`. */
  readonly endings: ReadonlyMap<string, number>;
}

type Side = 'L' | 'R';

/** After so long without an answer PostgreSQL is asked whether the statement waits for a lock. */
const LOOK_MILLISECONDS = 2;

/** Tries every order (or those with at most `switches` interruptions) and says what was wrong. */
export async function interleave<T>(race: Race<T>): Promise<Orders> {
  const monitor = openDatabase({ url: race.url, poolSize: 1, applicationName: 'bottega monitor' });
  const sessions = { L: new SteppedSession(race.url), R: new SteppedSession(race.url) };
  const faults: string[] = [];
  const endings = new Map<string, number>();
  let tried = 0;
  try {
    let path: readonly number[] | null = [];
    while (path) {
      const thing = await race.prepare();
      const { choices, order, outcomes } = await runOnce(race, sessions, monitor, thing, path);
      tried += 1;
      const ending = outcomes.map(toldShortly).join(' / ');
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      for (const fault of await race.faults(thing, outcomes)) faults.push(`${order}: ${fault}`);
      path = nextPath(choices);
    }
  } finally {
    await Promise.all([monitor.destroy(), sessions.L.close(), sessions.R.close()]);
  }
  return { tried, faults, endings };
}

/** `done`, the slug of a refusal, or the code of an error of the database. */
function toldShortly(outcome: Outcome): string {
  if ('reply' in outcome) return 'done';
  const error = outcome.error as { problem?: { slug: string }; code?: string };
  return error.problem?.slug ?? error.code ?? String(outcome.error);
}

interface Choice {
  readonly taken: number;
  readonly options: number;
}

/** The next path of a walk through all choices, deepest first; null when there is none left. */
function nextPath(choices: readonly Choice[]): readonly number[] | null {
  for (let depth = choices.length - 1; depth >= 0; depth -= 1) {
    const { taken, options } = choices[depth]!;
    if (taken + 1 < options) {
      return [...choices.slice(0, depth).map((choice) => choice.taken), taken + 1];
    }
  }
  return null;
}

async function runOnce<T>(
  race: Race<T>,
  sessions: Readonly<Record<Side, SteppedSession>>,
  monitor: Knex,
  thing: T,
  path: readonly number[],
): Promise<{ choices: Choice[]; order: string; outcomes: readonly [Outcome, Outcome] }> {
  const ends = {
    L: sessions.L.run(race.left, thing, race.matters),
    R: sessions.R.run(race.right, thing, race.matters),
  };
  const choices: Choice[] = [];
  let order = '';
  let switches = 0;
  let last: Side = 'L';
  for (;;) {
    const ready = await settled(sessions, monitor);
    if (ready.length === 0) break;
    // Going on with the same one is always the first option: switching is what is counted.
    const options: readonly Side[] = ready.includes(last)
      ? [last, ...ready.filter((side) => side !== last)]
      : ready;
    const free =
      options[0] === last && switches >= (race.switches ?? Infinity) ? 1 : options.length;
    const taken = path[choices.length] ?? 0;
    choices.push({ taken, options: free });
    const side: Side = options[taken]!;
    if (side !== last && options[0] === last) switches += 1;
    last = side;
    order += side;
    sessions[side].step();
  }
  return { choices, order, outcomes: [await ends.L, await ends.R] };
}

/** Waits until neither is working; gives those that stand before a statement that matters. */
async function settled(
  sessions: Readonly<Record<Side, SteppedSession>>,
  monitor: Knex,
): Promise<Side[]> {
  const both: Side[] = ['L', 'R'];
  const atGate = (): Side[] => both.filter((side) => sessions[side].isAtGate);
  for (;;) {
    const working = both.filter((side) => sessions[side].isWorking);
    if (working.length === 0) return atGate();
    const moved = await Promise.race(working.map((side) => sessions[side].breath()));
    if (moved) continue;
    const pids = working.map((side) => sessions[side].pid);
    const waiting = await blocked(monitor, pids);
    // Those that wait for the other's lock are moved by the other's next step alone.
    const stuck = working.every(
      (side) => sessions[side].isAsking && waiting.has(sessions[side].pid),
    );
    if (stuck && atGate().length > 0) return atGate();
  }
}

async function blocked(monitor: Knex, pids: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await monitor.raw<{ rows: { pid: number }[] }>(
    `select pid from unnest(?::integer[]) as pid where cardinality(pg_blocking_pids(pid)) > 0`,
    [pids as number[]],
  );
  return new Set(rows.map(({ pid }) => pid));
}

interface Statement {
  readonly matters: boolean;
  readonly send: () => void;
}

type Query = (statement: unknown, answered: (...given: unknown[]) => void) => unknown;

/** A connection whose statements wait for their turn. */
class SteppedSession {
  readonly #db: Knex;
  #matters: RegExp = /^$/;
  readonly #queue: Statement[] = [];
  #inFlight = 0;
  #isRunning = false;
  #pid = 0;
  #next: (() => void)[] = [];

  constructor(url: string) {
    this.#db = openDatabase({ url, poolSize: 1, applicationName: 'bottega stepped' });
    const client = this.#db.client as {
      acquireConnection: () => Promise<pg.Client & { stepped?: true }>;
    };
    const acquire = client.acquireConnection.bind(client);
    client.acquireConnection = async () => {
      const connection = await acquire();
      this.#pid = (connection as unknown as { processID: number }).processID;
      if (!connection.stepped) {
        connection.stepped = true;
        const query = connection.query.bind(connection) as unknown as Query;
        Object.assign(connection, { query: this.#gated(query) });
      }
      return connection;
    };
  }

  get pid(): number {
    return this.#pid;
  }

  get isAtGate(): boolean {
    return this.#isRunning && this.#inFlight === 0 && this.#queue[0]?.matters === true;
  }

  /** A statement has been sent and not been answered. */
  get isAsking(): boolean {
    return this.#inFlight > 0;
  }

  /** Between two statements, or in one. */
  get isWorking(): boolean {
    return this.#isRunning && !this.isAtGate;
  }

  async run<T>(contender: Contender<T>, thing: T, matters: RegExp): Promise<Outcome> {
    this.#matters = matters;
    this.#isRunning = true;
    try {
      const work = (tx: Tx): Promise<unknown> => contender.work(tx, thing);
      return { reply: await inTransaction(this.#db, contender.actor, work) };
    } catch (error) {
      return { error };
    } finally {
      this.#isRunning = false;
      this.#moved();
    }
  }

  /** Sends the statement it stands before. */
  step(): void {
    this.#queue.shift()!.send();
  }

  /** True when something has moved here; false when only the database can tell what it waits for. */
  breath(): Promise<boolean> {
    return new Promise((wake) => {
      const timer = setTimeout(() => wake(false), LOOK_MILLISECONDS);
      this.#next.push(() => {
        clearTimeout(timer);
        wake(true);
      });
    });
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  #gated(query: Query): Query {
    return (statement, answered) => {
      const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
      const send = (): void => {
        this.#inFlight += 1;
        query(statement, (...given) => {
          this.#inFlight -= 1;
          answered(...given);
          this.#advance();
        });
      };
      const isEnd = /^\s*(commit|rollback)\s*$/i.test(text);
      this.#queue.push({ matters: this.#isRunning && (isEnd || this.#matters.test(text)), send });
      this.#advance();
      return undefined;
    };
  }

  /** What does not matter is sent as soon as all before it is answered. */
  #advance(): void {
    while (this.#inFlight === 0 && this.#queue[0]?.matters === false) this.#queue.shift()!.send();
    // Work goes on in promises: whoever looks, looks after them.
    setImmediate(() => this.#moved());
  }

  #moved(): void {
    for (const wake of this.#next.splice(0)) wake();
  }
}
