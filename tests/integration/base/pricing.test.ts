import { expect } from 'chai';
import { priceBasket, registerPricing, type Basket } from '../../../modules/base/api.ts';
import { priceAtList } from '../../../modules/base/pricing/list-price.ts';
import { resetPricing } from '../../../modules/base/pricing/pricing.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeItem } from '../../support/make/item.ts';

describe('the price of a basket', () => {
  const database = useDatabase();
  afterEach(resetPricing);

  const basket = (lines: Basket['lines']): Basket => ({
    channel: 'store',
    locationId: 'MI01',
    customerId: null,
    currency: 'EUR',
    instant: new Date('2026-11-22T10:00:00Z'),
    coupons: [],
    lines,
  });
  const price = (lines: Basket['lines']) =>
    priceBasket({ sql: database.db, actor: makeActor(), now: new Date() }, basket(lines));

  it('is the list price of every piece when no module prices otherwise', async () => {
    const coat = await makeItem(database.db, { listPriceMinor: 24_900 });
    const book = await makeItem(database.db, { listPriceMinor: 1_040, vatRate: 4 });
    const priced = await price([
      { lineId: 'a', itemId: coat, quantity: 2 },
      { lineId: 'b', itemId: book, quantity: 1 },
      { lineId: 'c', itemId: coat, quantity: 1 },
    ]);
    expect(priced.totalMinor).to.equal(75_740);
    expect(priced.vat).to.deep.equal([
      { rate: 22, grossMinor: 74_700, vatMinor: 13_470 },
      { rate: 4, grossMinor: 1_040, vatMinor: 40 },
    ]);
    expect(priced.lines[0]).to.deep.equal({
      lineId: 'a',
      itemId: coat,
      quantity: 2,
      pieces: [{ quantity: 2, listPriceMinor: 24_900, discounts: [], payMinor: 24_900 }],
      totalMinor: 49_800,
      vatRate: 22,
      vatMinor: 8_980,
    });
    expect(priced.lines.map(({ vatMinor }) => vatMinor)).to.deep.equal([8_980, 40, 4_490]);
    expect(priced.pricedBy.engine).to.equal('list-price');
  });

  it('is refused for an item the catalogue does not have, by name', async () => {
    const unknown = newId();
    const outcome = await price([{ lineId: 'a', itemId: unknown, quantity: 1 }]).catch(
      (error: unknown) => error,
    );
    expect(outcome).to.be.instanceOf(Refusal);
    expect((outcome as Refusal).extension).to.deep.equal({ items: [unknown] });
  });

  it('is another module’s to say as soon as that module starts', async () => {
    registerPricing({
      priceItems: () => Promise.resolve(new Map()),
      takePriced: (_tx, sales) => Promise.resolve(sales.map(() => null)),
      giveBackPriced: () => Promise.resolve(),
      priceBasket: async (_read, asked) => ({
        ...priceAtList({ ...asked, lines: [] }, new Map()),
        pricedBy: { engine: 'another', version: '7' },
      }),
    });
    const priced = await price([{ lineId: 'a', itemId: newId(), quantity: 1 }]);
    expect(priced.pricedBy).to.deep.equal({ engine: 'another', version: '7' });
  });
});
