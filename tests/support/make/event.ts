import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { DomainEvent } from '../../../server/events/event.ts';
import { currentCursor } from '../../../server/events/feed.ts';
import { until } from '../until.ts';

/** A fact of no importance: `n` tells it apart. */
export function makeEvent(
  n: number,
  given: Partial<Omit<DomainEvent, 'payload'>> = {},
): DomainEvent<string, { readonly n: number }> {
  return {
    type: 'test.happened.v1',
    stream: `test:${n}`,
    rooms: ['test'],
    locationId: null,
    ...given,
    payload: { n },
  };
}

/** Commits events, all in one transaction. */
export async function recordEvents(db: Knex, events: readonly DomainEvent[]): Promise<void> {
  await inTransaction(db, systemActor('test'), async (tx) => {
    for (const event of events) tx.record(event);
  });
}

/**
 * Waits until whatever was committed stands before any cursor taken from now on. Transactions of other
 * files in the same cluster hold the horizon of the feed back: a view fetched meanwhile is told what it
 * shows already once more.
 */
export async function settled(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { tx: string | null }[] }>(
    'select max(tx::text::bigint)::text as tx from core_outbox',
  );
  const last = BigInt(rows[0]!.tx ?? 0);
  await until('what was committed is settled', async () => {
    return BigInt((await currentCursor(db)).tx) > last;
  });
}
