import type { Knex } from 'knex';
import type { Actor } from '../auth/actor.ts';
import type { DomainEvent } from '../events/event.ts';
import { storeRecords, type AuditEntry, type RecordedEvent } from '../events/outbox.ts';
import { feedWake } from '../events/wake.ts';
import { prepared } from './prepared.ts';
import { inSession } from './session.ts';

/** What a query is given. A `Tx` is one too, so that commands may call queries. */
export interface Read {
  readonly sql: Knex;
  readonly actor: Actor;
  /** The database's clock, read once. */
  readonly now: Date;
}

/**
 * One unit of work. Every function that writes takes it as its first argument, so that the
 * compiler refuses a write outside a transaction: a pool is not assignable to `Knex.Transaction`.
 */
export interface Tx extends Read {
  readonly sql: Knex.Transaction;
  /** Which request asked for it: written on every audit row. */
  readonly requestId: string;
  /** Queues an event and its audit row. Both are stored with the data they describe, or not at all. */
  record(event: DomainEvent): void;
  /** Queues an audit row for what changes nothing but must be known: a log-in, a look at personal data. */
  audit(entry: AuditEntry): void;
  /**
   * Queues a statement to be sent together with the records and the commit. It cannot stop the commit
   * by its answer, only by failing.
   */
  atEnd(ending: Ending): void;
  /** The same transaction in another actor's name: for the batch that several requests share. */
  as(actor: Actor, requestId: string): Tx;
  /** Runs `work` behind a savepoint: when it throws, what it wrote and recorded is undone, the rest stays. */
  attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export type Ending = (sql: Knex.Transaction) => Promise<unknown>;

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly requestId?: string;
  /**
   * Another instant than the database's clock: only for seeds that write history and for tests.
   * SQL therefore binds `tx.now` and never writes `now()` for a business instant.
   */
  readonly at?: Date;
}

/**
 * Runs `work` in one transaction; whatever it recorded is stored last, in one statement.
 * Called by the HTTP mount, the reaction runner, the job runner and the batcher, and by nothing else.
 */
export async function inTransaction<T>(
  db: Knex,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const events: RecordedEvent[] = [];
  const entries: (AuditEntry & { actor: Actor; requestId: string })[] = [];
  const endings: Ending[] = [];
  let now = options.at;
  const answer = await inSession(
    db,
    options.isolation ? `begin isolation level ${options.isolation}` : 'begin',
    async (sql) => {
      now ??= await databaseNow(sql);
      let depth = 0;
      const named = (who: Actor, requestId: string): Tx => {
        const tx: Tx = {
          sql,
          actor: who,
          now: now!,
          requestId,
          record: (event) => void events.push({ event, actor: who, requestId }),
          audit: (entry) => void entries.push({ ...entry, actor: who, requestId }),
          atEnd: (ending) => void endings.push(ending),
          as: named,
          attempt: async (attempted) => {
            const recorded = events.length;
            const audited = entries.length;
            const ended = endings.length;
            depth += 1;
            const savepoint = `attempt_${depth}`;
            await sql.raw(`savepoint ${savepoint}`);
            try {
              return await attempted(tx);
            } catch (error) {
              // A connection that is gone cannot roll back: the first error is the one to tell.
              await sql.raw(`rollback to savepoint ${savepoint}`).catch(() => undefined);
              events.length = recorded;
              entries.length = audited;
              endings.length = ended;
              throw error;
            } finally {
              depth -= 1;
            }
          },
        };
        return tx;
      };
      return work(named(actor, options.requestId ?? ''));
    },
    (sql) => [...endings.map((ending) => ending(sql)), storeRecords(sql, now!, events, entries)],
  );
  if (events.length > 0) feedWake(db);
  return answer;
}

/** The instant of everything written in this transaction. */
export async function databaseNow(sql: Knex): Promise<Date> {
  const [row] = await prepared<{ now: Date }>(sql, 'select now() as now', {});
  return row!.now;
}
