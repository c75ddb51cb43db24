import type { Knex } from 'knex';
import { systemActor } from '../auth/actor.ts';
import type { Tx } from '../db/transaction.ts';
import { notFound } from '../kernel/problems.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { StoredEvent } from './event.ts';
import { PAGE_COLUMNS, ReadEvent, type PageRow } from './feed.ts';
import { eventWaits, subscriberNotRunning } from './problems.ts';
import type { Subscriber } from './react.ts';
import { lockSubscriber } from './reactions-sql.ts';

/** What became of an event that was set aside, and of those that waited behind it. */
export interface Resolution {
  /** How many worked now. */
  readonly done: number;
  /** How many of the stream are still set aside. */
  readonly left: number;
  /** Why the first of those did not work; null when none is left. */
  readonly error: string | null;
}

interface Failure extends Omit<PageRow, 'horizon' | 'settled'> {
  readonly id: string;
  readonly subscriber: string;
  readonly state: 'failed' | 'waiting';
}

type FindSubscriber = (name: string) => Subscriber | null;

/** Tries a failed event again, and when it works those that waited behind it, in their order. */
export async function retryFailure(tx: Tx, id: string, find: FindSubscriber): Promise<Resolution> {
  const failure = await lockFailure(tx.sql, id);
  if (failure.state === 'waiting') throw new Refusal(eventWaits, {});
  const subscriber = find(failure.subscriber);
  if (!subscriber) throw new Refusal(subscriberNotRunning, {});
  tx.audit({
    action: 'core.event-retried',
    subject: `failure:${id}`,
    locationId: failure.location_id,
    details: { subscriber: failure.subscriber, type: failure.type, stream: failure.stream },
  });
  return workOff(tx, subscriber, failure.stream);
}

/** Gives an event up for good; those that waited behind it are worked on now. */
export async function discardFailure(
  tx: Tx,
  id: string,
  find: FindSubscriber,
): Promise<Resolution> {
  const failure = await lockFailure(tx.sql, id);
  tx.audit({
    action: 'core.event-discarded',
    subject: `failure:${id}`,
    locationId: failure.location_id,
    details: { subscriber: failure.subscriber, type: failure.type, stream: failure.stream },
  });
  await tx.sql.raw('delete from core_outbox_failure where id = ?', [id]);
  const subscriber = find(failure.subscriber);
  if (failure.state === 'failed' && subscriber) return workOff(tx, subscriber, failure.stream);
  const left = (await ofStream(tx.sql, failure.subscriber, failure.stream)).length;
  return { done: 0, left, error: null };
}

/** The subscriber's row is locked first: otherwise its runner could set a later event aside meanwhile. */
async function lockFailure(sql: Knex.Transaction, id: string): Promise<Failure> {
  const { rows } = await sql.raw<{ rows: { subscriber: string }[] }>(
    'select subscriber from core_outbox_failure where id = ?',
    [id],
  );
  const [found] = rows;
  if (found) await lockSubscriber(sql, found.subscriber, '');
  const { rows: locked } = await sql.raw<{ rows: Failure[] }>(
    `select ${COLUMNS} from core_outbox_failure as page where id = ? for update`,
    [id],
  );
  const [failure] = locked;
  if (!failure) throw new Refusal(notFound, { what: 'questo evento' });
  return failure;
}

const COLUMNS = `page.id, page.subscriber, page.state, ${PAGE_COLUMNS}`;

async function ofStream(
  sql: Knex.Transaction,
  subscriber: string,
  stream: string,
): Promise<Failure[]> {
  const { rows } = await sql.raw<{ rows: Failure[] }>(
    `select ${COLUMNS} from core_outbox_failure as page where subscriber = ? and stream = ?
     order by page.tx, page.position`,
    [subscriber, stream],
  );
  return rows;
}

async function workOff(tx: Tx, subscriber: Subscriber, stream: string): Promise<Resolution> {
  const failures = await ofStream(tx.sql, subscriber.name, stream);
  const system = tx.as(systemActor(subscriber.name), tx.requestId);
  let done = 0;
  for (const failure of failures) {
    const error = await attempt(system, subscriber, new ReadEvent(failure, ''));
    if (error !== null) {
      await tx.sql.raw(
        `update core_outbox_failure set state = 'failed', attempts = attempts + 1, error = ?
         where id = ?`,
        [error, failure.id],
      );
      return { done, left: failures.length - done, error };
    }
    await tx.sql.raw('delete from core_outbox_failure where id = ?', [failure.id]);
    done += 1;
  }
  return { done, left: 0, error: null };
}

async function attempt(tx: Tx, subscriber: Subscriber, event: StoredEvent): Promise<string | null> {
  try {
    await tx.attempt((inner) => subscriber.work(inner, event));
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
