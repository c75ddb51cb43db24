import assert from 'node:assert/strict';
import type { AmountMinor } from '../../../../server/kernel/money.ts';
import type { FrozenUnit } from './shares.ts';
import { vatOfAdded, type Taxed } from './swap.ts';

/** A piece that comes to an order after the day of sale, and what the customer pays for it. */
export interface AddedPiece {
  readonly priceMinor: AmountMinor;
  /** For the goods alone; what lies between it and the price is discount. */
  readonly payMinor: AmountMinor;
  /** The share of shipping it takes over from the piece it replaces. */
  readonly shippingMinor: AmountMinor;
}

/**
 * The frozen shares of added pieces. Their VAT is what the total of the rate grows by, so that the VAT
 * of all pieces of an order stays what is within their total, to the cent.
 */
export function freezeAdded(
  pieces: readonly AddedPiece[],
  rate: number,
  sold: readonly (Taxed & { readonly vatMinor: AmountMinor })[],
): readonly FrozenUnit[] {
  assert(pieces.length > 0, 'something is added');
  const discounted = pieces.some(({ priceMinor, payMinor }) => priceMinor > payMinor);
  const paid = pieces.map(({ payMinor, shippingMinor }) => payMinor + shippingMinor);
  const vat = vatOfAdded(
    sold,
    paid.map((paidMinor) => ({ rate, paidMinor })),
  );
  return pieces.map(({ priceMinor, payMinor, shippingMinor }, place) => {
    assert(payMinor >= 0 && payMinor <= priceMinor, 'nobody pays more than the price');
    const discountMinor = priceMinor - payMinor;
    return {
      unit: place + 1,
      priceMinor,
      discountShares: discounted ? [discountMinor] : [],
      discountMinor,
      shippingMinor,
      paidMinor: paid[place]!,
      vatMinor: vat[place]!,
    };
  });
}
