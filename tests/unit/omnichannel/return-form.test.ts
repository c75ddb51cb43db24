import { expect } from 'chai';
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
