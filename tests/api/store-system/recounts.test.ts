import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { placeHolds } from '../../../modules/store-system/holds/place-holds.ts';
import {
  countEndpoint,
  recountsEndpoint,
} from '../../../modules/store-system/recounts/contracts.ts';
import { reportNotFound } from '../../../modules/store-system/recounts/not-found.ts';
import {
  collectReservation,
  placeReservation,
  refuseReservation,
  releaseReservation,
  setReservationAside,
} from '../../../modules/store-system/reservations/contracts.ts';
import { sellGoods } from '../../../modules/store-system/stock/moving-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a coat that waits on a shelf for the customer who reserved it', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let here: string;
  let there: string;
  let itemId: string;
  let clerk: Caller;
  let colleague: Caller;

  beforeEach(async () => {
    const { db } = server.database;
    [here, there] = [await makeLocation(db), await makeLocation(db)];
    itemId = await makeItem(db);
    clerk = await server.person('clerk', here);
    colleague = await server.person('clerk', there);
  });
  afterEach(() => expectReconciled(server.database.db, STORE_SYSTEM_CHECKS));

  const coats = (quantity: number) =>
    makeStock(server.database.db, { locationId: here, itemId, quantity });
  const reserve = async (as = clerk): Promise<string> => {
    const customerId = await makeCustomer(server.database.db);
    const { reservation } = await server.call(
      placeReservation,
      {
        askedFrom: as === clerk ? here : there,
        locationId: here,
        itemId,
        customer: { by: 'id', customerId },
      },
      { as },
    );
    return reservation.reservationId;
  };
  const setAside = (reservationId: string) =>
    server.call(setReservationAside, { reservationId, shelf: 'A1' }, { as: clerk });
  /** A picker does not find the coat of an order. */
  const notFound = () =>
    inTransaction(server.database.db, systemActor('picker'), async (tx) => {
      const lines = [{ itemId, quantity: 1, ownerLineId: newId() }];
      const [placed] = await placeHolds(tx, [
        { kind: 'order', ownerId: newId(), locationId: here, until: null, lines },
      ]);
      if (placed!.outcome === 'refused') throw new Error('nothing is left to promise');
      const holdIds = placed!.holds.map(({ holdId }) => holdId);
      const report = { locationId: here, itemId, holdIds, quantity: 1, reason: 'missing' } as const;
      return reportNotFound(tx, report, { kind: 'short', id: 'S-1' });
    });
  const count = (recountId: string, counted: number) =>
    server.call(countEndpoint, { recountId, counted }, { as: clerk });
  const level = async (): Promise<string> => {
    const { on_hand, held, shortage } = await server.database
      .db('ss_stock_level')
      .where({ location_id: here, item_id: itemId, condition: 'sellable' })
      .first<{ on_hand: number; held: number; shortage: number }>();
    return `${on_hand} held ${held} short ${shortage}`;
  };
  const rowOf = async (recountId: string) => {
    const { view } = await server.call(recountsEndpoint, { locationId: here }, { as: clerk });
    return view.recounts.find((row) => row.recountId === recountId)!;
  };

  it('is not on the floor: a count of one coat there leaves two in the ledger', async () => {
    await coats(3);
    const reservationId = await reserve();
    await setAside(reservationId);
    const { recountId } = await notFound();

    expect(await count(recountId, 1)).to.include({ difference: 0 });
    expect(await level()).to.equal('2 held 1 short 0');
    await server.call(collectReservation, { reservationId }, { as: clerk });
    expect(await level()).to.equal('1 held 0 short 0');
  });

  it('lets nobody down when the floor is empty', async () => {
    await coats(2);
    await setAside(await reserve());
    const { recountId, corrected } = await notFound();

    expect(corrected).to.equal(1);
    expect(await count(recountId, 0)).to.include({ difference: 0 });
    expect(await level()).to.equal('1 held 1 short 0');
  });

  it('is not taken off the stock for another coat that nobody finds', async () => {
    await coats(2);
    await setAside(await reserve());
    const asked = await reserve(colleague);
    const document = { kind: 'sale', id: '9' };
    const lines = [{ itemId, quantity: 1 }];
    await server.call(sellGoods, { locationId: here, document, lines }, { as: clerk });
    expect(await level()).to.equal('1 held 2 short 1');

    const input = { reservationId: asked, because: 'not-found' } as const;
    await server.call(refuseReservation, input, { as: clerk });
    expect(await level()).to.equal('1 held 1 short 0');
  });

  it('is counted on the floor again once the reservation is over, and the count says where it lies', async () => {
    await coats(2);
    const reservationId = await reserve();
    await setAside(reservationId);
    const { recountId } = await notFound();
    expect((await rowOf(recountId)).leftOnShelf).to.deep.equal([]);
    await server.call(releaseReservation, { reservationId }, { as: clerk });

    expect((await rowOf(recountId)).leftOnShelf).to.deep.equal([{ shelf: 'A1', quantity: 1 }]);
    expect(await count(recountId, 1)).to.include({ difference: 0 });
    expect(await level()).to.equal('1 held 0 short 0');
  });
});
