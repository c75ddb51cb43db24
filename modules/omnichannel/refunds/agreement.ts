import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { whoAgrees } from '../approvals/authority.ts';
import { cashWith, isFreeToTake, type AgreeingRole } from './domain/other-tender.ts';
import type { RefundTender } from './domain/tender.ts';
import { cashBeyondRules, otherTenderNotYours } from './problems.ts';
import type { Refund, RefundPart } from './refund.ts';
import { sourceOf } from './sources.ts';

/** Who agrees that this refund goes back otherwise than it was paid, and whether the actor does. */
export async function otherTenderOf(
  read: Read,
  refund: Refund,
): Promise<{ readonly by: AgreeingRole; readonly isMine: boolean }> {
  const rule = await sourceOf(refund.sourceKind).otherTender(read, refund.sourceId);
  const { role, isMine } = await whoAgrees(read, rule.by, refund);
  return { by: role as AgreeingRole, isMine };
}

/** Refuses another tender that the rules of the source leave to somebody else, and more cash than they allow. */
export async function demandAgreed(
  read: Read,
  refund: Refund,
  part: RefundPart,
  tender: RefundTender,
): Promise<void> {
  if (!isFreeToTake(part, tender)) {
    const { by, isMine } = await otherTenderOf(read, refund);
    if (!isMine) throw new Refusal(otherTenderNotYours, { role: by });
  }
  if (tender !== 'cash' || part.naturalTender === 'cash') return;
  const { cashUpToMinor } = await sourceOf(refund.sourceKind).otherTender(read, refund.sourceId);
  const cashMinor = cashWith(refund.parts, part.partId);
  if (cashUpToMinor !== null && cashMinor > cashUpToMinor) {
    throw new Refusal(cashBeyondRules, { cashMinor, upToMinor: cashUpToMinor });
  }
}
