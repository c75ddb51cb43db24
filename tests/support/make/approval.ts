import type { Knex } from 'knex';
import {
  approvalDigest,
  requestApproval,
  type ApprovalRequest,
} from '../../../modules/omnichannel/approvals/request.ts';
import type { Approval } from '../../../modules/omnichannel/approvals/sql/approvals.ts';
import {
  registerApprovalSubject,
  type ApprovalSubject,
} from '../../../modules/omnichannel/approvals/subjects.ts';
import type { Actor } from '../../../server/auth/actor.ts';
import { secretHasher } from '../../../server/auth/hashing.ts';
import type { Keyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Caller } from '../callers.ts';
import { makeActor } from './actor.ts';

/** A thing of which nothing is known but that somebody asks for an approval of it. */
export const TRIAL_SUBJECT = 'trial';

/** Names the owner of trial subjects: one that only listens, unless told. */
export function listenToTrials(subject: Partial<ApprovalSubject> = {}): void {
  registerApprovalSubject(TRIAL_SUBJECT, {
    lock: async () => undefined,
    decided: async () => undefined,
    ...subject,
  });
}

/** A request that waits for an answer: 220.00 € back on a card, asked by a clerk. */
export async function makeApproval(
  db: Knex,
  given: Partial<ApprovalRequest> & { readonly locationId: string; readonly as?: Actor },
): Promise<Approval> {
  listenToTrials();
  const { as = makeActor({ locations: [given.locationId] }), ...rest } = given;
  return inTransaction(db, as, (tx) => requestApproval(tx, approvalRequest(rest)));
}

export function approvalRequest(
  given: Partial<ApprovalRequest> & { readonly locationId: string },
): ApprovalRequest {
  return {
    subject: { kind: TRIAL_SUBJECT, id: newId() },
    digest: approvalDigest({ amountMinor: given.amountMinor ?? 22_000 }),
    amountMinor: 22_000,
    currency: 'EUR',
    role: 'store-manager',
    rule: { code: 'above-limit', words: { it: 'Oltre 150 €', en: 'Above 150 €' } },
    notes: [],
    preview: { pieces: 3 },
    ...given,
  };
}

/** Gives somebody a PIN, so that they can sign decisions. */
export async function givePin(
  db: Knex,
  keyring: Keyring,
  { id }: Caller,
  pin: string,
): Promise<void> {
  const hash = await secretHasher(keyring).hash(pin);
  await db.raw('update core_account set pin_hash = ? where id = ?', [hash, id]);
}

/** The actor that a logged-in person is, for commands that are called without HTTP. */
export function actorOf(caller: Caller, locationId: string, permissions: readonly string[]): Actor {
  return makeActor({ id: caller.id, name: caller.name, locations: [locationId], permissions });
}
