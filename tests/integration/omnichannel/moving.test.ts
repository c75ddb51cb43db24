import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { readFeed, currentCursor } from '../../../server/events/feed.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmOrders } from '../../../modules/omnichannel/mail/write-letters.ts';
import { moveFile, moveOrder } from '../../../modules/omnichannel/orders/move-order.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { applyToPickups, pickupRoom } from '../../../modules/omnichannel/pickup/live.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { readPickupBoard, readPickups } from '../../../modules/omnichannel/pickup/queries.ts';
import {
  orderAlreadyPicked,
  orderInOtherState,
  orderUnknown,
  piecesNotAtShop,
  shopTakesNoOrders,
} from '../../../modules/omnichannel/problems.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { settled } from '../../support/make/event.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { POST, makeOrder } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

const MAY = {
  permissions: ['omnichannel.pickup.work', 'omnichannel.pickup.read', 'omnichannel.order.move'],
};

describe('an order that moves to another shop', () => {
  const database = useDatabase();
  let here: string;
  let there: string;
  let gtin: string;
  let itemId: string;
  let luca: Actor;

  beforeEach(async () => {
    here = await makeLocation(database.db, { name: 'Milano Torino 14' });
    there = await makeLocation(database.db, { name: 'Verona Adige' });
    gtin = makeGtin();
    itemId = await makeItem(database.db, { gtin, size: 'L' });
    luca = makeActor({ ...MAY, name: 'Luca Pini' });
    await makeStock(database.db, { locationId: here, itemId, quantity: 4 });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, actor, work);
  const stock = (locationId: string, quantity: number) =>
    makeStock(database.db, { locationId, itemId, quantity });
  const place = async (quantity = 1): Promise<string> =>
    (await makeOrder(database.db, { locationId: here, lines: [{ gtin, quantity }] })).orderId;
  const rowOf = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const move = async (orderId: string, locationId = there, seen?: number) => {
    const expectedVersion = seen ?? (await rowOf(orderId)).version;
    return as(luca, (tx) => moveOrder(tx, { orderId, locationId, expectedVersion }));
  };
  const held = async (locationId: string): Promise<number> =>
    (
      await database
        .db('ss_stock_level')
        .where({ location_id: locationId, item_id: itemId })
        .first()
    ).held;

  it('is promised there, free here, unseen, and the customer is told', async () => {
    await stock(there, 2);
    const orderId = await place(2);
    await as(luca, (tx) => confirmOrders(tx, POST));
    await as(luca, (tx) => takeOrder(tx, { orderId }));

    const moved = await move(orderId);

    expect(moved).to.include({ version: 4, state: 'placed', locationId: there });
    const row = await rowOf(orderId);
    expect(row).to.include({ location_id: there, chosen_location_id: here, picker_id: null });
    expect(row.ready_by.toISOString()).to.equal(moved.readyBy);
    expect([await held(here), await held(there)]).to.deep.equal([0, 2]);
    await as(luca, (tx) => confirmOrders(tx, POST));
    const letters = await database.db('core_mail').where({ reference: `order:${orderId}` });
    expect(
      letters.map(({ subject }) => subject).filter((s) => s.includes('cambia')),
    ).to.have.lengthOf(1);
    expect(letters.find(({ subject }) => subject.includes('cambia')).text).to.include(
      'Verona Adige',
    );
  });

  it('sends the customer elsewhere for good when the customer asked', async () => {
    await stock(there, 1);
    const orderId = await place();
    await as(luca, async (tx) => moveFile(tx, (await lockFile(tx, orderId))!, there, 'customer'));

    expect(await rowOf(orderId)).to.include({ chosen_location_id: there, location_id: there });
  });

  it('stays where it is when the other shop lacks a piece, and says which', async () => {
    await stock(there, 1);
    const orderId = await place(2);

    const refusal = await refusalOf(move(orderId));

    expect(refusal.problem).to.equal(piecesNotAtShop);
    const { missing } = refusal.extension as { missing: object[] };
    expect(missing).to.have.lengthOf(1);
    expect(missing[0]).to.include({ size: 'L', requested: 2, available: 1 });
    expect([await held(here), await held(there)]).to.deep.equal([2, 0]);
    expect(await rowOf(orderId)).to.include({ version: 1, location_id: here });
  });

  it('does not leave once a piece is in somebody’s hands, nor after', async () => {
    await stock(there, 2);
    const orderId = await place(2);
    await as(luca, (tx) => takeOrder(tx, { orderId }));
    const pick = { locationId: here, gtin, orderId, manner: 'scan' as const };
    await as(luca, (tx) => pickPiece(tx, pick));

    const refusal = await refusalOf(move(orderId));
    expect(refusal.problem).to.equal(orderAlreadyPicked);
    expect(refusal.extension).to.have.deep.nested.include({ 'pieces[0].quantity': 1 });

    await as(luca, (tx) => pickPiece(tx, pick));
    expect((await refusalOf(move(orderId))).problem).to.equal(orderInOtherState);
  });

  it('goes to no shop that does no pickups, and is nobody’s who may not see it', async () => {
    const closed = await makeLocation(database.db, { pickupEnabled: false, name: 'Outlet' });
    await stock(closed, 1);
    const orderId = await place();
    expect((await refusalOf(move(orderId, closed))).problem).to.equal(shopTakesNoOrders);

    const stranger = makeActor({ ...MAY, locations: [there] });
    const asked = as(stranger, (tx) =>
      moveOrder(tx, { orderId, locationId: there, expectedVersion: 1 }),
    );
    expect((await refusalOf(asked)).problem).to.equal(orderUnknown);
  });

  it('moves once when two ask together, and asking again changes nothing', async () => {
    await stock(there, 3);
    const orderId = await place();

    const results = await Promise.allSettled([move(orderId), move(orderId)]);

    expect(results.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled']);
    expect((await rowOf(orderId)).version).to.equal(2);
    expect(await held(there)).to.equal(1);
    const events = await database
      .db('core_outbox')
      .where({ stream: `order:${orderId}`, type: 'omnichannel.order-moved.v1' });
    expect(events).to.have.lengthOf(1);
  });

  it('is either moved or picked when both happen at once', async () => {
    await stock(there, 10);
    for (let round = 0; round < 5; round += 1) {
      const orderId = await place();
      await as(luca, (tx) => takeOrder(tx, { orderId }));
      const pick = { locationId: here, gtin, orderId, manner: 'scan' as const };
      // Who moves it looked at it before anybody picked.
      const { version } = await rowOf(orderId);

      const [moved, picked] = await Promise.allSettled([
        move(orderId, there, version),
        as(luca, (tx) => pickPiece(tx, pick)),
      ]);

      expect([moved.status, picked.status]).to.have.members(['fulfilled', 'rejected']);
      if (moved.status === 'rejected') {
        expect((moved.reason as Refusal).problem).to.equal(staleRevision);
      }
      await as(luca, async (tx) => {
        const file = (await lockFile(tx, orderId))!;
        expect(file.locationId).to.equal(moved.status === 'fulfilled' ? there : here);
      });
    }
  });

  it('leaves one winner of the last piece in the other shop', async () => {
    await stock(there, 1);
    const orders = [await place(), await place()];

    const results = await Promise.allSettled(orders.map((orderId) => move(orderId)));

    const lost = results.flatMap((r) => (r.status === 'rejected' ? [r.reason as Refusal] : []));
    expect(lost.map(({ problem }) => problem)).to.deep.equal([piecesNotAtShop]);
    expect([await held(here), await held(there)]).to.deep.equal([1, 1]);
  });

  it('lets two orders change places without waiting for each other in a circle', async () => {
    await stock(here, 10);
    await stock(there, 10);
    for (let round = 0; round < 5; round += 1) {
      const mine = await place();
      const { orderId: theirs } = await makeOrder(database.db, {
        locationId: there,
        lines: [{ gtin }],
      });
      await Promise.all([move(mine), move(theirs, here)]);
      await Promise.all([move(mine, here), move(theirs)]);
    }
  });

  it('leaves one queue and enters the other, whichever of them a screen shows', async () => {
    await stock(there, 2);
    const orderId = await place(2);
    const views = {
      here: (tx: Tx) => readPickups(tx, { locationId: here }),
      there: (tx: Tx) => readPickups(tx, { locationId: there }),
      board: (tx: Tx) => readPickupBoard(tx),
    };
    await settled(database.db);
    const cursor = await currentCursor(database.db);
    const before = await Promise.all(Object.values(views).map((view) => as(luca, view)));
    await move(orderId);
    await as(luca, (tx) => takeOrder(tx, { orderId }));
    const rooms = [pickupRoom(here), pickupRoom(there)];
    const read = async () => (await readFeed(database.db, cursor, 100, { rooms })).events;
    await until('the events are settled', async () => (await read()).length >= 3);
    const events = await read();

    const after = await Promise.all(Object.values(views).map((view) => as(luca, view)));
    Object.keys(views).forEach((name, place) => {
      const shown = events
        .filter(({ rooms: told }) =>
          name === 'board' ? true : told.includes(pickupRoom(name === 'here' ? here : there)),
        )
        // The board has joined both rooms and may hear of it twice.
        .flatMap((event) => (name === 'board' ? [event, event] : [event]))
        .map(liveEvent)
        .reduce((view, event) => {
          const next = applyToPickups(view, event);
          if (next === 'fetch-again') throw new Error(`${event.type} carries what is shown`);
          return next;
        }, before[place]!);
      expect(shown, name).to.deep.equal(after[place]);
    });
  });
});
