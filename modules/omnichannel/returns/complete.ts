import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { confirmReturnEndpoint } from './contracts.ts';
import type { ReturnFacts } from './facts.ts';
import type { ReturnPlan } from './plan.ts';
import { returnIncomplete } from './problems.ts';
import { countPictures } from './sql/pictures.ts';

export type ConfirmInput = InputOf<typeof confirmReturnEndpoint>;

/** Refuses what a confirmation lacks: consent, pictures, a place, a name, the money of a difference. */
export async function demandComplete(
  read: Read,
  { terms }: ReturnFacts,
  plan: ReturnPlan,
  input: ConfirmInput,
): Promise<void> {
  const lacks = (
    missing: 'consent' | 'place' | 'customer' | 'difference' | 'photo',
    lineId: string | null = null,
  ): Error => new Refusal(returnIncomplete, { missing, lineId });
  const needsConsent = plan.outcome === 'voucher' || plan.outcome === 'other-tender';
  if (needsConsent && !input.settlement?.consent) throw lacks('consent');
  if (plan.verdict.verdict === 'needs-approval' && !input.custodyPlace) throw lacks('place');
  if (input.proof === 'none' && !(input.customerName && input.documentType)) {
    throw lacks('customer');
  }
  const paid = input.settlement?.difference?.amountMinor ?? 0;
  // While somebody decides nothing is taken: the customer might have to get it back.
  const due = plan.verdict.verdict === 'allowed' ? (plan.exchange?.sum.dueMinor ?? 0) : 0;
  if (paid !== due) throw lacks('difference');
  const bare = plan.lines.find(
    ({ grade, pictureIds }) => terms.photoFor.includes(grade) && pictureIds.length === 0,
  );
  if (bare) throw lacks('photo', bare.lineId);
  const pictureIds = [...new Set(plan.lines.flatMap((line) => line.pictureIds))];
  if (pictureIds.length > 0 && (await countPictures(read, pictureIds)) !== pictureIds.length) {
    throw lacks('photo');
  }
}
