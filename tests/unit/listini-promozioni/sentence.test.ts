import { expect } from 'chai';
import { EVERYTHING } from '../../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import { sentenceOf } from '../../../modules/listini-promozioni/promotions/domain/sentence.ts';
import { makeDefinition } from '../../support/make/promotion.ts';

const DONNA = { attribute: 'line', in: ['Donna'] } as const;

describe('the sentence of a promotion', () => {
  it('says what is given, on which goods, to whom, where and when', () => {
    const definition = makeDefinition(
      { id: 'n-for-m', of: DONNA, size: 3, pay: 2 },
      {
        where: { regions: ['Lombardia'] },
        who: [{ kind: 'tier', in: ['Oro'] }],
        when: {
          from: '2026-12-05T00:00',
          to: '2026-12-31T00:00',
          weekdays: [6],
          hours: [{ from: 900, to: 1140 }],
        },
      },
    );
    expect(sentenceOf(definition)).to.deep.equal({
      it: '3×2 su linea Donna, solo per tessera Oro, in Lombardia, dal 5/12/2026 al 31/12/2026 escluso, sabato, dalle 15:00 alle 19:00.',
      en: '3 for 2 on line Donna, only for Oro card, in Lombardia, from 5/12/2026 until 31/12/2026, Saturday, from 15:00 to 19:00.',
    });
  });

  it('says conditions and limits with their amounts', () => {
    const definition = makeDefinition(
      { id: 'spend-threshold', of: EVERYTHING, minMinor: 10_000, amountMinor: 1_500 },
      { limits: { uses: 500, usesPerCustomer: 1, budgetMinor: 1_000_000 } },
    );
    expect(sentenceOf(definition).it).to.equal(
      '−15,00 € su tutti gli articoli, da 100,00 €, al massimo 500 volte, 1 per cliente, fino a 10.000,00 € di sconti.',
    );
  });

  it('names exclusions, bands and coupons', () => {
    const definition = makeDefinition({
      id: 'coupon',
      code: 'ESTATE15',
      percent: 15,
      of: {
        all: [
          DONNA,
          { not: { attribute: 'category', in: ['Borse'] } },
          { listPriceMinor: { min: 5_000 } },
        ],
      },
    });
    expect(sentenceOf(definition).it).to.equal(
      '−15 % su linea Donna, prezzo da 50,00 € in su, esclusi categoria Borse, con il codice ESTATE15.',
    );
  });

  for (const size of [2, 3, 4]) {
    it(`calls ${size} for ${size - 1} by its name`, () => {
      const { it: said } = sentenceOf(
        makeDefinition({ id: 'n-for-m', of: EVERYTHING, size, pay: size - 1 }),
      );
      expect(said).to.equal(`${size}×${size - 1} su tutti gli articoli.`);
    });
  }
});
