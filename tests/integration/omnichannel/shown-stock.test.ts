import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import {
  followStock,
  mayChangeFigure,
} from '../../../modules/omnichannel/availability/follow-stock.ts';
import type { StockChanged } from '../../../modules/store-system/api.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';

describe('the figures that channels show', () => {
  const database = useDatabase();

  it('are told when they change, and not when only the stock behind them does', async () => {
    const locationId = await makeLocation(database.db);
    const itemId = await makeItem(database.db);
    for (const quantity of [1, 3, 20, 5]) {
      await makeStock(database.db, { locationId, itemId, quantity });
    }
    const changes: { payload: StockChanged['payload'] }[] = await database
      .db('core_outbox')
      .where({ type: 'store-system.stock-changed.v1', location_id: locationId })
      .orderBy('position');
    expect(changes).to.have.lengthOf(4);

    const wanted = ({ payload }: { payload: StockChanged['payload'] }) => mayChangeFigure(payload);
    // Each twice: a reaction may be run again from where it stood.
    for (const { payload } of [...changes, ...changes].filter(wanted)) {
      await inTransaction(database.db, systemActor('test'), (tx) => followStock(tx, payload));
    }

    const told = await database
      .db('core_outbox')
      .where({ type: 'omnichannel.availability-changed.v1' })
      .orderBy('position');
    expect(told.map(({ payload }) => payload.available)).to.deep.equal([1, 4, 6]);
    expect(told[0].rooms).to.include('availability:web');
  });
});
