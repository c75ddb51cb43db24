import { expect } from 'chai';
import {
  findCustomers,
  findGoods,
  readVocabulary,
} from '../../../modules/listini-promozioni/promotions/finding-contracts.ts';
import { matchGoods } from '../../../modules/listini-promozioni/promotions/matching-contracts.ts';
import {
  writeGroup,
  writeStanding,
} from '../../../modules/listini-promozioni/calendar/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll } from '../../support/make/price-list.ts';
import { makeDefinition, makePromotion } from '../../support/make/promotion.ts';

describe('what a promotion can name', () => {
  const server = useServer();
  let marta: Caller;
  let shop: string;
  let coats: string;
  let coat: string;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db, { name: 'Bergamo Sentierone', region: 'Lombardia' });
    coats = await makeStyle(db, { name: 'Cappotto Livia', line: 'Donna' });
    coat = await makeItem(db, { styleId: coats, size: '42', listPriceMinor: 249_00 });
    await makeItem(db, { styleId: coats, size: '44', listPriceMinor: 249_00 });
    const shirts = await makeStyle(db, { name: 'Camicia Nilo', line: 'Uomo' });
    await makeItem(db, { styleId: shirts, size: '41', listPriceMinor: 49_90 });
    await followAll(db);
    marta = await server.person('merchandiser', null);
  });

  it('is found by a part of its name, and by the ids a draft has kept', async () => {
    const asked = await server.call(findGoods, { search: 'livia' }, { as: marta });
    expect(asked.items.map(({ name, size }) => `${name} ${size}`)).to.deep.equal([
      'Cappotto Livia 42',
      'Cappotto Livia 44',
    ]);
    const kept = await server.call(findGoods, { itemIds: [coat] }, { as: marta });
    expect(kept.items.map(({ itemId }) => itemId)).to.deep.equal([coat]);
    const styles = await server.call(findGoods, { styleIds: [coats] }, { as: marta });
    expect(styles.items).to.have.lengthOf(2);
  });

  it('is counted condition by condition', async () => {
    const { items, styles, steps, sample } = await server.call(
      matchGoods,
      {
        queries: [{ attribute: 'line', in: ['Donna'] }],
        steps: [{ everything: true }, { attribute: 'line', in: ['Donna'] }],
      },
      { as: marta },
    );
    expect({ items, styles, steps }).to.deep.equal({ items: 2, styles: 1, steps: [3, 2] });
    expect(sample.map(({ name }) => name)).to.deep.equal(['Cappotto Livia']);
  });

  it('is offered by name: regions, channels, groups, tiers, segments, combinations', async () => {
    const { db } = server.database;
    const customerId = await makeCustomer(db, { name: 'Marta', surname: 'Rinaldi' });
    await server.call(
      writeStanding,
      { customerId, tier: 'Oro', segments: ['vip'], staff: false },
      { as: marta },
    );
    await server.call(
      writeGroup,
      { groupId: 'outlet', name: { it: 'Outlet', en: 'Outlets' }, locationIds: [shop] },
      { as: marta },
    );
    const definition = makeDefinition({ id: 'percent-off', of: { everything: true }, percent: 10 });
    await makePromotion(db, {
      definition: { ...definition, combination: { ...definition.combination, group: 'tessera' } },
    });
    const known = await server.call(readVocabulary, {}, { as: marta });
    expect(known.regions).to.include('Lombardia');
    expect(known.channels).to.include('store');
    expect(known.tiers).to.deep.equal(['Oro']);
    expect(known.segments).to.deep.equal(['vip']);
    expect(known.combinations).to.deep.equal(['tessera']);
    expect(known.groups).to.deep.equal([{ id: 'outlet', name: { it: 'Outlet', en: 'Outlets' } }]);
    expect(known.places.find(({ placeId }) => placeId === shop)).to.include({
      name: 'Bergamo Sentierone',
      region: 'Lombardia',
    });
    const found = await server.call(findCustomers, { customerIds: [customerId] }, { as: marta });
    expect(found.customers).to.deep.equal([{ customerId, shownName: 'Marta R.' }]);
  });

  it('is nobody, where no card or telephone is of anybody', async () => {
    const { customers } = await server.call(findCustomers, { cardOrPhone: '0000' }, { as: marta });
    expect(customers).to.deep.equal([]);
  });
});
