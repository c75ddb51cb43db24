import { expect } from 'chai';
import fc from 'fast-check';
import {
  compareOrders,
  type OurOrder,
  type TheirOrder,
} from '../../../modules/omnichannel/reconciliation/domain.ts';
import { differencesFile } from '../../../modules/omnichannel/reconciliation/ui/differences-file.ts';
import { readList } from '../../../modules/omnichannel/reconciliation/ui/read-list.ts';

const ours = (externalId: string, change: Partial<OurOrder> = {}): OurOrder => ({
  orderId: `id-${externalId}`,
  externalId,
  number: '48 198',
  state: 'ready',
  locationId: 'MI01',
  placedAt: '2026-11-21T10:00:00.000Z',
  totalMinor: 100_00,
  paidMinor: 100_00,
  ...change,
});
const theirs = (externalId: string, change: Partial<TheirOrder> = {}): TheirOrder => ({
  externalId,
  totalMinor: 100_00,
  paidMinor: 100_00,
  cancelled: false,
  ...change,
});
const reader = { language: 'it' } as const;
const always = (): boolean => true;

describe('reconciling a web shop’s list with ours', () => {
  const kindsOf = (list: readonly TheirOrder[], own: readonly OurOrder[]) =>
    compareOrders(list, own, always).differences.map(({ kind, externalId, amountMinor }) => [
      kind,
      externalId,
      amountMinor,
    ]);

  it('finds nothing where both say the same', () => {
    const { compared, agreeing, differences } = compareOrders([theirs('1')], [ours('1')], always);
    expect([compared, agreeing, differences.length]).to.deep.equal([1, 1, 0]);
  });

  it('finds what is missing on either side, and what is named twice', () => {
    expect(kindsOf([theirs('1'), theirs('1'), theirs('2')], [ours('1'), ours('3')])).to.deep.equal([
      ['twice-there', '1', null],
      ['missing-here', '2', null],
      ['missing-there', '3', null],
    ]);
  });

  it('misses there only what the shop should have named', () => {
    const midnight = (order: OurOrder): boolean => order.externalId !== 'yesterday';
    expect(
      compareOrders([], [ours('yesterday'), ours('today')], midnight).differences,
    ).to.have.lengthOf(1);
  });

  it('finds other amounts, theirs less ours, and does not compare what is not said', () => {
    const { paidMinor: _paid, ...unsaid } = theirs('2');
    const list = [theirs('1', { totalMinor: 90_00, paidMinor: 0 }), unsaid];
    expect(kindsOf(list, [ours('1'), ours('2', { paidMinor: 0 })])).to.deep.equal([
      ['other-total', '1', -10_00],
      ['other-paid', '1', -100_00],
    ]);
  });

  it('finds what is cancelled on one side only', () => {
    const own = [ours('1', { state: 'cancelled' }), ours('2'), ours('3', { state: 'cancelled' })];
    const list = [theirs('1'), theirs('2', { cancelled: true }), theirs('3', { cancelled: true })];
    expect(kindsOf(list, own)).to.deep.equal([
      ['cancelled-here-only', '1', null],
      ['cancelled-there-only', '2', null],
    ]);
  });

  it('accounts for every order of both sides, whatever they say', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.boolean())), fc.uniqueArray(id), (list, own) => {
        const { compared, agreeing, differences } = compareOrders(
          list.map(([one, cancelled]) => theirs(one, { cancelled })),
          own.map((one) => ours(one)),
          always,
        );
        const named = new Set(list.map(([one]) => one));
        const count = (kind: string) => differences.filter((one) => one.kind === kind).length;
        expect(compared).to.equal(named.size);
        expect(agreeing + count('missing-here') + count('cancelled-there-only')).to.equal(
          named.size,
        );
        expect(count('twice-there')).to.equal(list.length - named.size);
        expect(count('missing-there')).to.equal(own.filter((one) => !named.has(one)).length);
      }),
    );
  });
});

describe('a list of orders in a file', () => {
  it('is read as shops export it: either separator, either language, either way of writing amounts', () => {
    const italian = readList(
      reader,
      'Ordine;Totale;Pagato;Annullato\nW-1;1.199,00;0,00;sì\nW-2;5;;no\n',
    );
    expect(italian).to.deep.equal({
      orders: [
        { externalId: 'W-1', totalMinor: 1_199_00, paidMinor: 0, cancelled: true },
        { externalId: 'W-2', totalMinor: 5_00, cancelled: false },
      ],
      faults: [],
    });
    const english = readList(
      reader,
      '\ufefforder,total,status\n"W-1",1199.00,cancelled\nW-2,5.00,shipped',
    );
    expect(english.orders).to.deep.equal([
      { externalId: 'W-1', totalMinor: 1_199_00, cancelled: true },
      { externalId: 'W-2', totalMinor: 5_00, cancelled: false },
    ]);
  });

  it('says which row is wrong, and why', () => {
    expect(readList(reader, 'ordine;totale\nW-1;tanto\n;5,00').faults).to.deep.equal([
      { row: 2, why: 'bad-amount', text: 'tanto' },
      { row: 3, why: 'no-id', text: '' },
    ]);
    expect(readList(reader, 'foo;bar\n1;2').faults[0]!.why).to.equal('no-order-column');
    expect(readList(reader, 'ordine\n1').faults[0]!.why).to.equal('no-total-column');
  });

  it('of differences runs no formula in a spreadsheet', () => {
    const { differences } = compareOrders([theirs('=HYPERLINK("x")')], [], always);
    const [, row] = differencesFile([...differences]).split('\r\n');
    expect(row).to.include(`"'=HYPERLINK(""x"")"`);
  });
});
