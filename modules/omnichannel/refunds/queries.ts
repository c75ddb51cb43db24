import { demandSight, may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { refundEndpoint, RefundShown } from './contracts.ts';
import { otherTenderOf } from './agreement.ts';
import { demandRefund } from './propose.ts';
import type { Refund } from './refund.ts';

/** What a provider's refusal means to a clerk; a code nobody knows is shown as it is. */
const FAILURE_WORDS: Readonly<Record<string, Text>> = {
  'card-refused': {
    it: 'La carta non accetta più accrediti: chiedi al cliente un’altra forma.',
    en: 'The card takes no credits any more: ask the customer for another tender.',
  },
};

export async function readRefund(
  read: Read,
  { refundId }: InputOf<typeof refundEndpoint>,
): Promise<RefundShown> {
  const refund = await demandRefund(read, refundId);
  const sees = may(read.actor, 'omnichannel.refund.read', refund.locationId);
  if (!sees) demandSight(read.actor, 'omnichannel.refunds.counter', refund.locationId, WHAT);
  return shown(read, refund);
}

const WHAT = { it: 'questo rimborso', en: 'this refund' };

/** A refund as screens show it to whoever reads. */
export async function shown(read: Read, refund: Refund): Promise<RefundShown> {
  const { sourceKind, sourceId, originKind, originId } = refund;
  return {
    refundId: refund.refundId,
    version: refund.version,
    source: { kind: sourceKind, id: sourceId },
    orderId: originKind === 'order' ? originId : null,
    receiptId: originKind === 'receipt' ? originId : null,
    locationId: refund.locationId,
    currency: refund.currency,
    amountMinor: refund.amountMinor,
    roundingMinor: refund.roundingMinor,
    state: refund.state,
    proposedAt: refund.proposedAt.toISOString(),
    dueBy: refund.dueBy.toISOString(),
    authorisedHow: refund.authorisedHow,
    paidAt: refund.paidAt?.toISOString() ?? null,
    otherTender: await otherTenderOf(read, refund),
    parts: refund.parts.map((part) => ({
      partId: part.partId,
      naturalTender: part.naturalTender,
      tender: part.tender,
      amountMinor: part.amountMinor,
      state: part.state,
      attempts: part.attempts,
      outcomeUnknown: part.unknown,
      failure:
        part.failure === null
          ? null
          : { code: part.failure, words: FAILURE_WORDS[part.failure] ?? spoken(part.failure) },
      nextTryAt: part.nextTryAt?.toISOString() ?? null,
      paidAt: part.paidAt?.toISOString() ?? null,
      reference: part.reference,
    })),
  };
}

function spoken(code: string): Text {
  return {
    it: `Il fornitore di pagamenti ha rifiutato (${code}).`,
    en: `The payment provider refused (${code}).`,
  };
}
