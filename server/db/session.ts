import type { Knex } from 'knex';
import type pg from 'pg';
import { placed } from './placeholders.ts';

/** What a transaction asks its connection. The part of Knex that the house uses, and a little more. */
type Bindings = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A connection as Knex's pool hands it out. */
type Pooled = pg.Client & {
  /** Set when the connection is of no use any more: the pool then replaces it. */
  __knex__disposed?: unknown;
  getTransactionStatus(): string | null;
};

interface Pool {
  acquireConnection(): Promise<Pooled>;
  releaseConnection(connection: Pooled): Promise<void>;
}

const ROLLBACK_MILLISECONDS = 5_000;

/**
 * One connection in a transaction, spoken to without Knex in between: Knex makes a client of its own
 * for each transaction, which costs more than the small statements most transactions consist of.
 *
 * Statements are sent as they are asked, without waiting for the answer to the one before: those that do
 * not need each other's answers share a journey to the database. After one has failed, PostgreSQL
 * refuses all that follow, the commit too.
 */
export class Session {
  readonly isTransaction = true;
  readonly #connection: Pooled;
  /** For those who speak the driver's language: pg-boss. */
  readonly client = {
    acquireConnection: async (): Promise<Pooled> => this.#connection,
    releaseConnection: async (): Promise<void> => undefined,
  };

  constructor(connection: Pooled) {
    this.#connection = connection;
  }

  /** As `knex.raw`: `?` with a list, `:name` with an object. */
  raw(text: string, bindings?: Bindings): Promise<pg.QueryResult> {
    return ask(this.#connection, undefined, text, bindings);
  }

  /** The same, parsed and planned once for each connection under this name. */
  named(name: string, text: string, bindings?: Bindings): Promise<pg.QueryResult> {
    return ask(this.#connection, name, text, bindings);
  }
}

/** The same for statements that stand alone: each on whichever connection is free. */
class Reader {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  raw(text: string, bindings?: Bindings): Promise<pg.QueryResult> {
    return this.#alone(undefined, text, bindings);
  }

  named(name: string, text: string, bindings?: Bindings): Promise<pg.QueryResult> {
    return this.#alone(name, text, bindings);
  }

  async #alone(
    name: string | undefined,
    text: string,
    bindings?: Bindings,
  ): Promise<pg.QueryResult> {
    const connection = await this.#pool.acquireConnection();
    try {
      return await ask(connection, name, text, bindings);
    } finally {
      await this.#pool.releaseConnection(connection);
    }
  }
}

/** The pool for statements of a request that changes nothing. */
export function reader(db: Knex): Knex {
  return new Reader(db.client as Pool) as unknown as Knex;
}

/** Whoever takes prepared statements without Knex. */
export function knowsNames(sql: unknown): sql is Pick<Session, 'named'> {
  return sql instanceof Session || sql instanceof Reader;
}

function ask(
  connection: Pooled,
  name: string | undefined,
  text: string,
  bindings?: Bindings,
): Promise<pg.QueryResult> {
  const statement = placed(text, bindings);
  return new Promise((resolve, reject) => {
    const answered = (error: Error | null, result: pg.QueryResult): void => {
      if (!error) {
        resolve(result);
        return;
      }
      error.message = `${text.trim()} - ${error.message}`;
      reject(error);
    };
    // The driver looks whether there is a name, not whether it is defined.
    if (name === undefined) connection.query(statement, answered);
    else connection.query({ name, ...statement }, answered);
  });
}

/**
 * Runs `work` between `begin` and `commit` on a connection of the pool; rolled back when it throws.
 * `ending` is asked once the work is done: its statements are sent together with the commit, so each must
 * fail by itself where the transaction must not be committed, and nobody looks at its answer before.
 */
export async function inSession<T>(
  db: Knex,
  begin: string,
  work: (sql: Knex.Transaction) => Promise<T>,
  ending: (sql: Knex.Transaction) => readonly Promise<unknown>[] = () => [],
): Promise<T> {
  const pool = db.client as Pool;
  const connection = await pool.acquireConnection();
  const session = new Session(connection);
  // What nobody in the house asks of a transaction, a session cannot do.
  const sql = session as unknown as Knex.Transaction;
  try {
    const begun = session.raw(begin);
    const done = begun.then(() => undefined);
    done.catch(() => undefined);
    const result = await work(sql);
    await done;
    const last = [...ending(sql), committed(session)];
    const outcomes = await Promise.allSettled(last);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return result;
  } catch (error) {
    await rollBack(session, connection);
    throw error;
  } finally {
    if (connection.getTransactionStatus() !== 'I') {
      connection.__knex__disposed ??= new Error('a transaction was left open');
    }
    await pool.releaseConnection(connection);
  }
}

/** After an error PostgreSQL takes `commit` for `rollback` and says so only in passing. */
async function committed(session: Session): Promise<void> {
  const { command } = await session.raw('commit');
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back, not committed');
}

/** The first error is the one to tell: what goes wrong here only costs the connection. */
async function rollBack(session: Session, connection: Pooled): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ROLLBACK_MILLISECONDS);
  });
  const rolledBack = session.raw('rollback').then(
    () => 'done' as const,
    (error: unknown) => error,
  );
  const outcome = await Promise.race([rolledBack, late]);
  clearTimeout(timer);
  if (outcome !== 'done') connection.__knex__disposed ??= outcome;
}
