import { expect } from 'chai';
import {
  itemByGtin,
  searchItems,
  styleWithItems,
} from '../../../modules/base/catalogue/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem, makeItems } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';

describe('the catalogue', () => {
  const server = useServer({ modules: ['base'] });
  let clerk: Caller;

  before(async () => {
    clerk = await server.person('clerk', await makeLocation(server.database.db));
  });

  it('answers a search with styles and the items that fit', async () => {
    await makeItems(server.database.db, {
      style: { name: 'Trench Ada' },
      sizes: ['40', '42'],
      colours: ['Sabbia', 'Nero'],
    });
    const reply = await server.call(searchItems, { q: 'trench sabbia' }, { as: clerk });
    expect(reply.hits.map(({ items }) => items.map(({ size }) => size))).to.deep.equal([
      ['40', '42'],
    ]);
  });

  it('finds an item by any length of its barcode and refuses a barcode nobody has', async () => {
    const id = await makeItem(server.database.db, { gtin: '036000291452', listPriceMinor: 12_900 });
    const item = await server.call(itemByGtin, { gtin: '0036000291452' }, { as: clerk });
    expect(item).to.include({ id, gtin: '036000291452', listPriceMinor: 12_900, vatRate: 22 });
    const refusal = await server.refusalOf(itemByGtin, { gtin: makeGtin() }, { as: clerk });
    expect(refusal.problem.status).to.equal(404);
  });

  it('shows a style with all its items', async () => {
    const [first] = await makeItems(server.database.db, { sizes: ['S', 'M'] });
    const { style_id: styleId } = await server.database
      .db('base_item')
      .where({ id: first })
      .first();
    const style = await server.call(styleWithItems, { styleId }, { as: clerk });
    expect(style.items.map(({ size }) => size)).to.deep.equal(['S', 'M']);
  });

  it('draws a picture for anybody, and only shapes and colours that exist', async () => {
    const picture = await fetch(`${server.url}/api/base/pictures/maglione/b98a5a.svg`);
    expect(picture.status).to.equal(200);
    expect(picture.headers.get('content-type')).to.match(/^image\/svg\+xml/);
    expect(picture.headers.get('cache-control')).to.include('immutable');
    expect(await picture.text()).to.match(/^<svg[^>]*>.*#b98a5a.*<\/svg>$/is);
    for (const path of ['maglione/zzzzzz.svg', 'segreto/b98a5a.svg', 'maglione/b98a5a.png']) {
      const refused = await fetch(`${server.url}/api/base/pictures/${path}`);
      expect(refused.status, path).to.be.oneOf([400, 404]);
    }
  });

  it('is read by a program whose key says so, and by no other', async () => {
    const program = await server.program(['catalogue:read']);
    const { by } = await server.call(searchItems, { q: 'trench' }, { as: program });
    expect(by).to.equal('words');
    const refusal = await server.refusalOf(searchItems, { q: 'trench' });
    expect(refusal.problem.status).to.equal(401);
  });
});
