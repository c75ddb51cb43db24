import { expect } from 'chai';
import { findStyle } from '../../../modules/store-system/stock/contracts.ts';
import { useServer } from '../../support/api.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';

describe('a live view', () => {
  const server = useServer({ modules: ['base', 'store-system'], poolSize: 2 });

  // Whoever holds a connection while waiting for a second one waits for ever when all do so.
  it('needs one connection, so that more screens than there are connections do not wait for each other', async () => {
    const { db } = server.database;
    const styleId = await makeStyle(db);
    const itemId = await makeItem(db, { styleId });
    const clerk = await server.person('clerk', await makeLocation(db));

    const replies = await Promise.all(
      Array.from({ length: 8 }, () => server.call(findStyle, { styleId }, { as: clerk })),
    );

    expect(replies.map(({ view }) => view.items[0]!.itemId)).to.deep.equal(
      Array.from({ length: 8 }, () => itemId),
    );
  });
});
