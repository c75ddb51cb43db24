import type { Knex } from 'knex';
import type { Actor } from '../auth/actor.ts';
import type { DomainEvent } from '../events/event.ts';
import { storeRecords, type AuditEntry, type RecordedEvent } from '../events/outbox.ts';
import { feedWake } from '../events/wake.ts';
import { prepared } from './prepared.ts';

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
  /** The same transaction in another actor's name: for the batch that several requests share. */
  as(actor: Actor, requestId: string): Tx;
  /** Runs `work` behind a savepoint: when it throws, what it wrote and recorded is undone, the rest stays. */
  attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

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
  const answer = await db.transaction(
    async (sql) => {
      const entries: (AuditEntry & { actor: Actor; requestId: string })[] = [];
      let depth = 0;
      const now = options.at ?? (await databaseNow(sql));
      const named = (who: Actor, requestId: string): Tx => {
        const tx: Tx = {
          sql,
          actor: who,
          now,
          requestId,
          record: (event) => void events.push({ event, actor: who, requestId }),
          audit: (entry) => void entries.push({ ...entry, actor: who, requestId }),
          as: named,
          attempt: async (attempted) => {
            const recorded = events.length;
            const audited = entries.length;
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
              throw error;
            } finally {
              depth -= 1;
            }
          },
        };
        return tx;
      };
      const result = await work(named(actor, options.requestId ?? ''));
      await storeRecords(sql, now, events, entries);
      return result;
    },
    options.isolation ? { isolationLevel: options.isolation } : undefined,
  );
  if (events.length > 0) feedWake(db);
  return answer;
}

/** The instant of everything written in this transaction. */
export async function databaseNow(sql: Knex): Promise<Date> {
  const [row] = await prepared<{ now: Date }>(sql, 'select now() as now', {});
  return row!.now;
}
