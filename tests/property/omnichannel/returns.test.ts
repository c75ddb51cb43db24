import { expect } from 'chai';
import fc from 'fast-check';
import { freezeShares } from '../../../modules/omnichannel/orders/domain/shares.ts';
import { planRefund } from '../../../modules/omnichannel/refunds/domain/plan.ts';
import {
  amountsByRate,
  goodsMinor,
  shippingBack,
  type ReturnedUnit,
} from '../../../modules/omnichannel/returns/domain/reckoning.ts';

const order = fc.record({
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 4 }),
      unitPriceMinor: fc.integer({ min: 1, max: 300_00 }),
      vatRate: fc.constantFrom(22, 10, 4),
      off: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  shippingMinor: fc.integer({ min: 0, max: 20_00 }),
  standardMinor: fc.integer({ min: 0, max: 20_00 }),
  card: fc.integer({ min: 0, max: 100 }),
  /** In which of three visits each piece comes back. */
  visits: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 20, maxLength: 20 }),
});

describe('returns of an order, however it is taken apart', () => {
  it('give back every cent of the goods once, the shipping at most as the standard one, and no tender more than it brought', () => {
    fc.assert(
      fc.property(order, ({ lines, shippingMinor, standardMinor, card, visits }) => {
        const shares = freezeShares(
          lines.map((line) => ({
            ...line,
            discountsMinor: [Math.floor((line.quantity * line.unitPriceMinor * line.off) / 100)],
          })),
          shippingMinor,
        );
        const units = shares.flatMap((some, place) =>
          some.map((unit): ReturnedUnit => ({
            ...unit,
            lineId: String(place),
            vatRate: lines[place]!.vatRate,
            reason: 'withdrawal',
          })),
        );
        const paid = units.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
        const left = [Math.floor((paid * card) / 100), 0];
        left[1] = paid - left[0]!;
        const before: ReturnedUnit[] = [];
        let back = 0;
        let shipped = 0;
        const shippedByRate = new Map<number, number>();
        for (const visit of [0, 1, 2]) {
          const coming = units.filter((_, place) => visits[place] === visit);
          if (coming.length === 0) continue;
          const shipping = shippingBack(coming, {
            collected: units,
            complete: true,
            exchange: false,
            before,
            exchanged: [],
            givenBackMinor: shipped,
            givenBackByRate: shippedByRate,
            standardMinor,
            shareFor: [],
          });
          const amountMinor =
            coming.reduce((sum, unit) => sum + goodsMinor(unit), 0) + shipping.amountMinor;
          const rates = amountsByRate(coming, shipping.byRate);
          expect(rates.reduce((sum, { grossMinor }) => sum + grossMinor, 0)).to.equal(amountMinor);
          const plan = planRefund({
            amountMinor,
            payments: left.map((leftMinor, place) => ({
              paymentKey: String(place),
              kind: 'card',
              providerRef: String(place),
              atCounter: false,
              paidMinor: leftMinor,
              leftMinor,
            })),
          });
          if ('fault' in plan) throw new Error(plan.fault);
          for (const part of plan.parts) left[Number(part.paymentKey)]! -= part.amountMinor;
          before.push(...coming);
          back += amountMinor;
          shipped += shipping.amountMinor;
          for (const [rate, minor] of shipping.byRate) {
            shippedByRate.set(rate, (shippedByRate.get(rate) ?? 0) + minor);
          }
        }
        const goods = units.reduce((sum, unit) => sum + goodsMinor(unit), 0);
        expect(shipped).to.equal(Math.min(shippingMinor, standardMinor));
        expect(back).to.equal(goods + shipped);
        expect(left.every((rest) => rest >= 0)).to.equal(true);
        expect(left[0]! + left[1]!).to.equal(paid - back);
      }),
      { numRuns: 300 },
    );
  });
});
