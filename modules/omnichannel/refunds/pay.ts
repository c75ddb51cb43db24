import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Jobs } from '../../../server/modules/manifest.ts';
import { takeOutcome } from './outcome.ts';
import type { PaymentProvider, ProviderAnswer } from './provider/port.ts';
import { countCall, leaseAttempts, markUnknown, type Attempt } from './sql/attempts.ts';

/** What paying needs around it. */
export interface Payer {
  readonly db: Knex;
  readonly log: Logger;
  readonly provider: PaymentProvider;
}

export const PAY_JOB = 'omnichannel.pay-refunds';
export const ATTEMPTS_AT_ONCE = 20;

/** Longer than a call can take: only from a process that is gone an attempt is taken over. */
const LEASE_SECONDS = 25;
const CALL_MILLISECONDS = 10_000;
/** How long to wait before asking again what became of a call; the last for ever. Never given up. */
const PAUSES_SECONDS = [2, 5, 15, 60, 300, 900, 3_600];
const ACTOR = systemActor('omnichannel.pay-refunds');

/** How a provider is called, in one place so that tests can plant a fault in it. */
export const CALLING = {
  /** The key by which the provider knows every call of an attempt for the same. */
  keyOf: ({ attemptId }: Pick<Attempt, 'attemptId'>): string => attemptId,
  /** Whether what became of the calls before is asked first. */
  asksFirst: ({ calls }: Pick<Attempt, 'calls'>): boolean => calls > 1,
};

/** Hands the attempts that are due to a job, which calls out after this transaction has committed. */
export async function handOutAttempts(tx: Tx, jobs: Jobs): Promise<number> {
  const attemptIds = await leaseAttempts(tx, ATTEMPTS_AT_ONCE, LEASE_SECONDS);
  if (attemptIds.length > 0) await jobs.enqueue(tx, PAY_JOB, { attemptIds });
  return attemptIds.length;
}

/** Calls the provider for each, together; one that stumbles leaves the others alone and is tried again. */
export async function payAttempts(payer: Payer, attemptIds: readonly string[]): Promise<void> {
  await Promise.all(attemptIds.map((attemptId) => payAttempt(payer, attemptId)));
}

/**
 * One call: counted and committed, made outside any transaction, its outcome committed. Whoever dies in
 * between leaves an attempt that was called: the next one asks the provider first what became of it, and
 * calls again only with the same key, by which the provider knows it for the same.
 */
export async function payAttempt({ db, log, provider }: Payer, attemptId: string): Promise<void> {
  const attempt = await inTransaction(db, ACTOR, (tx) => countCall(tx, attemptId));
  if (!attempt) return;
  let toldBy: 'answer' | 'question' = 'answer';
  let answer: ProviderAnswer | null = null;
  try {
    if (CALLING.asksFirst(attempt)) {
      toldBy = 'question';
      answer = await inTime(provider.find(CALLING.keyOf(attempt)));
    }
    if (answer === null) {
      toldBy = 'answer';
      answer = await inTime(provider.refund(requestOf(attempt)));
    }
  } catch (error) {
    log.warn({ err: error, attemptId, calls: attempt.calls }, 'a refund’s outcome is not known');
  }
  const known = answer === null || answer.status === 'pending' ? null : answer;
  await inTransaction(db, ACTOR, (tx) =>
    known
      ? takeOutcome(tx, attemptId, known, toldBy)
      : markUnknown(tx, attemptId, new Date(tx.now.getTime() + pauseAfter(attempt.calls))),
  );
}

function requestOf(attempt: Attempt) {
  const { paymentRef, amountMinor, currency } = attempt;
  return { key: CALLING.keyOf(attempt), paymentRef, amountMinor, currency };
}

function pauseAfter(calls: number): number {
  return PAUSES_SECONDS[Math.min(calls, PAUSES_SECONDS.length) - 1]! * 1_000;
}

/** Whatever the adapter does: an answer that has not come by now is not known. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CALL_MILLISECONDS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
