import { expect } from 'chai';
import { freezeShares } from '../../../modules/omnichannel/orders/domain/shares.ts';
import { planRefund } from '../../../modules/omnichannel/refunds/domain/plan.ts';
import {
  proposeDestination,
  type Candidate,
} from '../../../modules/omnichannel/returns/domain/destination.ts';
import {
  exchangePrices,
  exchangeSum,
} from '../../../modules/omnichannel/returns/domain/exchange.ts';
import {
  beyondCapacity,
  fiscalWay,
  mayVoid,
} from '../../../modules/omnichannel/returns/domain/fiscal.ts';
import {
  afterDeduction,
  amountsByRate,
  goodsMinor,
  shippingBack,
  type SoldUnit,
} from '../../../modules/omnichannel/returns/domain/reckoning.ts';
import { makeTerms } from '../../support/make/return-terms.ts';

/** Pieces of an order as they were frozen on the day of sale, one line each. */
function sold(
  prices: readonly number[],
  shippingMinor = 0,
  rates: readonly number[] = [],
): SoldUnit[] {
  const lines = prices.map((unitPriceMinor, place) => ({
    quantity: 1,
    unitPriceMinor,
    vatRate: rates[place] ?? 22,
    discountsMinor: [],
  }));
  return freezeShares(lines, shippingMinor).flatMap((units, place) =>
    units.map((unit) => ({
      ...unit,
      lineId: `line-${place}`,
      vatRate: lines[place]!.vatRate,
    })),
  );
}
const withdrawn = (units: readonly SoldUnit[]) =>
  units.map((unit) => ({ ...unit, reason: 'withdrawal' as const }));

