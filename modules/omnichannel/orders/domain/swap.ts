import { allocate, vatWithin, type AmountMinor } from '../../../../server/kernel/money.ts';
import type { FrozenUnit } from './shares.ts';

/**
 * What a piece of another size or colour costs in place of one of an order. The purchase goes on under
 * its own conditions: the price, the discounts and the shipping of the day of sale, plus what the new
 * piece costs more today than the old one. A swap M for L at the same price changes nothing, whatever
 * was or is on offer.
 */
export function swapDifference(
  todayMinor: { readonly old: AmountMinor; readonly new: AmountMinor },
  goodsPaidMinor: readonly AmountMinor[],
): AmountMinor {
  // A much cheaper piece gives back no more than was paid for the dearer one.
  const most = Math.min(...goodsPaidMinor);
  return Math.max(todayMinor.new - todayMinor.old, -most);
}

/** The new pieces, with the conditions of those they replace; their VAT is shared afterwards. */
export function swappedIn(
  old: readonly FrozenUnit[],
  differenceMinor: AmountMinor,
): Omit<FrozenUnit, 'vatMinor'>[] {
  return old.map(({ vatMinor: _, ...unit }, place) => ({
    ...unit,
    unit: place + 1,
    priceMinor: unit.priceMinor + differenceMinor,
    paidMinor: unit.paidMinor + differenceMinor,
  }));
}

export interface Taxed {
  readonly rate: number;
  readonly paidMinor: AmountMinor;
}

/**
 * The VAT of pieces that join an order: with them, VAT is still taken out of the total of each rate,
 * once. Shares in the order of the new pieces.
 */
export function vatOfAdded(
  sold: readonly (Taxed & { readonly vatMinor: AmountMinor })[],
  added: readonly Taxed[],
): AmountMinor[] {
  const shares = added.map(() => 0);
  for (const rate of new Set(added.map((piece) => piece.rate))) {
    const before = sold.filter((piece) => piece.rate === rate);
    const places = added.flatMap((piece, place) => (piece.rate === rate ? [place] : []));
    const paid = places.map((place) => added[place]!.paidMinor);
    const gross = sum(before.map(({ paidMinor }) => paidMinor)) + sum(paid);
    const vat = vatWithin(gross, rate) - sum(before.map(({ vatMinor }) => vatMinor));
    allocate(vat, paid).forEach((share, at) => {
      shares[places[at]!] = share;
    });
  }
  return shares;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
