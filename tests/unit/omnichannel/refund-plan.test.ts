import { expect } from 'chai';
import fc from 'fast-check';
import { cashAdvice, roundedCashMinor } from '../../../modules/omnichannel/refunds/domain/cash.ts';
import { refundState } from '../../../modules/omnichannel/refunds/domain/life.ts';
import {
  planRefund,
  type Payment,
  type RefundPlan,
} from '../../../modules/omnichannel/refunds/domain/plan.ts';

function payment(paymentKey: string, paidMinor: number, given: Partial<Payment> = {}): Payment {
  return {
    paymentKey,
    kind: 'card',
    providerRef: `pay_${paymentKey}`,
    atCounter: false,
    paidMinor,
    leftMinor: paidMinor,
    ...given,
  };
}

function planned(wish: Parameters<typeof planRefund>[0]): RefundPlan {
  const plan = planRefund(wish);
  if ('fault' in plan) throw new Error(plan.fault);
  return plan;
}

const amounts = (plan: RefundPlan) =>
  Object.fromEntries(plan.parts.map(({ paymentKey, amountMinor }) => [paymentKey, amountMinor]));

describe('the plan of a refund', () => {
  it('gives 49.00 of 69.00 by card and 50.00 by gift card back as 28.41 and 20.59', () => {
    const plan = planned({
      amountMinor: 49_00,
      payments: [payment('card', 69_00), payment('gift', 50_00, { kind: 'gift-card' })],
    });
    expect(amounts(plan)).to.deep.equal({ card: 28_41, gift: 20_59 });
    expect(plan.parts.map(({ tender }) => tender)).to.deep.equal(['provider', 'by-hand']);
    expect(plan.needsConsent).to.equal(false);
  });

  it('gives the rest back a week later to the cent', () => {
    const plan = planned({
      amountMinor: 70_00,
      payments: [
        payment('card', 69_00, { leftMinor: 69_00 - 28_41 }),
        payment('gift', 50_00, { kind: 'gift-card', leftMinor: 50_00 - 20_59 }),
      ],
    });
    expect(amounts(plan)).to.deep.equal({ card: 40_59, gift: 29_41 });
  });

  it('takes each payment back by the tender it was made with', () => {
    const plan = planned({
      amountMinor: 500,
      payments: [
        payment('web', 100),
        payment('cash', 100, { kind: 'cash', providerRef: null, atCounter: true }),
        payment('terminal', 100, { providerRef: null, atCounter: true }),
        payment('bank', 100, { kind: 'bank-transfer' }),
        payment('till', 100, { kind: 'gift-card', providerRef: null, atCounter: true }),
      ],
    });
    expect(plan.parts.map(({ tender }) => tender)).to.deep.equal([
      'provider',
      'cash',
      'card-terminal',
      'by-hand',
      'gift-card',
    ]);
  });

  it('asks for consent as soon as any of it goes back otherwise', () => {
    const payments = [payment('web', 100_00)];
    expect(planned({ amountMinor: 1, payments, tender: 'cash' }).needsConsent).to.equal(true);
    expect(planned({ amountMinor: 1, payments, tender: 'provider' }).needsConsent).to.equal(false);
  });

  it('refuses more than what is left, of all and of one', () => {
    const payments = [payment('a', 100, { leftMinor: 40 }), payment('b', 100)];
    expect(planRefund({ amountMinor: 141, payments })).to.deep.equal({
      fault: 'more-than-paid',
      leftMinor: 140,
    });
    const shares = [{ paymentKey: 'a', amountMinor: 41 }];
    expect(planRefund({ amountMinor: 41, payments, shares })).to.deep.equal({
      fault: 'more-than-payment',
      paymentKey: 'a',
      leftMinor: 40,
    });
  });

  it('takes shares somebody chose when they add up, and adds up a payment named twice', () => {
    const payments = [payment('a', 100), payment('b', 100)];
    const shares = [
      { paymentKey: 'b', amountMinor: 60 },
      { paymentKey: 'b', amountMinor: 40 },
    ];
    expect(amounts(planned({ amountMinor: 100, payments, shares }))).to.deep.equal({ b: 100 });
    expect(planRefund({ amountMinor: 99, payments, shares })).to.deep.equal({
      fault: 'shares-do-not-add-up',
      sumMinor: 100,
    });
    const again = [...shares, { paymentKey: 'b', amountMinor: 1 }];
    expect(planRefund({ amountMinor: 101, payments, shares: again })).to.include({
      fault: 'more-than-payment',
    });
  });

  it('never makes cash of a voucher or a gift card', () => {
    for (const kind of ['gift-card', 'voucher', 'return-voucher']) {
      const payments = [payment('x', 100, { kind })];
      expect(planRefund({ amountMinor: 100, payments, tender: 'cash' })).to.deep.equal({
        fault: 'instrument-never-cash',
        paymentKey: 'x',
      });
    }
  });

  it('rounds to five cents what is given wholly in cash, and nothing else', () => {
    const cash = { kind: 'cash', providerRef: null, atCounter: true };
    const whole = planned({ amountMinor: 10_52, payments: [payment('a', 10_52, cash)] });
    expect([whole.cashMinor, whole.roundingMinor]).to.deep.equal([10_52, -2]);
    const split = planned({
      amountMinor: 20_99,
      payments: [payment('a', 10_99, cash), payment('b', 10_00)],
    });
    expect([split.cashMinor, split.roundingMinor]).to.deep.equal([10_99, 0]);
  });

  it('rounds what goes back on several cash payments as one total', () => {
    const cash = { kind: 'cash', providerRef: null, atCounter: true };
    const payments = [payment('a', 24_53, cash), payment('b', 24_53, cash)];
    expect(planned({ amountMinor: 49_06, payments }).roundingMinor).to.equal(-1);
  });

  it('sums to the amount, and exceeds no payment, whatever was paid and given back before', () => {
    const paid = fc
      .tuple(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 0, max: 500_000 }))
      .map(([paidMinor, back]) => ({ paidMinor, leftMinor: Math.max(0, paidMinor - back) }));
    fc.assert(
      fc.property(fc.array(paid, { minLength: 1, maxLength: 6 }), fc.nat(), (list, draw) => {
        const payments = list.map((each, place) => payment(String(place), each.paidMinor, each));
        const left = payments.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
        const amountMinor = left === 0 ? 0 : draw % (left + 1);
        const plan = planned({ amountMinor, payments });
        expect(plan.parts.reduce((sum, part) => sum + part.amountMinor, 0)).to.equal(amountMinor);
        for (const part of plan.parts) {
          expect(part.amountMinor).to.be.greaterThan(0);
          expect(part.amountMinor).to.be.at.most(payments[Number(part.paymentKey)]!.leftMinor);
        }
      }),
    );
  });

  it('given back in any number of steps, gives every payment back whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 6 }),
        (paid, steps) => {
          const back = paid.map(() => 0);
          const total = paid.reduce((sum, minor) => sum + minor, 0);
          let open = total;
          for (const step of [...steps, total]) {
            const amountMinor = Math.min(step, open);
            const payments = paid.map((minor, place) =>
              payment(String(place), minor, { leftMinor: minor - back[place]! }),
            );
            for (const part of planned({ amountMinor, payments }).parts) {
              back[Number(part.paymentKey)]! += part.amountMinor;
            }
            open -= amountMinor;
          }
          expect(back).to.deep.equal(paid);
        },
      ),
    );
  });
});

