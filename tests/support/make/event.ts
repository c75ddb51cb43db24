import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { DomainEvent } from '../../../server/events/event.ts';

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
