import fc from 'fast-check';
import { vatWithin } from '../../../server/kernel/money.ts';
import { freezeShares } from '../../../modules/omnichannel/orders/domain/shares.ts';

const line = fc
  .record({
    quantity: fc.integer({ min: 1, max: 12 }),
    unitPriceMinor: fc.integer({ min: 0, max: 50_000 }),
    vatRate: fc.constantFrom(22, 10, 4, 0),
    cuts: fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 3 }),
  })
  .map(({ cuts, ...sold }) => {
    // Discounts that together stay within the price of the line.
    let left = sold.quantity * sold.unitPriceMinor;
    const discountsMinor = cuts.flatMap((cut) => {
      const amount = Math.floor((left * cut) / 1000);
      left -= amount;
      return amount > 0 ? [amount] : [];
    });
    return { ...sold, discountsMinor };
  });
const order = fc.tuple(
  fc.array(line, { minLength: 1, maxLength: 6 }),
  fc.integer({ min: 0, max: 2_000 }),
);
const sum = (amounts: readonly number[]): number => amounts.reduce((total, a) => total + a, 0);

describe('frozen shares', () => {
  it('sum to every discount, to the shipping and to the total, whatever was sold', () => {
    fc.assert(
      fc.property(order, ([lines, shipping]) => {
        const shares = freezeShares(lines, shipping);
        const units = shares.flat();
        const total = sum(lines.map((l) => l.quantity * l.unitPriceMinor - sum(l.discountsMinor)));
        return (
          sum(units.map(({ shippingMinor }) => shippingMinor)) === shipping &&
          sum(units.map(({ paidMinor }) => paidMinor)) === total + shipping &&
          lines.every((l, place) =>
            l.discountsMinor.every(
              (discount, d) => sum(shares[place]!.map((u) => u.discountShares[d]!)) === discount,
            ),
          )
        );
      }),
    );
  });

  it('never make a piece cost less than nothing, nor hold more VAT than it costs', () => {
    fc.assert(
      fc.property(order, ([lines, shipping]) =>
        freezeShares(lines, shipping)
          .flat()
          .every(
            (u) =>
              u.discountMinor <= u.priceMinor &&
              u.shippingMinor >= 0 &&
              u.vatMinor >= 0 &&
              u.vatMinor <= u.paidMinor,
          ),
      ),
    );
  });

  it('hold the VAT of each rate to the cent', () => {
    fc.assert(
      fc.property(order, ([lines, shipping]) => {
        const shares = freezeShares(lines, shipping);
        return [22, 10, 4, 0].every((rate) => {
          const units = shares.filter((_, place) => lines[place]!.vatRate === rate).flat();
          const gross = sum(units.map(({ paidMinor }) => paidMinor));
          return sum(units.map(({ vatMinor }) => vatMinor)) === vatWithin(gross, rate);
        });
      }),
    );
  });
});
