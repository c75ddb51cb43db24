import type { Tx } from '../../../server/db/transaction.ts';
import { refundState } from './domain/life.ts';
import type { ProviderAnswer } from './provider/port.ts';
import { demandRefund } from './propose.ts';
import { tellMoved } from './record.ts';
import { sourceOf } from './sources.ts';
import {
  correctToPaid,
  noteContradiction,
  selectAttempt,
  settleAttempt,
  type Attempt,
  type Outcome,
} from './sql/attempts.ts';
import { changePart, lockRefund, saveRefund } from './sql/refunds.ts';

export type Known = Exclude<ProviderAnswer, { readonly status: 'pending' }>;

/**
 * Writes down what the provider says became of an attempt: the first who tells it — the answer to the
 * call, a notice, the answer to a question afterwards — has the effect, the others find it done. What
 * contradicts it is kept for people: money that went out although it was refused before.
 */
export async function takeOutcome(
  tx: Tx,
  attemptId: string,
  said: Known,
  toldBy: Outcome['toldBy'],
): Promise<void> {
  const seen = await selectAttempt(tx, attemptId);
  if (!seen) return;
  // Source, refund, attempt: everybody locks them in this order.
  await sourceOf(seen.sourceKind).lock(tx, seen.sourceId);
  await lockRefund(tx, seen.refundId);
  const first = await settleAttempt(tx, outcomeOf(seen, said, toldBy));
  if (first) await movePart(tx, seen, said);
  else await compareWithBefore(tx, attemptId, said);
}

function outcomeOf(attempt: Attempt, said: Known, toldBy: Outcome['toldBy']): Outcome {
  const { attemptId, amountMinor } = attempt;
  if (said.status === 'failed') {
    return {
      attemptId,
      state: 'failed',
      toldBy,
      reference: null,
      failure: said.code,
      contradiction: null,
    };
  }
  return {
    attemptId,
    state: 'succeeded',
    toldBy,
    reference: said.reference,
    failure: null,
    contradiction:
      said.amountMinor === amountMinor
        ? null
        : `paid ${said.amountMinor} where ${amountMinor} was asked`,
  };
}

async function movePart(tx: Tx, { partId, refundId }: Attempt, said: Known): Promise<void> {
  const moved = await changePart(
    tx,
    partId,
    ['paying', 'failed'],
    said.status === 'paid'
      ? { state: 'paid', reference: said.reference, failure: null }
      : { state: 'failed', failure: said.code },
  );
  if (!moved) throw new Error(`part ${partId} was not being paid when its outcome came`);
  const { parts } = await demandRefund(tx, refundId);
  await saveRefund(tx, refundId, { state: refundState(parts) });
  const refund = await demandRefund(tx, refundId);
  await tellMoved(
    tx,
    said.status === 'failed'
      ? 'omnichannel.refund-part-failed.v1'
      : refund.state === 'paid'
        ? 'omnichannel.refund-paid.v1'
        : 'omnichannel.refund-part-paid.v1',
    refund,
  );
}

/** The outcome is known already. The same again is nothing; the opposite must not get lost. */
async function compareWithBefore(tx: Tx, attemptId: string, said: Known): Promise<void> {
  const attempt = await selectAttempt(tx, attemptId);
  const before = attempt?.state;
  if (!attempt || (before === 'succeeded') === (said.status === 'paid')) return;
  if (before === 'succeeded') {
    await noteContradiction(tx, attemptId, `refused (${said.status}) after it was paid`);
    return;
  }
  if (said.status !== 'paid') return;
  // Refused first, paid after all. Unless something else pays the part meanwhile, that is the outcome.
  if (await correctToPaid(tx, attemptId, said.reference)) await movePart(tx, attempt, said);
  else
    await noteContradiction(tx, attemptId, 'paid after it was refused, and something else pays it');
}
