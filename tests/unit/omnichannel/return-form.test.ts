import { expect } from 'chai';
import fc from 'fast-check';
import type { ReturnableOrder } from '../../../modules/omnichannel/returns/contracts.ts';
import {
  bodyOf,
  EMPTY_RETURN,
  lineOfScan,
  missingFrom,
  outcomesOf,
  withLine,
  withPiece,
  type ReturnForm,
} from '../../../modules/omnichannel/returns/ui/return-form.ts';
import { withShare } from '../../../modules/omnichannel/returns/ui/shares.ts';

const outcome = (name: string, verdict: string) => ({
  outcome: name,
  title: { it: '', en: '' },
  verdict,
});
const line = (lineId: string, gtin: string, quantity: number, outcomes: readonly object[]) => ({
  lineId,
  gtin,
  quantity,
  asks: [],
  suggestedReason: null,
  reasons: [{ reason: 'withdrawal', verdict: 'allowed', needsPhoto: false, outcomes }],
});
/** Two coats and a shirt the customer has. Only what the form reads is filled in. */
const order = {
  orderId: 'order',
  grades: [
    { grade: 'A', photo: false },
    { grade: 'C', photo: true },
  ],
  lines: [
    line('coat', '8057190402881', 2, [
      outcome('original-tender', 'allowed'),
      outcome('voucher', 'allowed'),
    ]),
    line('shirt', '8057190402898', 1, [outcome('original-tender', 'needs-approval')]),
  ],
} as unknown as ReturnableOrder;
const [coat, shirt] = [order.lines[0]!, order.lines[1]!];
const told = (form: ReturnForm, of = coat, grade: 'A' | 'C' = 'A') =>
  withLine(form, of.lineId, { ...form.lines[of.lineId]!, reason: 'withdrawal', grade });

describe('what is told of a return', () => {
  it('counts a piece with every scan, and no more than the customer has', () => {
    const one = withPiece(EMPTY_RETURN, coat);
    const two = withPiece(one, coat);
    expect(lineOfScan(order, one, coat.gtin).found).to.equal('line');
    expect(lineOfScan(order, two, coat.gtin).found).to.equal('none-left');
    expect(lineOfScan(order, two, '4006381333931').found).to.equal('not-here');
    expect(withPiece(two, coat).lines['coat']!.quantity).to.equal(2);
  });

  it('lacks what nobody has told, the first thing first', () => {
    expect(missingFrom(order, EMPTY_RETURN)).to.equal('pieces');
    const scanned = withPiece(EMPTY_RETURN, coat);
    expect(missingFrom(order, scanned)).to.equal('reason');
    expect(missingFrom(order, told(scanned))).to.equal(null);
    expect(missingFrom(order, told(scanned, coat, 'C'))).to.equal('photo');
  });

  it('offers what every piece may be given for, as hard as the hardest of them', () => {
    const both = told(withPiece(told(withPiece(EMPTY_RETURN, coat)), shirt), shirt);
    expect(
      outcomesOf(order, both).map(({ outcome: name, verdict }) => [name, verdict]),
    ).to.deep.equal([['original-tender', 'needs-approval']]);
  });

  it('asks for the tender of the payment by saying nothing, and sends a consent with its words only once given', () => {
    const at = { locationId: 'MI01', proof: 'code' } as const;
    const form = told(withPiece(EMPTY_RETURN, coat));
    const settled = { consentShown: 'Sono d’accordo', dueMinor: 0 };
    expect(bodyOf(order, form, at, settled)).not.to.have.property('settlement');
    const other = { ...form.settlement, outcome: 'other-tender' as const };
    const asked = bodyOf(order, { ...form, settlement: other }, at, settled);
    expect(asked.settlement).to.deep.equal({ outcome: 'other-tender', tender: 'cash' });
    const given = { ...form, settlement: { ...other, consent: true } };
    expect(bodyOf(order, given, at, settled).settlement).to.deep.include({
      consent: { given: true, shown: 'Sono d’accordo' },
    });
  });
});

describe('the shares of a refund on its payments', () => {
  const open = [
    { paymentId: 'card', leftMinor: 69_00 },
    { paymentId: 'paypal', leftMinor: 50_00 },
    { paymentId: 'cash', leftMinor: 10_00 },
  ];
  const of = (shares: readonly { paymentId: string; amountMinor: number }[]) =>
    Object.fromEntries(shares.map(({ paymentId, amountMinor }) => [paymentId, amountMinor]));
  const start = [
    { paymentId: 'card', amountMinor: 40_00 },
    { paymentId: 'paypal', amountMinor: 20_00 },
    { paymentId: 'cash', amountMinor: 5_00 },
  ];

  it('keep their sum: what one does not take the others do, as far as they can', () => {
    expect(of(withShare(open, start, 'paypal', 50_00))).to.deep.equal({
      card: 15_00,
      paypal: 50_00,
      cash: 0,
    });
    expect(of(withShare(open, start, 'card', 0))).to.deep.equal({
      card: 5_00,
      paypal: 50_00,
      cash: 10_00,
    });
  });

  it('never take more of a payment than is left of it, nor more than there is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('card', 'paypal', 'cash'),
        fc.integer({ min: -1_00, max: 200_00 }),
        (paymentId, minor) => {
          const shares = withShare(open, start, paymentId, minor);
          expect(shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(65_00);
          for (const [place, { amountMinor }] of shares.entries()) {
            expect(amountMinor).to.be.within(0, open[place]!.leftMinor);
          }
        },
      ),
    );
  });
});

describe('where a piece of a return goes', () => {
  it('is complete only when the store is named', () => {
    const scanned = told(withPiece(EMPTY_RETURN, coat));
    const piece = scanned.lines['coat']!;
    const sent = withLine(scanned, 'coat', { ...piece, destination: { kind: 'store' } });
    expect(missingFrom(order, sent)).to.equal('destination');
    const named = { kind: 'store' as const, toLocationId: 'VR01' };
    const whole = withLine(scanned, 'coat', { ...piece, destination: named });
    expect(missingFrom(order, whole)).to.equal(null);
    const at = { locationId: 'MI01', proof: 'code' as const };
    const body = bodyOf(order, whole, at, { consentShown: null, dueMinor: 0 });
    expect(body.lines[0]!.destination).to.deep.equal(named);
  });
});
