import type { RefundTender } from '../refunds/domain/tender.ts';
import type { RefundShare } from './domain/filed.ts';

/** What a clerk calls a tender, and how money goes back by it. */
export const OTHER_TENDERS = {
  cash: 'cash',
  card: 'card-terminal',
  'bank-transfer': 'by-hand',
} as const satisfies Readonly<Record<'cash' | 'card' | 'bank-transfer', RefundTender>>;
export type OtherTender = keyof typeof OTHER_TENDERS;

/** The other way round; null for what is none of them. */
export function otherTenderOf(tender: string): OtherTender | null {
  const found = (Object.keys(OTHER_TENDERS) as OtherTender[]).find(
    (name) => OTHER_TENDERS[name] === tender,
  );
  return found ?? null;
}

/** Shares as refunds know them. */
export function keyed(shares: readonly RefundShare[]) {
  return shares.map(({ paymentId, amountMinor }) => ({ paymentKey: paymentId, amountMinor }));
}
