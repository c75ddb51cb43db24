import type { Tx } from '../../../server/db/transaction.ts';
import { refundEvent, type RefundEventType, type RefundFacts } from './events.ts';
import type { Refund } from './refund.ts';
import { sourceOf } from './sources.ts';

/** Records what has just happened to a refund. */
export function recordRefund(tx: Tx, type: RefundEventType, refund: Refund): void {
  tx.record(refundEvent(type, factsOf(refund)));
}

/** Tells the owner of the source, in the same transaction, and everybody who watches. */
export async function tellMoved(tx: Tx, type: RefundEventType, refund: Refund): Promise<void> {
  recordRefund(tx, type, refund);
  await sourceOf(refund.sourceKind).moved(tx, refund);
}

export function factsOf(refund: Refund): RefundFacts {
  const { refundId, version, state, locationId, currency, amountMinor } = refund;
  return {
    refundId,
    version,
    state,
    source: { kind: refund.sourceKind, id: refund.sourceId },
    orderId: refund.originKind === 'order' ? refund.originId : null,
    receiptId: refund.originKind === 'receipt' ? refund.originId : null,
    locationId,
    currency,
    amountMinor,
    parts: refund.parts.map((part) => ({
      partId: part.partId,
      tender: part.tender,
      amountMinor: part.amountMinor,
      state: part.state,
      failure: part.failure,
    })),
  };
}