describe('cash', () => {
  it('is rounded to the nearest five cents', () => {
    const cases = [
      [10_52, 10_50],
      [18_54, 18_55],
      [58_98, 59_00],
      [20_99, 21_00],
      [1_96, 1_95],
      [2, 0],
      [3, 5],
    ] as const;
    for (const [amount, rounded] of cases) expect(roundedCashMinor(amount)).to.equal(rounded);
  });

  it('stays below 5,000 euros, also in parts within seven days', () => {
    expect(cashAdvice(4_999_99, 0)).to.equal('allowed');
    expect(cashAdvice(5_000_00, 0)).to.equal('forbidden');
    expect(cashAdvice(2_500_00, 3_000_00)).to.equal('reason-needed');
    expect(cashAdvice(1_999_99, 3_000_00)).to.equal('allowed');
    expect(cashAdvice(0, 6_000_00)).to.equal('allowed');
  });
});

describe('where a refund stands', () => {
  const CASES = [
    [['proposed', 'proposed'], 'proposed'],
    [['authorised', 'paying'], 'authorised'],
    [['paid', 'paying'], 'partly-paid'],
    [['paid', 'failed'], 'partly-paid'],
    [['failed', 'paying'], 'authorised'],
    [['failed', 'failed'], 'failed'],
    [['paid', 'paid'], 'paid'],
    [['cancelled', 'cancelled'], 'cancelled'],
  ] as const;
  for (const [parts, state] of CASES) {
    it(`is ${state} when its parts are ${parts.join(' and ')}`, () => {
      expect(refundState(parts.map((each) => ({ state: each })))).to.equal(state);
    });
  }
});
