import type { Knex } from 'knex';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { PersonSeed } from '../people.ts';

/** The two merchandisers: what one prepares the other approves. */
export interface Colleagues {
  readonly author: Actor;
  readonly approver: Actor;
}

export function merchandisers(people: readonly PersonSeed[]): Colleagues {
  const [author, approver] = people.filter(({ role }) => role === 'merchandiser');
  return { author: actorOf(author!), approver: actorOf(approver!) };
}

function actorOf({ id, displayName }: PersonSeed): Actor {
  return {
    kind: 'person',
    id,
    name: displayName,
    language: 'it',
    locationId: null,
    deviceId: null,
    sessionId: null,
    grants: new Map(),
  };
}

/** One command of the past, at its own instant. */
export function on<T>(db: Knex, actor: Actor, at: Date, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, actor, work, { at, requestId: 'demo' });
}

export function later(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000);
}
