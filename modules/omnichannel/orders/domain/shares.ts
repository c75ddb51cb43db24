import assert from 'node:assert/strict';
import { allocate, vatWithin, type AmountMinor } from '../../../../server/kernel/money.ts';

/** A line as it was sold. */
export interface SoldLine {
  readonly quantity: number;
  readonly unitPriceMinor: AmountMinor;
  readonly vatRate: number;
  /** Each off the whole line. */
  readonly discountsMinor: readonly AmountMinor[];
  /** Each piece's share of every discount, where whoever priced it has said so; else it is shared here. */
  readonly pieceShares?: readonly (readonly AmountMinor[])[];
}

/** What one piece cost, frozen on the day of sale. */
export interface FrozenUnit {
  /** 1, 2, 3… within its line. */
  readonly unit: number;
  readonly priceMinor: AmountMinor;
  /** Its share of each of the line's discounts, in their order. */
  readonly discountShares: readonly AmountMinor[];
  readonly discountMinor: AmountMinor;
  readonly shippingMinor: AmountMinor;
  /** What the customer pays for it. */
  readonly paidMinor: AmountMinor;
  readonly vatMinor: AmountMinor;
}

/**
 * Gives every piece its share of every discount, of shipping and of VAT, so that a refund of one
 * piece, years later, is a look-up. No cent is lost: shares sum to what was shared. VAT is taken out
 * of the total of each rate, as the fiscal document does, and shared from there.
 */
export function freezeShares(
  lines: readonly SoldLine[],
  shippingMinor: AmountMinor,
): readonly (readonly FrozenUnit[])[] {
  const goods = lines.map(discounted);
  const net = goods.flatMap((units) => units.map(({ netMinor }) => netMinor));
  const shipping = allocate(shippingMinor, net);
  let next = 0;
  const priced = goods.map((units, place) =>
    units.map(({ netMinor, ...unit }) => {
      const share = shipping[next++]!;
      return {
        ...unit,
        shippingMinor: share,
        paidMinor: netMinor + share,
        rate: lines[place]!.vatRate,
      };
    }),
  );
  const vat = vatShares(priced.flat());
  next = 0;
  return priced.map((units) =>
    units.map(({ rate: _, ...unit }) => ({ ...unit, vatMinor: vat[next++]! })),
  );
}

/** One line's pieces with their discounts. Weighed by what is left of each price, none goes below zero. */
function discounted({ quantity, unitPriceMinor, discountsMinor, pieceShares }: SoldLine) {
  assert(Number.isSafeInteger(quantity) && quantity > 0, 'a line sells something');
  const left = Array.from({ length: quantity }, () => unitPriceMinor);
  const shares: AmountMinor[][] = Array.from({ length: quantity }, () => []);
  for (const [nth, amount] of discountsMinor.entries()) {
    const split = pieceShares?.map((piece) => piece[nth]!) ?? allocate(amount, left);
    split.forEach((share, place) => {
      shares[place]!.push(share);
      left[place]! -= share;
    });
  }
  assert(
    left.every((rest) => rest >= 0),
    'discounts do not exceed the price of their line',
  );
  return left.map((netMinor, place) => ({
    unit: place + 1,
    priceMinor: unitPriceMinor,
    discountShares: shares[place]!,
    discountMinor: unitPriceMinor - netMinor,
    netMinor,
  }));
}

function vatShares(units: readonly { paidMinor: AmountMinor; rate: number }[]): AmountMinor[] {
  const shares = units.map(() => 0);
  for (const rate of new Set(units.map((unit) => unit.rate))) {
    const places = units.flatMap((unit, place) => (unit.rate === rate ? [place] : []));
    const paid = places.map((place) => units[place]!.paidMinor);
    const gross = paid.reduce((sum, amount) => sum + amount, 0);
    allocate(vatWithin(gross, rate), paid).forEach((share, at) => {
      shares[places[at]!] = share;
    });
  }
  return shares;
}
