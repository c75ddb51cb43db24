import type { Text } from '../../../server/kernel/text.ts';
import type { Item } from '../../base/api.ts';
import type { Payment, PlannedPart } from '../refunds/domain/plan.ts';
import type { ReturnedItem } from './contract-fields.ts';
import type { Outcome, ReturnReason } from './domain/return.ts';
import type { Verdict } from './domain/verdict.ts';

/** Reasons and outcomes as a clerk says them. */
export const REASON_TITLES: Readonly<Record<ReturnReason, Text>> = {
  withdrawal: { it: 'Ripensamento (recesso)', en: 'Change of mind (withdrawal)' },
  guarantee: { it: 'Difetto (garanzia legale)', en: 'Defect (legal guarantee)' },
  commercial: { it: 'Cambio o reso commerciale', en: 'Goodwill' },
  error: { it: 'Errore nostro', en: 'Our mistake' },
};

export const OUTCOME_TITLES: Readonly<Record<Outcome, Text>> = {
  'original-tender': { it: 'Rimborso sullo stesso mezzo', en: 'Refund by the same means' },
  exchange: { it: 'Cambio', en: 'Exchange' },
  voucher: { it: 'Buono di reso', en: 'Return voucher' },
  'other-tender': { it: 'Rimborso con altro mezzo', en: 'Refund by another means' },
};

export function shownItem(item: Item): ReturnedItem {
  const { id: itemId, gtin, name, colour, colourHex, size, category, pictureUrl } = item;
  return { itemId, gtin, name, colour, colourHex, size, category, pictureUrl };
}

export function shownVerdict({ verdict, by, because, tell }: Verdict) {
  return {
    verdict,
    by,
    because: because.map(({ rule, says }) => ({ rule, says: { ...says } })),
    tell: tell && { ...tell },
  };
}

/** Four figures, to tell two cards apart; a reference that ends in anything else looks like no card. */
function endingOf(providerRef: string | null): string | null {
  return /\d{4}$/.exec(providerRef ?? '')?.[0] ?? null;
}

export function shownPayment({ paymentKey, kind, providerRef, paidMinor, leftMinor }: Payment) {
  return { paymentId: paymentKey, kind, ending: endingOf(providerRef), paidMinor, leftMinor };
}

/** Parts of a refund beside the payments they go back on. */
export function shownParts(
  payments: readonly Payment[],
  parts: readonly Pick<PlannedPart, 'paymentKey' | 'amountMinor'>[],
  /** What of them is counted in `leftMinor` already. */
  counted: boolean,
) {
  return parts.map(({ paymentKey, amountMinor }) => {
    const payment = payments.find((one) => one.paymentKey === paymentKey);
    const paidMinor = payment?.paidMinor ?? amountMinor;
    const back = paidMinor - (payment?.leftMinor ?? 0) - (counted ? amountMinor : 0);
    return {
      paymentId: paymentKey,
      kind: payment?.kind ?? 'other',
      ending: endingOf(payment?.providerRef ?? null),
      paidMinor,
      refundedBeforeMinor: Math.max(0, back),
      amountMinor,
    };
  });
}
