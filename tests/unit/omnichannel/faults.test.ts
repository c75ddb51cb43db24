import { expect } from 'chai';
import {
  faultsOf,
  totalOf,
  type Known,
  type OrderToCheck,
} from '../../../modules/omnichannel/orders/domain/faults.ts';

const GTIN = '8050000000011';
const KNOWN: Known = {
  channel: { currency: 'EUR' },
  location: { active: true, pickupEnabled: true },
  paused: false,
  slotFree: false,
  vatRates: new Map([[GTIN, 22]]),
  cardUnknown: false,
  priced: null,
};
const line = (given: object = {}) => ({
  externalLineId: '1',
  gtin: GTIN,
  quantity: 1,
  unitPriceMinor: 100_00,
  vatRate: 22,
  ...given,
});
const order = (given: Partial<OrderToCheck> = {}): OrderToCheck => ({
  channel: 'web',
  locationId: 'MI01',
  contractFlow: 'B',
  currency: 'EUR',
  lines: [line()],
  ...given,
});
const found = (given: Partial<OrderToCheck>, known: Partial<Known> = {}): string[] =>
  faultsOf(order(given), { ...KNOWN, ...known }).map(({ pointer, fault }) => `${pointer} ${fault}`);
const card = (amountMinor: number, providerRef?: string) => ({
  kind: 'card',
  amountMinor,
  ...(providerRef ? { providerRef } : {}),
});

describe('what keeps an order from being accepted', () => {
  it('is nothing, when there is nothing wrong', () => {
    expect(found({})).to.deep.equal([]);
    expect(found({ contractFlow: 'A', payments: [card(100_00)] })).to.deep.equal([]);
  });

  it('is a shop or a channel that is not there for it', () => {
    expect(found({}, { location: null })).to.deep.equal(['/locationId unknown-location']);
    expect(found({}, { location: { active: false, pickupEnabled: true } })).to.deep.equal([
      '/locationId location-closed',
    ]);
    expect(found({}, { channel: null })).to.deep.equal(['/channel unknown-channel']);
  });

  it('is a card nobody has', () => {
    expect(found({}, { cardUnknown: true })).to.deep.equal(['/customer/card unknown-card']);
  });

  it('is a line without a price, unless the order asks for ours, and then a line with one', () => {
    const { unitPriceMinor: _, ...bare } = line();
    expect(found({ lines: [bare] })).to.deep.equal(['/lines/0/unitPriceMinor price-missing']);
    const priced = { totalMinor: 80_00, badCoupons: [] };
    expect(found({ lines: [bare], totalMinor: 80_00 }, { priced })).to.deep.equal([]);
    expect(found({}, { priced })).to.deep.equal(['/lines/0 price-given']);
  });

  it('is a total other than what our prices say, and a code that is no good', () => {
    const { unitPriceMinor: _, ...bare } = line();
    const badCoupons = [{ place: 1, because: 'expired' }];
    expect(
      found(
        { lines: [bare], totalMinor: 90_00, payments: [card(90_00)] },
        { priced: { totalMinor: 80_00, badCoupons } },
      ),
    ).to.deep.equal([
      '/pricing/coupons/1 coupon-not-good',
      '/totalMinor wrong-total',
      '/payments paid-above-total',
    ]);
    const unknown = { totalMinor: null, badCoupons: [] };
    expect(found({ lines: [bare], totalMinor: 90_00 }, { priced: unknown })).to.deep.equal([]);
  });

  it('is VAT that is not the item’s', () => {
    expect(found({ lines: [line({ vatRate: 10 })] })).to.deep.equal([
      '/lines/0/vatRate wrong-vat-rate',
    ]);
  });

  it('is money that does not fit the way the contract was born', () => {
    expect(found({ contractFlow: 'A' })).to.deep.equal(['/payments not-paid-in-full']);
    expect(found({ contractFlow: 'C', payments: [card(1)] })).to.deep.equal([
      '/payments paid-before-commitment',
    ]);
    expect(found({ payments: [card(100_01)] })).to.deep.equal(['/payments paid-above-total']);
  });

  it('is a line or a payment sent twice', () => {
    expect(found({ lines: [line(), line()] })).to.deep.equal([
      '/lines/1/externalLineId line-twice',
    ]);
    expect(found({ payments: [card(1, 'pi_1'), card(1, 'pi_1')] })).to.deep.equal([
      '/payments/1 payment-twice',
    ]);
    // Two payments nobody numbered may be two payments.
    expect(found({ payments: [card(1), card(1)] })).to.deep.equal([]);
  });

  it('is more than any consumer buys', () => {
    expect(found({ lines: [line({ quantity: 501 })] })).to.deep.equal(['/lines too-many-pieces']);
    expect(
      found({ lines: [line({ quantity: 500, unitPriceMinor: 100_000_000_00 })] }),
    ).to.deep.equal(['/lines total-too-high']);
  });

  it('is a total that is not goods less discounts plus shipping', () => {
    const lines = [line({ quantity: 2, discounts: [{ amountMinor: 50_00 }] })];
    expect(totalOf({ lines, shippingMinor: 5_90 })).to.equal(155_90);
    expect(found({ lines, shippingMinor: 5_90, totalMinor: 155_90 })).to.deep.equal([]);
    expect(found({ lines, totalMinor: 155_90 })).to.deep.equal(['/totalMinor wrong-total']);
  });
});
