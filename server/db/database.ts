import createKnex, { type Knex } from 'knex';
import pg from 'pg';
import { endWhenSilent } from './silence.ts';

/** A connection as the driver hands it to the pool. */
type RawConnection = pg.Client;

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`: `bottega`, `bottega migrate`. */
  readonly applicationName?: string;
  /** 0 = no limit: for migrations, seeds and `reconcile`, never for requests. */
  readonly statementSeconds?: number;
  /** 0 = no limit. */
  readonly idleInTransactionSeconds?: number;
  /** 0 = no limit. */
  readonly lockSeconds?: number;
  /** Told when a connection dies while nobody uses it. The pool has already replaced it. */
  readonly onConnectionLost?: (error: Error) => void;
}

const STATEMENT_SECONDS = 5;
/** How long a request waits for a connection before it is answered `busy`. */
const ACQUIRE_MILLISECONDS = 3_000;
/** A statement has ended by its limit; so much longer its answer may be on the way. */
const ANSWER_SECONDS = 5;

/**
 * The pool of connections everything works with. Every connection has limits of its own, so that no
 * statement, lock or forgotten transaction can hold up the others for long; and losing them all at
 * once costs the requests under way, never the process.
 */
export function openDatabase(options: DatabaseOptions): Knex {
  const lost = options.onConnectionLost ?? (() => undefined);
  const settings = sessionSettings(options);
  const { statementSeconds = STATEMENT_SECONDS } = options;
  return createKnex({
    client: 'pg',
    connection: {
      connectionString: options.url,
      types: TYPES,
      application_name: options.applicationName ?? 'bottega',
      keepAlive: true,
      // A server that does not answer must not hold the start, or a request, for ever.
      connectionTimeoutMillis: 10_000,
      // What is asked while something else is being answered is sent at once: `session.ts`.
      pipeline: true,
    } as Knex.PgConnectionConfig,
    acquireConnectionTimeout: ACQUIRE_MILLISECONDS,
    pool: {
      min: 0,
      max: options.poolSize,
      afterCreate: (connection: RawConnection, done: (error: Error | null) => void) => {
        // Without a listener of its own, a connection that dies while idle ends the process.
        connection.on('error', lost);
        if (statementSeconds > 0) {
          endWhenSilent(connection, (statementSeconds + ANSWER_SECONDS) * 1_000);
        }
        connection.query(settings, (error) => done(error ?? null));
      },
    },
    log: { warn: (message: string) => lost(new Error(String(message))) },
  });
}

/** Set by statement, not by start-up parameter: connection poolers refuse unknown parameters. */
function sessionSettings(options: DatabaseOptions): string {
  const {
    statementSeconds = STATEMENT_SECONDS,
    lockSeconds = 3,
    idleInTransactionSeconds = 5,
  } = options;
  return [
    `set timezone = 'UTC'`,
    `set statement_timeout = '${statementSeconds}s'`,
    `set lock_timeout = '${lockSeconds}s'`,
    `set idle_in_transaction_session_timeout = '${idleInTransactionSeconds}s'`,
    // A till that went away mid-statement must not keep its locks until the network notices.
    `set client_connection_check_interval = '2s'`,
  ].join('; ');
}

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;
const DATE_ARRAY = 1182;

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, wholeNumber],
  [INT8_ARRAY, (text) => arrayOf(text, wholeNumber)],
  // A plain date has no zone: as a JavaScript Date it would fall on the day before west of Greenwich.
  [DATE, (text) => text],
  [DATE_ARRAY, (text) => arrayOf(text, (entry) => entry)],
  [NUMERIC_ARRAY, (text) => arrayOf(text, (entry) => entry)],
]);

/** The driver's own parsers, except where they would lose something. */
const TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
    const own = format === 'binary' ? undefined : PARSERS.get(oid);
    return own ?? (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown);
  },
};

/** A count or an amount in minor units. Beyond 2^53 a JavaScript number would silently round it. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`);
  return value;
}

/** `{1,2,NULL}`: the arrays of these types never need quotes. */
function arrayOf<T>(text: string, parse: (entry: string) => T): (T | null)[] {
  const inside = text.slice(1, -1);
  if (inside === '') return [];
  return inside.split(',').map((entry) => (entry === 'NULL' ? null : parse(entry)));
}
