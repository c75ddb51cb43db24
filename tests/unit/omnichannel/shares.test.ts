import { expect } from 'chai';
import { freezeShares } from '../../../modules/omnichannel/orders/domain/shares.ts';

describe('the frozen share of each piece', () => {
  it('splits a discount over equal pieces without losing a cent', () => {
    const [units] = freezeShares(
      [{ quantity: 3, unitPriceMinor: 1000, vatRate: 22, discountsMinor: [100] }],
      0,
    );

    expect(units!.map(({ discountMinor }) => discountMinor)).to.deep.equal([34, 33, 33]);
    expect(units!.map(({ paidMinor }) => paidMinor)).to.deep.equal([966, 967, 967]);
  });

  it('gives no piece more discount than its price, however the discounts are cut', () => {
    const [units] = freezeShares(
      [{ quantity: 3, unitPriceMinor: 1, vatRate: 22, discountsMinor: [1, 1, 1] }],
      0,
    );

    expect(units!.map(({ paidMinor }) => paidMinor)).to.deep.equal([0, 0, 0]);
    expect(units!.map(({ discountShares }) => discountShares)).to.deep.equal([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('takes VAT out of the total of each rate, as the fiscal document does', () => {
    const [shirts, book] = freezeShares(
      [
        { quantity: 2, unitPriceMinor: 2500, vatRate: 22, discountsMinor: [] },
        { quantity: 1, unitPriceMinor: 2000, vatRate: 4, discountsMinor: [] },
      ],
      0,
    );

    // 50.00 at 22 % contains 9.02; 20.00 at 4 % contains 0.77.
    expect(shirts!.map(({ vatMinor }) => vatMinor)).to.deep.equal([451, 451]);
    expect(book!.map(({ vatMinor }) => vatMinor)).to.deep.equal([77]);
  });

  it('shares the shipping in proportion to what each piece costs', () => {
    const [coat, scarf] = freezeShares(
      [
        { quantity: 1, unitPriceMinor: 9000, vatRate: 22, discountsMinor: [] },
        { quantity: 1, unitPriceMinor: 1000, vatRate: 22, discountsMinor: [] },
      ],
      590,
    );

    expect(coat![0]!.shippingMinor).to.equal(531);
    expect(scarf![0]!.shippingMinor).to.equal(59);
  });
});
