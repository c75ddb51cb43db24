import type { AmountMinor } from '../../../../server/kernel/money.ts';
import type { RefundTender } from './tender.ts';

/** Who can agree to another tender than the payment's. */
export const AGREEING_ROLES = ['store-manager', 'web-store-manager'] as const;
export type AgreeingRole = (typeof AGREEING_ROLES)[number];

/** What the rules of a refund's source say about giving the money back otherwise than it was paid. */
export interface OtherTenderRule {
  /** The least role that agrees. */
  readonly by: AgreeingRole;
  /** How much of a refund may become cash; null: what the law allows. */
  readonly cashUpToMinor: AmountMinor | null;
}

/**
 * Whether a part that is not paid may take this tender without the word of who agrees: it is the payment's
 * own, or the provider has refused that one and the customer stands at the counter.
 */
export function isFreeToTake(
  part: { readonly naturalTender: RefundTender; readonly attempts: number },
  tender: RefundTender,
): boolean {
  return tender === part.naturalTender || wasRefused(part);
}

/** A provider was asked, and it does not pay the part: one that is being asked, or has paid, is in another state. */
export function wasRefused({ attempts }: { readonly attempts: number }): boolean {
  return attempts > 0;
}

/** Of a refund, what is cash once this part is. */
export function cashWith(
  parts: readonly {
    readonly partId: string;
    readonly tender: RefundTender;
    readonly amountMinor: AmountMinor;
  }[],
  partId: string,
): AmountMinor {
  return parts
    .filter((part) => part.partId === partId || part.tender === 'cash')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
