import { expect } from 'chai';
import fc from 'fast-check';
import { readMoney, readWhole } from '../../../modules/base/imports/domain/numbers.ts';

/** Every way in which files write so many cents. */
function spellingsOf(minor: number): string[] {
  const euro = String(Math.floor(minor / 100));
  const cents = String(minor % 100).padStart(2, '0');
  const grouped = (sign: string) => euro.replace(/\B(?=(\d{3})+$)/g, sign);
  return [
    `${euro},${cents}`,
    `${euro}.${cents}`,
    `${grouped('.')},${cents}`,
    `${grouped(',')}.${cents}`,
    `${grouped(' ')},${cents} €`,
    ...(cents === '00' ? [euro, grouped('.'), grouped(','), `${euro},000`] : []),
    ...(cents.endsWith('0') ? [`${euro},${cents[0]}`, `${euro},${cents}0`] : []),
  ];
}

const amount = fc.oneof(
  fc.integer({ min: 0, max: 99_999_999_99 }),
  fc.integer({ min: 0, max: 9_999_999 }).map((euro) => euro * 100),
);

describe('a number in a file', () => {
  it('is what was written or refused, never another one', () => {
    fc.assert(
      fc.property(amount, (minor) => {
        for (const text of spellingsOf(minor)) {
          expect(readMoney({ text, isNumber: false }), text).to.be.oneOf([minor, 'ambiguous']);
        }
        const sure = `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
        expect(readMoney({ text: sure, isNumber: false })).to.equal(minor);
      }),
    );
  });

  it('of a spreadsheet is that number to the cent, and refused when it is finer', () => {
    const thousandths = fc.integer({ min: 0, max: 999_999_999 });
    fc.assert(
      fc.property(thousandths, (value) => {
        const read = readMoney({ text: String(value / 1_000), isNumber: true });
        expect(read).to.equal(value % 10 === 0 ? value / 10 : 'finer');
      }),
    );
  });

  it('of pieces is what was written or refused, grouped or with noughts behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (pieces) => {
        const grouped = (sign: string) => String(pieces).replace(/\B(?=(\d{3})+$)/g, sign);
        const texts = [`${pieces}`, `${pieces},0`, `${pieces}.00`, `${pieces},000`];
        for (const text of [...texts, grouped('.'), grouped(',')]) {
          expect(readWhole({ text, isNumber: false }), text).to.be.oneOf([pieces, 'ambiguous']);
        }
        expect(readWhole({ text: `${pieces}`, isNumber: false })).to.equal(pieces);
      }),
    );
  });
});