describe('what a return comes to', () => {
  const facts = {
    ...{ complete: true, exchange: false, before: [], exchanged: [] },
    ...{ givenBackMinor: 0, standardMinor: 5_90 },
    givenBackByRate: new Map<number, number>(),
  };

  it('gives back the cheapest delivery with all of an order: 120.00 + 5.90', () => {
    const units = sold([80_00, 40_00], 12_90);
    const shipping = shippingBack(withdrawn(units), {
      ...facts,
      collected: units,
      shareFor: [],
    });
    const goods = units.reduce((sum, unit) => sum + goodsMinor(unit), 0);
    expect(goods + shipping.amountMinor).to.equal(125_90);
  });

  it('gives no shipping with a part, all that is due with the last part, and its share for our mistake', () => {
    const units = sold([80_00, 40_00], 12_90);
    const [first, second] = withdrawn(units);
    const given = { ...facts, collected: units, shareFor: ['error' as const] };
    expect(shippingBack([first!], given).amountMinor).to.equal(0);
    expect(shippingBack([second!], { ...given, before: [first!] }).amountMinor).to.equal(5_90);
    const ours = { ...second!, reason: 'error' as const };
    expect(shippingBack([ours], given).amountMinor).to.equal(4_30);
  });

  it('gives no shipping with an exchange, and all that is due when the new piece is withdrawn from', () => {
    const [coat] = sold([80_00], 12_90);
    const [fresh] = sold([80_00]).map((unit) => ({ ...unit, lineId: 'in its place' }));
    const given = { ...facts, shareFor: ['error' as const] };
    const exchanged = shippingBack(withdrawn([coat!]), {
      ...given,
      collected: [coat!],
      exchange: true,
    });
    expect(exchanged).to.deep.include({ amountMinor: 0, byRate: new Map() });
    const back = { ...given, collected: [coat!, fresh!], exchanged: [coat!] };
    expect(shippingBack(withdrawn([fresh!]), back).amountMinor).to.equal(5_90);
    const defective = [{ ...fresh!, reason: 'guarantee' as const }];
    expect(shippingBack(defective, back).amountMinor).to.equal(0);
  });

  it('takes the rest of the shipping off the rates that have not given theirs back', () => {
    const [first, second] = sold([80_00, 40_00], 12_00);
    const mixed = [first!, { ...second!, vatRate: 10 }];
    const given = {
      ...facts,
      collected: mixed,
      shareFor: ['error' as const],
      standardMinor: 12_00,
    };
    const ours = { ...mixed[0]!, reason: 'error' as const };
    const share = shippingBack([ours], given);
    expect([...share.byRate]).to.deep.equal([[22, 8_00]]);
    const rest = shippingBack(withdrawn([mixed[1]!]), {
      ...given,
      before: [ours],
      givenBackMinor: 8_00,
      givenBackByRate: share.byRate,
    });
    expect(rest.amountMinor).to.equal(4_00);
    expect([...rest.byRate]).to.deep.equal([[10, 4_00]]);
  });

  it('takes VAT out of the total of each rate of the document', () => {
    const units = sold([9_90, 9_90]);
    expect(amountsByRate(units, new Map())).to.deep.equal([
      { rate: 22, grossMinor: 19_80, netMinor: 16_23, vatMinor: 3_57 },
    ]);
    const web = sold([49_00]);
    expect(amountsByRate(web, new Map())).to.deep.equal([
      { rate: 22, grossMinor: 49_00, netMinor: 40_16, vatMinor: 8_84 },
    ]);
    expect(afterDeduction([{ rate: 22, grossMinor: 220_00 }], 40_00)).to.deep.equal([
      { rate: 22, grossMinor: 180_00, netMinor: 147_54, vatMinor: 32_46 },
    ]);
  });

  it('goes back on two tenders in proportion, and what is left of them with the rest', () => {
    const payments = [
      { paymentKey: 'card', kind: 'card', providerRef: 'a', atCounter: false, paidMinor: 69_00 },
      {
        paymentKey: 'paypal',
        kind: 'paypal',
        providerRef: 'b',
        atCounter: false,
        paidMinor: 50_00,
      },
    ];
    const split = (amountMinor: number, left: readonly number[]) => {
      const plan = planRefund({
        amountMinor,
        payments: payments.map((payment, place) => ({ ...payment, leftMinor: left[place]! })),
      });
      return 'fault' in plan ? plan : plan.parts.map((part) => part.amountMinor);
    };
    expect(split(49_00, [69_00, 50_00])).to.deep.equal([28_41, 20_59]);
    expect(split(70_00, [40_59, 29_41])).to.deep.equal([40_59, 29_41]);
  });

  it('is documented as the sale was', () => {
    const way = (
      kind: 'register' | 'server-receipt' | 'shop-receipt' | 'invoice',
      sameShop = false,
      soldByOthers = false,
    ) => {
      const document = { kind, reference: '99MEX012345 / 0532-0007', issuedOn: '2026-05-12' };
      const { channel, manual } = fiscalWay({ document, soldByOthers, sameShop });
      return [channel, manual];
    };
    expect(way('register')).to.deep.equal(['web-register', false]);
    expect(way('server-receipt', true)).to.deep.equal(['rt-return', true]);
    expect(way('shop-receipt', true)).to.deep.equal(['rt-return', false]);
    expect(way('shop-receipt', false)).to.deep.equal(['rt-return', true]);
    expect(way('invoice')).to.deep.equal(['credit-note', false]);
    expect(way('register', false, true)).to.deep.equal(['seller', false]);
  });

  it('returns no more of a receipt than what is left of each VAT rate, and voids only what is whole', () => {
    const receipt = new Map([
      [22, 50_00],
      [4, 20_00],
    ]);
    const shirt = new Map([[22, 50_00]]);
    expect(beyondCapacity(receipt, new Map(), shirt)).to.equal(null);
    expect(beyondCapacity(receipt, shirt, new Map([[22, 5_00]]))).to.deep.equal({
      rate: 22,
      leftMinor: 0,
    });
    expect(mayVoid(receipt, new Map(), receipt)).to.equal(true);
    expect(mayVoid(receipt, shirt, receipt)).to.equal(false);
    expect(mayVoid(receipt, new Map(), shirt)).to.equal(false);
  });

  it('prices a new size by the day of sale and what it costs more today, anything else as today', () => {
    const old = [{ styleId: 'coat', goodsMinor: 80_00, todayMinor: 100_00 }];
    const fresh = (styleId: string, todayMinor: number) => ({ styleId, todayMinor });
    expect(exchangePrices(old, [fresh('coat', 100_00)])).to.deep.equal([80_00]);
    expect(exchangePrices(old, [fresh('coat', 110_00), fresh('coat', 110_00)])).to.deep.equal([
      90_00, 110_00,
    ]);
    expect(exchangePrices(old, [fresh('coat', 5_00)])).to.deep.equal([0]);
    expect(exchangePrices(old, [fresh('belt', 30_00)])).to.deep.equal([30_00]);
    expect(exchangeSum(80_00, [30_00])).to.include({
      backMinor: 50_00,
      dueMinor: 0,
      usedMinor: 30_00,
    });
    expect(exchangeSum(80_00, [110_00])).to.include({ backMinor: 0, dueMinor: 30_00 });
  });

  it('proposes the shop that sells the style and lacks the size, the one with most of it first', () => {
    const place = (locationId: string, given: Partial<Candidate>): Candidate => ({
      locationId,
      name: locationId,
      kind: 'store',
      ofItem: 1,
      ofStyle: 5,
      metres: 1_000,
      ...given,
    });
    const piece = {
      grade: 'A' as const,
      category: 'Cappotti',
      words: 'Nero 40',
      here: place('MI01', { ofItem: 2 }),
      owner: null,
    };
    const propose = (others: readonly Candidate[], given: Partial<typeof piece> = {}) =>
      proposeDestination(makeTerms(), { ...piece, ...given, others });
    const torino = place('TO01', { ofItem: 0, ofStyle: 7 });
    const roma = place('RM01', { ofItem: 0, ofStyle: 9, metres: 500_000 });
    const empty = place('FI01', { ofItem: 0, ofStyle: 0 });
    expect(propose([torino, roma, empty])).to.include({ kind: 'store', toLocationId: 'RM01' });
    expect(propose([empty]).kind).to.equal('restock');
    expect(propose([roma], { here: place('MI01', { ofItem: 0 }) }).why.it).to.match(/finito/);
    expect(propose([roma], { grade: 'C' as 'A' }).kind).to.equal('damaged');
    const franchise = { owner: place('VR01', {}) as unknown as null };
    expect(propose([roma], franchise)).to.include({ kind: 'store', toLocationId: 'VR01' });
  });
});
