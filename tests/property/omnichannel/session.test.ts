import { expect } from 'chai';
import fc from 'fast-check';
import {
  dueMinor,
  netPaidMinor,
  type Amounts,
} from '../../../modules/omnichannel/orders/domain/amounts.ts';
import { splitRefund } from '../../../modules/omnichannel/orders/domain/refund.ts';
import {
  sessionMoney,
  shareOut,
  sumSession,
  type LineOutcome,
} from '../../../modules/omnichannel/orders/domain/session.ts';
import { freezeShares } from '../../../modules/omnichannel/orders/domain/shares.ts';
import {
  swapDifference,
  swappedIn,
  vatOfAdded,
} from '../../../modules/omnichannel/orders/domain/swap.ts';
import { vatWithin } from '../../../server/kernel/money.ts';

const price = fc.integer({ min: 0, max: 500_00 });
const soldLine = fc.record({
  quantity: fc.integer({ min: 1, max: 4 }),
  unitPriceMinor: price,
  vatRate: fc.constantFrom(4, 10, 22),
  discountsMinor: fc.constant<number[]>([]),
});
const lines = fc.array(soldLine, { minLength: 1, maxLength: 4 });

/** Of each piece left in the bag: kept, left, swapped for a piece that costs so much more, or later. */
const fate = fc.oneof(
  fc.constantFrom<{ readonly kind: 'keep' | 'leave' | 'later' }>(
    { kind: 'keep' },
    { kind: 'leave' },
    { kind: 'later' },
  ),
  fc.record({
    kind: fc.constant('swap' as const),
    moreMinor: fc.integer({ min: -300_00, max: 300_00 }),
  }),
);
type Chosen =
  | { readonly kind: 'keep' | 'leave' | 'later' }
  | { readonly kind: 'swap'; readonly moreMinor: number };

interface Bag {
  readonly open: readonly (readonly number[])[];
  readonly collectedMinor: number;
  readonly amounts: Amounts;
}

/** One visit, as the command writes it: what leaves is paid, what is left is owed back. */
function visit(
  { open, collectedMinor, amounts }: Bag,
  chosen: readonly Chosen[],
): Bag & { paid: number; back: number } {
  let next = 0;
  const decided = open.map((units, place) => {
    const fates = units.map(() => chosen[next++ % chosen.length]!);
    const count = (kind: Chosen['kind']): number => fates.filter((one) => one.kind === kind).length;
    const swap = fates.find((one) => one.kind === 'swap');
    const more = swap?.kind === 'swap' ? Math.max(swap.moreMinor, -Math.min(...units)) : 0;
    const outcome: LineOutcome = {
      lineId: String(place),
      kept: count('keep'),
      left: count('leave'),
      swaps: swap ? [{ quantity: count('swap'), differenceMinor: more }] : [],
    };
    return { openUnitsMinor: units, outcome };
  });
  const sums = sumSession(decided);
  const { dueNowMinor, backMinor } = sessionMoney(amounts, collectedMinor, sums);
  return {
    open: decided.map(({ openUnitsMinor, outcome }) => shareOut(openUnitsMinor, outcome)!.staying),
    collectedMinor: collectedMinor + sums.keptMinor + sums.takenMinor,
    amounts: {
      totalMinor: amounts.totalMinor + sums.takenMinor,
      cancelledMinor: amounts.cancelledMinor + sums.swappedMinor + sums.leftMinor,
      paidMinor: amounts.paidMinor + dueNowMinor,
      refundMinor: amounts.refundMinor + backMinor,
      refundedMinor: amounts.refundedMinor,
    },
    paid: dueNowMinor,
    back: backMinor,
  };
}

function bagOf(
  sold: readonly (typeof soldLine extends fc.Arbitrary<infer L> ? L : never)[],
  share: number,
): Bag {
  const open = freezeShares(sold, 0).map((units) => units.map(({ paidMinor }) => paidMinor));
  const totalMinor = open.flat().reduce((sum, amount) => sum + amount, 0);
  const paidMinor = Math.floor((totalMinor * share) / 100);
  const none = { cancelledMinor: 0, refundMinor: 0, refundedMinor: 0 };
  return { open, collectedMinor: 0, amounts: { totalMinor, paidMinor, ...none } };
}

const paidShare = fc.constantFrom(0, 0, 30, 100, 100);
const visits = fc.array(fc.array(fate, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 4,
});

