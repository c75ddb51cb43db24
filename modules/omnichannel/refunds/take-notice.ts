import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import type { Keyring } from '../../../server/auth/keyring.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { isSigned } from '../../../server/webhooks/sign.ts';
import { takeOutcome } from './outcome.ts';
import { noticeNotSigned } from './problems.ts';
import type { ProviderNotice } from './provider/port.ts';
import { insertNotice, selectAttempt } from './sql/attempts.ts';

const ACTOR = systemActor('omnichannel.provider-notices');

/** What a provider signs its notices with: derived, so that a copy of the database signs nothing. */
export function noticeSecret(keyring: Pick<Keyring, 'hash'>, provider: string): string {
  const bytes = Buffer.from(keyring.hash('omnichannel.provider-notices', provider), 'hex');
  return `whsec_${bytes.toString('base64')}`;
}

/**
 * Takes a notice: signed, lately, over this very text. Sent again it is answered again and has no second
 * effect; it may come before the answer to our own call, after it, or without one.
 */
export async function receiveNotice(
  { db, secret }: { readonly db: Knex; readonly secret: string },
  given: {
    readonly headers: Readonly<Record<string, unknown>>;
    /** The body as it came: what the signature was made over. */
    readonly text: string;
    readonly notice: ProviderNotice;
    readonly now: Date;
    readonly requestId: string;
  },
): Promise<boolean> {
  const { headers, text, notice, now, requestId } = given;
  if (!isSigned(headers, text, secret, now)) throw new Refusal(noticeNotSigned, {});
  const id = String(headers['webhook-id']).slice(0, 200);
  return inTransaction(db, ACTOR, (tx) => takeNotice(tx, id, notice), { requestId });
}

/** False: it was taken before, or is about nothing of ours. */
export async function takeNotice(tx: Tx, id: string, notice: ProviderNotice): Promise<boolean> {
  const attempt = await selectAttempt(tx, notice.key);
  if (!attempt) return false;
  if (!(await insertNotice(tx, id, attempt.attemptId))) return false;
  const { amountMinor } = notice;
  await takeOutcome(
    tx,
    attempt.attemptId,
    notice.status === 'paid'
      ? { status: 'paid', reference: notice.reference ?? notice.key, amountMinor }
      : { status: 'failed', code: notice.code ?? 'refused' },
    'notice',
  );
  return true;
}
