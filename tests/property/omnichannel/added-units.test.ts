import { expect } from 'chai';
import fc from 'fast-check';
import { vatWithin } from '../../../server/kernel/money.ts';
import { freezeAdded } from '../../../modules/omnichannel/orders/domain/added-units.ts';
import { freezeShares } from '../../../modules/omnichannel/orders/domain/shares.ts';

const RATE = 22;

describe('pieces that come to an order after the day of sale', () => {
  const sold = fc.record({
    quantity: fc.integer({ min: 1, max: 4 }),
    unitPriceMinor: fc.integer({ min: 100, max: 500_00 }),
    shippingMinor: fc.integer({ min: 0, max: 9_99 }),
  });
  const added = fc.array(
    fc.record({
      priceMinor: fc.integer({ min: 0, max: 500_00 }),
      share: fc.integer({ min: 0, max: 100 }),
      shippingMinor: fc.integer({ min: 0, max: 9_99 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

  it('keep the VAT of the whole within its total to the cent, and every discount shared whole', () => {
    fc.assert(
      fc.property(sold, added, ({ quantity, unitPriceMinor, shippingMinor }, pieces) => {
        const first = freezeShares(
          [{ quantity, unitPriceMinor, vatRate: RATE, discountsMinor: [] }],
          shippingMinor,
        ).flat();
        const after = freezeAdded(
          pieces.map((piece) => ({
            ...piece,
            payMinor: Math.floor((piece.priceMinor * piece.share) / 100),
          })),
          RATE,
          first.map((unit) => ({ ...unit, rate: RATE })),
        );
        const all = [...first, ...after];
        const sum = (of: (unit: (typeof all)[number]) => number): number =>
          all.reduce((total, unit) => total + of(unit), 0);
        expect(sum((unit) => unit.vatMinor)).to.equal(
          vatWithin(
            sum((unit) => unit.paidMinor),
            RATE,
          ),
        );
        for (const unit of after) {
          expect(unit.discountShares.reduce((total, share) => total + share, 0)).to.equal(
            unit.discountMinor,
          );
          expect(unit.paidMinor).to.equal(
            unit.priceMinor - unit.discountMinor + unit.shippingMinor,
          );
        }
      }),
    );
  });
});
