import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { placeHolds } from '../../../modules/store-system/api.ts';
import type { HoldRequest } from '../../../modules/store-system/holds/place-holds.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const web = systemActor('web');

function basket(
  locationId: string,
  lines: readonly (readonly [itemId: string, quantity: number])[],
  until: Date | null = null,
): HoldRequest {
  return {
    kind: 'cart',
    ownerId: newId(),
    locationId,
    until,
    lines: lines.map(([itemId, quantity]) => ({ itemId, quantity, ownerLineId: newId() })),
  };
}

describe('promising stock', () => {
  const database = useDatabase();
  const work = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database.db, web, act);
  const level = (locationId: string, itemId: string) =>
    database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition: 'sellable' })
      .first<{ on_hand: number; held: number; shortage: number; version: number }>();
  afterEach(() => expectReconciled(database.db, STORE_SYSTEM_CHECKS));

  it('promises ten pieces to fifty simultaneous customers exactly ten times', async () => {
    const [locationId, itemId] = [await makeLocation(database.db), await makeItem(database.db)];
    await makeStock(database.db, { locationId, itemId, quantity: 10 });

    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        work((tx) => placeHolds(tx, [basket(locationId, [[itemId, 1]])])),
      ),
    );

    const outcomes = results.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'held')).to.have.lengthOf(10);
    expect(outcomes.filter((outcome) => outcome === 'refused')).to.have.lengthOf(40);
    expect(await level(locationId, itemId)).to.include({ on_hand: 10, held: 10, version: 11 });
    expect(await database.db('ss_hold').where({ item_id: itemId })).to.have.lengthOf(10);
  });
});
