import { expect } from 'chai';
import fc from 'fast-check';
import { allBits, hasBit } from '../../../modules/listini-promozioni/engine/domain/bits.ts';
import { Catalogue } from '../../../modules/listini-promozioni/engine/domain/catalogue.ts';
import type { Facts } from '../../../modules/listini-promozioni/engine/domain/compiled-query.ts';
import { ItemIndex } from '../../../modules/listini-promozioni/engine/domain/item-index.ts';

const word = fc.constantFrom('a', 'b', 'c', 'd');
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const attributes = fc.record(
  { brand: word, line: words, colour: word },
  { requiredKeys: ['brand', 'line'] },
);
const items = fc.array(attributes, { minLength: 1, maxLength: 5 });

/** What promotions ask for: brands, lines, colours, single items and styles. */
const facts = fc
  .record(
    {
      brand: words,
      line: words,
      colour: words,
      item: fc.uniqueArray(fc.constantFrom('i0', 'i1', 'i2'), { minLength: 1 }),
      style: fc.uniqueArray(fc.constantFrom('s0', 's1'), { minLength: 1 }),
    },
    { requiredKeys: [] },
  )
  .map(
    (wanted): Facts =>
      new Map(Object.entries(wanted).map(([name, values]) => [name, new Set(values)])),
  );

describe('from an item to the promotions that may be about it', () => {
  it('are exactly those whose every fact it has, each once, with sets, with lists, and with some of both', () => {
    fc.assert(
      fc.property(
        items,
        fc.array(facts, { minLength: 1, maxLength: 40 }),
        fc.array(fc.boolean()),
        (goods, asked, standing) => {
          const catalogue = new Catalogue(
            goods.map((one, n) => ({
              id: `i${n}`,
              styleId: `s${n % 2}`,
              vatRate: 22,
              attributes: { item: `i${n}`, style: `s${n % 2}`, ...one },
            })),
          );
          const among = allBits(asked.length);
          standing
            .slice(0, asked.length)
            .forEach((stays, n) => !stays && (among[n >>> 5]! &= ~(1 << (n & 31))));
          for (const narrow of [-1, 0.5, Infinity]) {
            const index = new ItemIndex(asked, catalogue, narrow);
            const search = index.within(among);
            goods.forEach((one, item) => {
              const values: Record<string, readonly string[]> = {
                item: [`i${item}`],
                style: [`s${item % 2}`],
                brand: [one.brand],
                line: one.line,
                colour: one.colour === undefined ? [] : [one.colour],
              };
              const found: number[] = [];
              search.eachAbout(item, (promotion) => found.push(promotion));
              const wanted = asked.flatMap((fact, promotion) =>
                hasBit(among, promotion) &&
                [...fact].every(([name, some]) => values[name]!.some((value) => some.has(value)))
                  ? [promotion]
                  : [],
              );
              expect(found.toSorted((a, b) => a - b)).to.deep.equal(wanted);
            });
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
