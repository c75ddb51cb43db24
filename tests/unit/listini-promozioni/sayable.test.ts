import { expect } from 'chai';
import { sayable } from '../../../modules/listini-promozioni/quotes/domain/sayable.ts';
import type { NearestMiss } from '../../../modules/listini-promozioni/engine/domain/priced-basket.ts';

const near = (name: string, miss: NearestMiss | null) => ({ miss, hint: { it: name, en: name } });

describe('what a clerk says of promotions within reach', () => {
  it('is the easiest first: one more piece, the card, then a sum', () => {
    const said = sayable(
      [
        near('una somma', { kind: 'amount', amountMinor: 10_00 }),
        near('la tessera', { kind: 'card' }),
        near('un pezzo', { kind: 'pieces', pieces: 1 }),
      ],
      50_00,
    );
    expect(said.map(({ it: words }) => words)).to.deep.equal([
      'un pezzo',
      'la tessera',
      'una somma',
    ]);
  });

  it('is no sum beyond one more purchase like this, and no code: those are the customer’s to bring', () => {
    const far = near('lontana', { kind: 'amount', amountMinor: 50_01 });
    const edge = near('vicina', { kind: 'amount', amountMinor: 50_00 });
    const code = near('codice', { kind: 'coupon' });
    expect(sayable([far, edge, code, near('nulla', null)], 50_00)).to.deep.equal([edge.hint]);
  });
});
