import { problemType } from '../../../server/kernel/refusal.ts';
import type { ReceiptFault } from './domain.ts';

/** Another receipt of this till has this number, or another document this fiscal reference. */
export const receiptExists = problemType<{
  readonly externalId: string;
  readonly by: 'external-id' | 'fiscal-reference';
}>('receipt-exists', 409, {
  it: {
    title: 'Scontrino già registrato',
    detail: ({ externalId, by }) =>
      by === 'external-id'
        ? `Lo scontrino ${externalId} è già registrato con un altro contenuto.`
        : `Un altro scontrino ha già matricola, chiusura e numero di ${externalId}.`,
  },
  en: {
    title: 'Receipt already recorded',
    detail: ({ externalId, by }) =>
      by === 'external-id'
        ? `Receipt ${externalId} is recorded with another content.`
        : `Another receipt has the fiscal reference of ${externalId}.`,
  },
});

const euros = (minor: number): string => (minor / 100).toFixed(2).replace('.', ',');

/** The sums of a receipt do not agree: nothing of it was recorded. */
export const receiptDoesNotAddUp = problemType<{
  readonly externalId: string;
  readonly faults: readonly ReceiptFault[];
}>('receipt-does-not-add-up', 422, {
  it: {
    title: 'Lo scontrino non quadra',
    detail: ({ externalId, faults: [fault] }) =>
      fault?.why === 'tenders'
        ? `Scontrino ${externalId}: le righe fanno ${euros(fault.totalMinor)}, i pagamenti ${euros(fault.tenderedMinor)}.`
        : `Scontrino ${externalId}: controlla sconti e arrotondamento.`,
  },
  en: {
    title: 'The receipt does not add up',
    detail: ({ externalId, faults: [fault] }) =>
      fault?.why === 'tenders'
        ? `Receipt ${externalId}: its lines come to ${euros(fault.totalMinor)}, its tenders to ${euros(fault.tenderedMinor)}.`
        : `Receipt ${externalId}: check discounts and rounding.`,
  },
});