describe('the money of visits at the counter', () => {
  it('never lets goods leave unpaid, never asks and gives back at once, never lets a debt grow', () => {
    fc.assert(
      fc.property(lines, paidShare, visits, (sold, share, all) => {
        let bag = bagOf(sold, share);
        for (const chosen of all) {
          const before = bag;
          const now = visit(bag, chosen);
          expect(netPaidMinor(now.amounts)).to.be.at.least(now.collectedMinor);
          expect(Math.min(now.paid, now.back)).to.equal(0);
          expect(dueMinor(now.amounts)).to.be.at.most(dueMinor(before.amounts));
          expect(now.amounts.refundMinor).to.be.at.most(now.amounts.paidMinor);
          bag = now;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('comes to the price of what was taken home, in whatever order and however many visits', () => {
    fc.assert(
      fc.property(lines, paidShare, visits, (sold, share, all) => {
        let bag = bagOf(sold, share);
        for (const chosen of all) bag = visit(bag, chosen);
        // Whatever is left in the end is left for good.
        bag = visit(bag, [{ kind: 'leave' }]);
        expect(netPaidMinor(bag.amounts)).to.equal(bag.collectedMinor);
        expect(dueMinor(bag.amounts)).to.equal(0);
      }),
      { numRuns: 200 },
    );
  });

  it('shares every piece out once', () => {
    const counts = fc.record({
      pieces: fc.array(price, { maxLength: 8 }),
      kept: fc.nat({ max: 4 }),
      left: fc.nat({ max: 4 }),
      swapped: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(counts, ({ pieces, kept, left, swapped }) => {
        const swaps = swapped.map((quantity) => ({ quantity, differenceMinor: 0 }));
        const named = pieces.map((amount, place) => ({ amount, place }));
        const shared = shareOut(named, { lineId: 'line', kept, left, swaps });
        const wanted = kept + left + swapped.reduce((sum, quantity) => sum + quantity, 0);
        if (wanted > pieces.length) return shared === null;
        const all = [
          ...shared!.kept,
          ...shared!.swapped.flat(),
          ...shared!.left,
          ...shared!.staying,
        ];
        return all.length === pieces.length && new Set(all).size === all.length;
      }),
    );
  });
});

describe('what goes back', () => {
  it('is split over the payments to the cent, and never beyond what each of them brought', () => {
    const payments = fc.array(fc.nat({ max: 300_00 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(payments, fc.nat({ max: 10_000 }), (left, tenThousandths) => {
        const total = left.reduce((sum, amount) => sum + amount, 0);
        const amount = Math.floor((total * tenThousandths) / 10_000);
        const parts = splitRefund(
          amount,
          left.map((leftMinor, place) => ({ paymentId: String(place), leftMinor })),
        );
        expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(amount);
        for (const { paymentId, amountMinor } of parts) {
          expect(amountMinor).to.be.within(1, left[Number(paymentId)]!);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when it is more than was paid', () => {
    expect(() => splitRefund(2, [{ paymentId: 'card', leftMinor: 1 }])).to.throw('more is owed');
  });
});

describe('a swapped piece', () => {
  const priced = fc.record({
    quantity: fc.integer({ min: 1, max: 3 }),
    unitPriceMinor: fc.integer({ min: 1, max: 300_00 }),
    vatRate: fc.constantFrom(4, 10, 22),
    discountPercent: fc.nat({ max: 100 }),
  });

  it('keeps the discounts of the purchase, costs never less than nothing, and the VAT of the order stays whole', () => {
    fc.assert(
      fc.property(
        fc.array(priced, { minLength: 1, maxLength: 3 }),
        fc.nat({ max: 20_00 }),
        fc.tuple(price, price),
        (given, shippingMinor, [old, fresh]) => {
          const sold = given.map(({ discountPercent, ...line }) => ({
            ...line,
            discountsMinor: [
              Math.floor((line.unitPriceMinor * line.quantity * discountPercent) / 100),
            ],
          }));
          const units = freezeShares(sold, shippingMinor);
          const [swapped] = units;
          const difference = swapDifference(
            { old, new: fresh },
            swapped!.map(({ paidMinor, shippingMinor: shipping }) => paidMinor - shipping),
          );
          const taken = swappedIn(swapped!, difference);
          const rate = given[0]!.vatRate;
          const all = units.flatMap((ofLine, place) =>
            ofLine.map((unit) => ({ ...unit, rate: given[place]!.vatRate })),
          );
          const vat = vatOfAdded(
            all,
            taken.map(({ paidMinor }) => ({ rate, paidMinor })),
          );
          taken.forEach((unit, place) => {
            expect(unit.priceMinor - unit.discountMinor + unit.shippingMinor).to.equal(
              unit.paidMinor,
            );
            expect(unit.discountMinor).to.be.within(0, unit.priceMinor);
            expect(vat[place]).to.be.within(0, unit.paidMinor);
          });
          const ofRate = all.filter((unit) => unit.rate === rate);
          const gross = sum([...ofRate, ...taken].map(({ paidMinor }) => paidMinor));
          const total = sum(ofRate.map(({ vatMinor }) => vatMinor)) + sum(vat);
          expect(total).to.equal(vatWithin(gross, rate));
        },
      ),
      { numRuns: 200 },
    );
  });
});

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
