import { expect } from 'chai';
import type { PriceList } from '../../../modules/listini-promozioni/engine/domain/price-list.ts';
import {
  compileSnapshot,
  withPriceLists,
} from '../../../modules/listini-promozioni/engine/domain/snapshot.ts';
import { price } from '../../../modules/listini-promozioni/engine/domain/price.ts';
import { item, list, priced, SATURDAY, source, type Ask } from './engine-make.ts';

const shirt = (amountMinor: number, more = {}) => ({ itemId: 'shirt', amountMinor, ...more });

function shirtPrice(
  priceLists: PriceList[],
  ask: Partial<Ask> = {},
  items = source().items,
): number {
  return priced(source({ priceLists, items }), { lines: [['shirt', 1]], ...ask }).lines[0]!
    .listPriceMinor;
}

describe('the list price', () => {
  const base = list('base', { entries: [shirt(2000)] });

  it('is that of the most specific list: customer, tier, location, group, channel, everywhere', () => {
    const customer = { id: 'anna', hasCard: true, tier: 'gold' };
    const lists = [
      base,
      list('channel', { scope: { channels: ['store'] }, entries: [shirt(1900)] }),
      list('group', { scope: { groups: ['city'] }, entries: [shirt(1800)] }),
      list('location', { scope: { locations: ['MI01'] }, entries: [shirt(1700)] }),
      list('tier', { scope: { tiers: ['gold'] }, entries: [shirt(1600)] }),
      list('customer', { scope: { customers: ['anna'] }, entries: [shirt(1500)] }),
    ];
    const prices = lists.map((_, n) => shirtPrice(lists.slice(0, n + 1), { customer }));
    expect(prices).to.deep.equal([2000, 1900, 1800, 1700, 1600, 1500]);
    expect(shirtPrice(lists)).to.equal(1700);
    expect(shirtPrice(lists, { locationId: 'RM01' })).to.equal(1800);
    expect(shirtPrice(lists, { locationId: null, channel: 'web', companyId: 'it' })).to.equal(2000);
  });

  it('goes by priority before specificity', () => {
    const loud = list('loud', { priority: 5, entries: [shirt(2500)] });
    const local = list('local', { scope: { locations: ['MI01'] }, entries: [shirt(1700)] });
    expect(shirtPrice([local, loud])).to.equal(2500);
  });

  it('is that of the item over that of its style, and of the highest break reached by all its lines', () => {
    const styles = list('styles', { entries: [{ styleId: 'shirts', amountMinor: 1800 }] });
    expect(shirtPrice([styles])).to.equal(1800);
    expect(shirtPrice([styles, base])).to.equal(2000);
    const breaks = list('breaks', {
      entries: [shirt(2000), shirt(1500, { minQuantity: 10 }), shirt(1200, { minQuantity: 20 })],
    });
    expect(shirtPrice([breaks], { lines: [['shirt', 9]] })).to.equal(2000);
    expect(shirtPrice([breaks], { lines: [['shirt', 10]] })).to.equal(1500);
    expect(
      shirtPrice([breaks], {
        lines: [
          ['shirt', 12],
          ['shirt', 8],
        ],
      }),
    ).to.equal(1200);
  });

  it('begins and ends on the clocks of the shop', () => {
    const saldi = list('saldi', {
      scope: { channels: ['store'] },
      from: '2026-12-01T00:00',
      to: '2026-12-02T00:00',
      entries: [shirt(1000)],
    });
    const at = (instant: string, locationId: string) =>
      shirtPrice([base, saldi], { locationId, at: new Date(instant) });
    expect(at('2026-11-30T22:59:59Z', 'MI01')).to.equal(2000);
    expect(at('2026-11-30T23:00:00Z', 'MI01')).to.equal(1000);
    expect(at('2026-11-30T23:00:00Z', 'LON1')).to.equal(2000);
    expect(at('2026-12-01T23:00:00Z', 'MI01')).to.equal(2000);
    expect(at('2026-12-01T23:00:00Z', 'LON1')).to.equal(1000);
  });

  it('takes, of prices in one list, the one whose period it is', () => {
    const planned = list('planned', {
      entries: [
        shirt(2000, { to: '2026-12-01' }),
        shirt(2200, { from: '2026-12-01', to: '2027-01-01' }),
      ],
    });
    expect(shirtPrice([planned])).to.equal(2000);
    expect(shirtPrice([planned], { at: new Date('2026-12-01T12:00:00Z') })).to.equal(2200);
  });

  it('of a list by formula is another list changed, with its ending, not below floor or margin', () => {
    const outlet = (formula: object) =>
      list('outlet', {
        scope: { groups: ['outlet'] },
        formula: { baseListId: 'base', percent: -30, ...formula },
      });
    const at = { locationId: 'OUT1' };
    const items = [item('shirt', { costMinor: 1000 })];
    const charm = { everyMinor: 100, endingsMinor: [90], direction: 'down' } as const;
    const from = list('base', { entries: [shirt(2000)] });
    expect(shirtPrice([from, outlet({})], at)).to.equal(1400);
    expect(shirtPrice([from, outlet({ amountMinor: -5 })], at)).to.equal(1395);
    expect(shirtPrice([from, outlet({ charm })], at)).to.equal(1390);
    expect(shirtPrice([from, outlet({ floorMinor: 1500 })], at)).to.equal(1500);
    expect(shirtPrice([from, outlet({ floorMinor: 1500, charm })], at)).to.equal(1590);
    // 20 % of the price without VAT: 10.00 / 0.8 = 12.50, with VAT 15.25.
    expect(shirtPrice([from, outlet({ minimumMarginPercent: 20 })], at, items)).to.equal(1525);
    expect(shirtPrice([from, outlet({})])).to.equal(2000);
  });

  it('is never worked out in a circle', () => {
    const circle = [
      list('a', { formula: { baseListId: 'b' } }),
      list('b', { formula: { baseListId: 'a' } }),
    ];
    expect(shirtPrice([...circle, base])).to.equal(2000);
  });

  it('without VAT gets it where prices are with', () => {
    const net = list('net', { vatIncluded: false, entries: [shirt(1000)] });
    expect(shirtPrice([net])).to.equal(1220);
  });

  it('in another currency is not a price', () => {
    const answer = priced(source({ priceLists: [base] }), {
      lines: [['shirt', 1]],
      currency: 'GBP',
    });
    expect(answer.lines[0]!.price).to.deep.include({ source: 'none', listId: null });
  });

  it('says which lists were asked and which one won', () => {
    const local = list('local', { scope: { locations: ['MI01'] }, entries: [] });
    const old = list('old', {
      scope: { channels: ['store'] },
      to: '2026-01-01',
      entries: [shirt(1)],
    });
    const { price: trace } = priced(source({ priceLists: [base, local, old] }), {
      lines: [['shirt', 1]],
    }).lines[0]!;
    expect(trace).to.deep.include({ source: 'list', listId: 'base' });
    expect(trace.asked.map(({ listId, outcome }) => `${listId} ${outcome}`)).to.deep.equal([
      'local no-price',
      'old not-in-force',
      'base won',
    ]);
  });

  it('changes with the publication of one list, and not in the snapshot before it', () => {
    const first = compileSnapshot(source({ priceLists: [base] }));
    const next = withPriceLists(first, '8', [list('base', { entries: [shirt(2100)] })]);
    const basket = {
      channel: 'store',
      locationId: 'MI01',
      currency: 'EUR',
      customer: null,
      lines: [{ lineId: '1', itemId: 'shirt', quantity: 1 }],
    };
    const before = price(first, basket, SATURDAY);
    const after = price(next, basket, SATURDAY);
    expect([before.snapshotVersion, before.totals.totalMinor]).to.deep.equal(['7', 2000]);
    expect([after.snapshotVersion, after.totals.totalMinor]).to.deep.equal(['8', 2100]);
  });
});
