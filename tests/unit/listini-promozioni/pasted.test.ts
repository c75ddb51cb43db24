import { expect } from 'chai';
import {
  readColumn,
  readPasted,
} from '../../../modules/listini-promozioni/price-lists/ui/pasted.ts';

const italian = { language: 'it' } as const;
const english = { language: 'en' } as const;

describe('prices pasted from a sheet', () => {
  it('are read as an Italian sheet shows them; what it computed is a flaw, on the first line too', () => {
    const { prices, flaws } = readPasted(
      italian,
      '8050000000021\t69,965\n8050000000038\t1.234,50\n8050000000045\t33,3333333\nCAPPOTTO\t1.234',
    );
    expect(prices).to.deep.equal([
      { line: 2, text: '8050000000038\t1.234,50', gtin: '8050000000038', amountMinor: 1_234_50 },
      { line: 4, text: 'CAPPOTTO\t1.234', styleCode: 'CAPPOTTO', amountMinor: 1_234_00 },
    ]);
    expect(flaws.map(({ line, why }) => [line, why])).to.deep.equal([
      [1, 'decimals'],
      [3, 'decimals'],
    ]);
  });

  it('are read as an English sheet shows them where the person reads English', () => {
    const { prices, flaws } = readPasted(english, 'CODE\tPrice\nA1\t1,234\nA2\t69.965');
    expect(prices.map(({ amountMinor }) => amountMinor)).to.deep.equal([1_234_00]);
    expect(flaws.map(({ line, why }) => [line, why])).to.deep.equal([[3, 'decimals']]);
  });

  it('are told line by line in a single column, too; an empty line leaves its item alone', () => {
    expect(readColumn(italian, '69,96\n\n69,965\ngratis\n-5\n1.234\n')).to.deep.equal({
      amounts: [69_96, null, null, null, null, 1_234_00],
      flaws: [
        { line: 3, text: '69,965', why: 'decimals' },
        { line: 4, text: 'gratis', why: 'no-price' },
        { line: 5, text: '-5', why: 'negative' },
      ],
    });
  });
});
