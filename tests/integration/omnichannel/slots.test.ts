import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { placeOrders } from '../../../modules/omnichannel/orders/place-orders.ts';
import {
  delayOrder,
  freeKeptPlaces,
  undoOrderDelay,
} from '../../../modules/omnichannel/promises/delay-order.ts';
import { giveBackPlaces, slotStatements } from '../../../modules/omnichannel/promises/sql/slots.ts';
import type { Capacity } from '../../../modules/omnichannel/promises/domain/slots.ts';
import { orderNotAcceptable } from '../../../modules/omnichannel/orders/not-acceptable.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation, makeSchedule, span } from '../../support/make/location.ts';
import {
  makeChannelActor,
  makeOrder,
  orderRequest,
  testSecrets,
} from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

/** Saturday, ten in the morning in Rome: the shop has just opened. */
const OPENING = new Date('2026-11-21T09:00:00Z');
const FIVE: Capacity = { slotMinutes: 30, unit: 'orders', places: 5, bands: [] };

describe('places in the slots of a shop', () => {
  const database = useDatabase({ poolSize: 24 });
  const actor = makeChannelActor();
  let locationId: string;
  let gtin: string;
  /** One for each of those who come at once: else they would wait for each other at the stock. */
  let gtins: string[];

  beforeEach(async () => {
    locationId = await makeLocation(database.db, {
      schedule: makeSchedule({ spans: [span('10:00', '13:00'), span('15:00', '19:30')] }),
    });
    gtins = [];
    for (let nth = 0; nth < 20; nth += 1) {
      gtin = makeGtin();
      gtins.push(gtin);
      const itemId = await makeItem(database.db, { gtin });
      await makeStock(database.db, { locationId, itemId, quantity: 60 });
    }
  });

  const setCapacity = (capacity: Capacity) => makePolicy(database.db, locationId, { capacity });
  const place = (quantity = 1, slotStartsAt?: string, one = gtin) =>
    makeOrder(
      database.db,
      {
        locationId,
        lines: [{ gtin: one, quantity }],
        ...(slotStartsAt ? { change: { slotStartsAt } } : {}),
      },
      { at: OPENING },
    );
  const byPromise = async (): Promise<Record<string, number>> => {
    const rows = await database
      .db('oc_order')
      .where({ location_id: locationId })
      .select<{ ready_by: Date }[]>('ready_by');
    const counts: Record<string, number> = {};
    for (const { ready_by } of rows) {
      const at = ready_by.toISOString().slice(0, 16);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    return Object.fromEntries(Object.entries(counts).sort());
  };

  it('are never overbooked by 200 orders that come at once, forty batches beside each other', async function () {
    this.timeout(60_000);
    await setCapacity(FIVE);
    const batch = (_: unknown, customer: number) =>
      inTransaction(
        database.db,
        actor,
        (tx) =>
          placeOrders(
            tx,
            testSecrets,
            Array.from({ length: 5 }, (_, nth) => ({
              actor,
              requestId: String(nth),
              input: orderRequest({ locationId, lines: [{ gtin: gtins[customer % 20]! }] }),
            })),
          ),
        { at: OPENING },
      );

    const results = (await Promise.all(Array.from({ length: 40 }, batch))).flat();

    expect(results.filter((result) => 'reply' in result)).to.have.lengthOf(200);
    const counts = await byPromise();
    // Two opening hours from ten is noon; 2 slots before midday closing, 9 after it, 15 a weekday.
    expect(Object.values(counts)).to.deep.equal(Array.from({ length: 40 }, () => 5));
    expect(Object.keys(counts)[0]).to.equal('2026-11-21T11:00');
    expect(Object.keys(counts)).to.include('2026-11-23T09:00').and.not.include('2026-11-21T12:00');
    const { rows } = await database.db.raw(
      'select booked, places from oc_slot where location_id = :locationId and booked > places',
      { locationId },
    );
    expect(rows).to.deep.equal([]);
    await expectReconciled(database.db, OMNICHANNEL_CHECKS);
  });

  it('would be overbooked without the guard, and the database would refuse even then', async () => {
    await setCapacity({ ...FIVE, places: 1 });
    const guarded = slotStatements.book;
    slotStatements.book = guarded.replace(
      'where kept.booked + excluded.booked <= excluded.places',
      '',
    );
    try {
      const outcomes = await Promise.allSettled(gtins.map((one) => place(1, undefined, one)));
      const broken = outcomes.filter(({ status }) => status === 'rejected');
      expect(broken.length, 'the race was run').to.be.greaterThan(0);
      for (const { reason } of broken as PromiseRejectedResult[]) {
        expect(String(reason)).to.include('oc_slot_never_overbooked');
      }
    } finally {
      slotStatements.book = guarded;
    }
  });

  it('are given back by a cancelled order and taken by the next', async () => {
    await setCapacity({ ...FIVE, places: 1 });
    const first = await place();
    const second = await place();
    expect([first.readyBy, second.readyBy]).to.deep.equal([
      '2026-11-21T11:00:00.000Z',
      '2026-11-21T11:30:00.000Z',
    ]);
    await inTransaction(database.db, actor, (tx) => giveBackPlaces(tx, first.orderId, null));
    await inTransaction(database.db, actor, (tx) => giveBackPlaces(tx, first.orderId, null));
    expect((await place()).readyBy).to.equal('2026-11-21T11:00:00.000Z');
    expect((await place()).readyBy).to.equal('2026-11-21T14:00:00.000Z');
  });

  it('hold an order of many pieces in several slots when pieces are counted', async () => {
    await setCapacity({ ...FIVE, unit: 'pieces' });
    expect((await place(7)).readyBy, 'five, then two').to.equal('2026-11-21T11:30:00.000Z');
    expect((await place(3)).readyBy).to.equal('2026-11-21T11:30:00.000Z');
    expect((await place(1)).readyBy).to.equal('2026-11-21T14:00:00.000Z');
  });

  it('are where the customer chose, while there is room', async () => {
    await setCapacity({ ...FIVE, places: 1 });
    const chosen = '2026-11-21T16:00:00.000Z';
    expect((await place(1, chosen)).readyBy).to.equal(chosen);
    const refusal = await place(1, chosen).catch((error: unknown) => error);
    expect((refusal as Refusal).problem).to.equal(orderNotAcceptable);
    expect((refusal as Refusal<{ faults: object[] }>).extension.faults).to.deep.equal([
      { pointer: '/slotStartsAt', fault: 'slot-not-free', given: chosen },
    ]);
  });

  it('go to the next slot for whoever loses the race for the last place of a chosen one', async () => {
    await setCapacity({ ...FIVE, places: 1 });
    const chosen = '2026-11-21T16:00:00.000Z';
    const both = await inTransaction(
      database.db,
      actor,
      (tx) =>
        placeOrders(
          tx,
          testSecrets,
          ['1', '2'].map((requestId) => ({
            actor,
            requestId,
            input: orderRequest({
              locationId,
              lines: [{ gtin }],
              change: { slotStartsAt: chosen },
            }),
          })),
        ),
      { at: OPENING },
    );
    expect(both.map((result) => 'reply' in result && result.reply.readyBy)).to.deep.equal([
      chosen,
      '2026-11-21T16:30:00.000Z',
    ]);
  });

  it('keep what was booked when slots get longer', async () => {
    await setCapacity({ ...FIVE, places: 2 });
    for (let order = 0; order < 4; order += 1) await place();
    await setCapacity({ ...FIVE, places: 3, slotMinutes: 60 });
    // 12–13 holds four already.
    expect((await place()).readyBy).to.equal('2026-11-21T14:00:00.000Z');
  });

  describe('when an order is put off', () => {
    const davide = makeActor({ permissions: ['omnichannel.order.delay'], name: 'Davide Riva' });
    const at = <T>(seconds: number, work: (tx: Tx) => Promise<T>): Promise<T> =>
      inTransaction(database.db, davide, work, {
        at: new Date(OPENING.getTime() + seconds * 1_000),
      });
    const putOff = (orderId: string, readyBy: string, expectedVersion = 1, seconds = 60) =>
      at(seconds, (tx) => delayOrder(tx, { orderId, readyBy, expectedVersion }));
    const booked = async (): Promise<Record<string, number>> => {
      const slots: { starts_at: Date; booked: number }[] = await database
        .db('oc_slot')
        .where({ location_id: locationId })
        .where('booked', '>', 0)
        .orderBy('starts_at');
      return Object.fromEntries(
        slots.map(({ starts_at, booked: count }) => [starts_at.toISOString().slice(11, 16), count]),
      );
    };
    const one: Capacity = { ...FIVE, places: 1 };

    it('move with its promise; the place it had is free once nobody can take the delay back', async () => {
      await setCapacity(one);
      const { orderId, readyBy } = await place();
      expect(readyBy).to.equal('2026-11-21T11:00:00.000Z');
      const row = await putOff(orderId, '2026-11-21T14:10:00.000Z');
      expect(row.readyBy, 'within the slot of 15:00').to.equal('2026-11-21T14:10:00.000Z');
      expect(await booked()).to.deep.equal({ '11:00': 1, '14:00': 1 });
      await at(65, freeKeptPlaces);
      expect(await booked(), 'it may still be taken back').to.have.property('11:00');
      await at(69, freeKeptPlaces);
      expect(await booked()).to.deep.equal({ '14:00': 1 });
      expect((await place()).readyBy).to.equal('2026-11-21T11:00:00.000Z');
      await expectReconciled(database.db, OMNICHANNEL_CHECKS);
    });

    it('are the next ones with room when that slot is full, and that is the promise', async () => {
      await setCapacity(one);
      await place(1, '2026-11-21T14:00:00.000Z');
      const { orderId } = await place();
      const row = await putOff(orderId, '2026-11-21T14:10:00.000Z');
      expect(row.readyBy).to.equal('2026-11-21T14:30:00.000Z');
      const order = await database.db('oc_order').where({ id: orderId }).first();
      expect(order.ready_by.toISOString()).to.equal('2026-11-21T14:30:00.000Z');
    });

    it('are those of before when it is taken back, also after a second delay', async () => {
      await setCapacity(one);
      const { orderId, readyBy } = await place();
      await putOff(orderId, '2026-11-21T14:00:00.000Z');
      const back = await at(62, (tx) => undoOrderDelay(tx, { orderId }));
      expect(back.readyBy).to.equal(readyBy);
      expect(await booked()).to.deep.equal({ '11:00': 1 });
      await putOff(orderId, '2026-11-21T14:00:00.000Z', 3, 100);
      await putOff(orderId, '2026-11-21T16:00:00.000Z', 4, 102);
      expect(await booked()).to.deep.equal({ '14:00': 1, '16:00': 1 });
      await at(103, (tx) => undoOrderDelay(tx, { orderId }));
      expect(await booked()).to.deep.equal({ '14:00': 1 });
      await at(200, freeKeptPlaces);
      expect(await booked()).to.deep.equal({ '14:00': 1 });
    });

    it('stay within their slots, however many are put off to the same time at once', async () => {
      await setCapacity({ ...FIVE, places: 3 });
      const orders: string[] = [];
      for (let nth = 0; nth < 9; nth += 1)
        orders.push((await place(1, undefined, gtins[nth])).orderId);
      await Promise.all(orders.map((orderId) => putOff(orderId, '2026-11-21T16:00:00.000Z')));
      await at(300, freeKeptPlaces);
      expect(await booked()).to.deep.equal({ '16:00': 3, '16:30': 3, '17:00': 3 });
      await expectReconciled(database.db, OMNICHANNEL_CHECKS);
    });
  });

  it('cost nothing where a shop counts none', async () => {
    const order = await place();
    expect(order.readyBy).to.equal('2026-11-21T11:00:00.000Z');
    expect(await database.db('oc_slot').where({ location_id: locationId })).to.deep.equal([]);
  });
});
