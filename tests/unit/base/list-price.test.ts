import { expect } from 'chai';
import fc from 'fast-check';
import { withVat } from '../../../modules/base/pricing/list-price.ts';

const line = (lineId: string, payMinor: number, quantity: number, vatRate: number) => ({
  lineId,
  itemId: lineId,
  quantity,
  pieces: [{ quantity, listPriceMinor: payMinor, discounts: [], payMinor }],
  totalMinor: payMinor * quantity,
  vatRate,
});

describe('the VAT of a basket', () => {
  it('is taken out of the total of the document, not line by line', () => {
    const { vat, lines } = withVat([line('a', 990, 1, 22), line('b', 990, 1, 22)]);
    expect(vat).to.deep.equal([{ rate: 22, grossMinor: 1_980, vatMinor: 357 }]);
    expect(lines.map(({ vatMinor }) => vatMinor)).to.deep.equal([179, 178]);
  });

  it('is told rate by rate, highest first', () => {
    const { vat } = withVat([line('book', 1_040, 1, 4), line('coat', 19_900, 2, 22)]);
    expect(vat).to.deep.equal([
      { rate: 22, grossMinor: 39_800, vatMinor: 7_177 },
      { rate: 4, grossMinor: 1_040, vatMinor: 40 },
    ]);
  });

  it('loses and invents no cent when it is shared among lines', () => {
    const lines = fc.array(
      fc.record({
        pay: fc.integer({ min: 0, max: 200_000 }),
        quantity: fc.integer({ min: 1, max: 20 }),
        rate: fc.constantFrom(22, 10, 5, 4, 0),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const priced = withVat(
          given.map(({ pay, quantity, rate }, place) => line(String(place), pay, quantity, rate)),
        );
        return priced.vat.every(({ rate, vatMinor }) => {
          const shares = priced.lines.filter(({ vatRate }) => vatRate === rate);
          return shares.reduce((sum, share) => sum + share.vatMinor, 0) === vatMinor;
        });
      }),
    );
  });
});
