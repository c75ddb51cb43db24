import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { keyring as makeKeyring } from '../../../server/auth/keyring.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import { liveEvent } from '../../../server/live/screen.ts';
import { roomAccess } from '../../../server/live/rooms.ts';
import { storeSystem } from '../../../modules/store-system/manifest.ts';
import type { DeskView } from '../../../modules/store-system/reservations/contracts.ts';
import { applyToDesk, deskRoom } from '../../../modules/store-system/reservations/live.ts';
import { placeReservation } from '../../../modules/store-system/reservations/place-reservation.ts';
import { deskOf } from '../../../modules/store-system/reservations/queries.ts';
import {
  accept,
  acceptOffer,
  collect,
  extend,
  refuse,
  release,
  setAside,
} from '../../../modules/store-system/reservations/steps.ts';
import { stockRoom, styleRoom } from '../../../modules/store-system/stock/live.ts';
import { web } from '../../support/baskets.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { settled } from '../../support/make/event.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { until } from '../../support/until.ts';

describe('the reservation desk beside the feed', () => {
  const database = useDatabase();
  const keyring = makeKeyring(randomBytes(32), generateKeyPairSync('ed25519').privateKey);
  const work = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database.db, web, act);
  const fetch = (locationId: string): Promise<{ view: DeskView; cursor: Cursor }> =>
    inTransaction(
      database.db,
      web,
      async (tx) => ({
        cursor: await currentCursor(tx.sql),
        view: await deskOf(tx, { locationId }),
      }),
      { isolation: 'repeatable read' },
    );

  it('brings a stale desk, here and in the asking shop, to what a fresh fetch shows', async () => {
    const { db } = database;
    const [here, there] = [await makeLocation(db), await makeLocation(db)];
    const itemId = await makeItem(db);
    const customerId = await makeCustomer(db);
    await makeStock(db, { locationId: here, itemId, quantity: 3 });
    const reserve = async (askedFrom: string): Promise<{ reservationId: string }> => {
      const customer = { by: 'id', customerId } as const;
      const placed = await work((tx) =>
        placeReservation(tx, keyring, {
          askedFrom,
          locationId: here,
          itemId,
          customer,
          ifShort: 'queue',
        }),
      );
      return { reservationId: placed.reservation.reservationId };
    };
    const before = await reserve(here);
    await settled(db);
    const stale = { here: await fetch(here), there: await fetch(there) };

    const [asked, refused, queued] = [
      await reserve(there),
      await reserve(there),
      await reserve(here),
    ];
    await work((tx) => accept(tx, asked));
    await work((tx) => setAside(tx, { ...asked, shelf: 'B3' }));
    await work((tx) => extend(tx, before));
    await work((tx) => refuse(tx, { ...refused, because: 'other' }));
    await work((tx) => acceptOffer(tx, queued));
    await work((tx) => collect(tx, asked));
    await work((tx) => release(tx, before));

    for (const [locationId, { view, cursor }] of [
      [here, stale.here],
      [there, stale.there],
    ] as const) {
      const rooms = { rooms: [deskRoom(locationId)] };
      const expected = locationId === here ? 11 : 6;
      const read = async () => (await readFeed(db, cursor, 1_000, rooms)).events.map(liveEvent);
      await until('the events are settled', async () => (await read()).length >= expected);
      const caughtUp = (await read()).reduce<DeskView>((desk, event) => {
        const next = applyToDesk(desk, event);
        if (next === 'fetch-again') throw new Error('nothing came late');
        return next;
      }, view);
      expect(caughtUp).to.deep.equal((await fetch(locationId)).view);
    }
    expect((await fetch(here)).view.reservations.map(({ state }) => state)).to.deep.equal([
      'active',
    ]);
  });
});

describe('rooms of Store System', () => {
  const clerk = makeActor({
    permissions: ['store-system.stock.read', 'store-system.reservation.read'],
    locations: ['MI01'],
  });
  const cases: readonly [room: string, access: string][] = [
    [styleRoom('01939c5e-7a00-7000-8000-000000000001'), 'granted'],
    [stockRoom('MI01'), 'granted'],
    [stockRoom('MI02'), 'forbidden'],
    [deskRoom('MI01'), 'granted'],
    [deskRoom('MI02'), 'forbidden'],
    ['style', 'unknown-room'],
    ['style:', 'unknown-room'],
  ];
  for (const [room, access] of cases) {
    it(`${access} to a clerk of MI01: ${room}`, () => {
      expect(roomAccess(storeSystem.rooms!, room, clerk)).to.equal(access);
    });
  }
});
