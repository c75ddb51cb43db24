import { expect } from 'chai';
import { apportion } from '../../../modules/listini-promozioni/engine/domain/apportion.ts';

const EXACT = { remainder: 'largest', mode: 'halfUp', step: 1 } as const;
const taker = (count: number, weight: number, cap = Infinity) => ({ count, weight, cap });

describe('an amount that is shared', () => {
  it('stays where it is when nobody is there to take of it', () => {
    expect(apportion(700, [], EXACT)).to.deep.equal([]);
  });

  it('gives the cent that does not divide to the first of equal pieces', () => {
    expect(apportion(100, [taker(3, 999)], EXACT)).to.deep.equal([
      [
        { count: 1, amount: 34 },
        { count: 2, amount: 33 },
      ],
    ]);
  });

  it('goes on to the others where one of them can take no more', () => {
    expect(apportion(90, [taker(1, 100, 10), taker(1, 100), taker(1, 50)], EXACT)).to.deep.equal([
      [{ count: 1, amount: 10 }],
      [{ count: 1, amount: 53 }],
      [{ count: 1, amount: 27 }],
    ]);
  });

  it('passes by whoever has no price or no room', () => {
    expect(apportion(9, [taker(1, 0), taker(2, 5, 0), taker(1, 5)], EXACT)).to.deep.equal([
      [{ count: 1, amount: 0 }],
      [{ count: 2, amount: 0 }],
      [{ count: 1, amount: 9 }],
    ]);
  });

  it('is lost where it is more than all together can take', () => {
    expect(apportion(100, [taker(2, 10, 10), taker(1, 30, 30)], EXACT)).to.deep.equal([
      [{ count: 2, amount: 10 }],
      [{ count: 1, amount: 30 }],
    ]);
  });
});
