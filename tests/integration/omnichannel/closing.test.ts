import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { closeDay, readClosing } from '../../../modules/omnichannel/closing/close-day.ts';
import { mattersLeftOpen } from '../../../modules/omnichannel/closing/problems.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { placeReservation } from '../../../modules/store-system/reservations/place-reservation.ts';
import { release, setAside } from '../../../modules/store-system/reservations/steps.ts';
import { reportNotFound, requestTransfer } from '../../../modules/store-system/api.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeOrder, testKeyring } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';

const DAY = 86_400_000;

describe('the end of a shop’s day', () => {
  const database = useDatabase();
  const noemi = makeActor({
    permissions: [
      'omnichannel.pickup.work',
      'omnichannel.day.close',
      'store-system.reservation.manage',
    ],
    name: 'Noemi Ferri',
  });
  const luca = makeActor({ permissions: ['omnichannel.day.close'], name: 'Luca Pini' });
  const morning = Date.parse('2026-11-23T10:00:00Z');
  const evening = Date.parse('2026-11-23T18:35:00Z');
  let locationId: string;
  let gtin: string;
  let itemId: string;

  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    gtin = makeGtin();
    itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, {
      locationId,
      itemId,
      quantity: 9,
      at: new Date(morning - 30 * DAY),
    });
  });

  const at = <T>(millis: number, work: (tx: Tx) => Promise<T>, actor = noemi): Promise<T> =>
    inTransaction(database.db, actor, work, { at: new Date(millis) });
  const place = async (millis: number): Promise<string> =>
    (await makeOrder(database.db, { locationId, lines: [{ gtin }] }, { at: new Date(millis) }))
      .orderId;
  const shelve = async (millis: number): Promise<string> => {
    const orderId = await place(millis);
    await at(millis, (tx) => takeOrder(tx, { orderId }));
    await at(millis, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));
    const { version: expectedVersion } = await database
      .db('oc_order')
      .where({ id: orderId })
      .first();
    const bags = [`B-${orderId.slice(-10).toUpperCase()}`];
    await at(millis, (tx) =>
      stageOrder(tx, { orderId, bags, shelf: 'B3', ready: true, expectedVersion }),
    );
    return orderId;
  };
  const kinds = async (millis: number) =>
    (await at(millis, (tx) => readClosing(tx, { locationId }))).matters.map(({ kind }) => kind);

  it('has nothing open, and is closed with one press', async () => {
    await shelve(morning);
    expect(await kinds(evening)).to.deep.equal([]);
    const closed = await at(evening, (tx) => closeDay(tx, { locationId }));
    expect(closed.closed).to.include({ actorName: 'Noemi Ferri', reason: null });
    expect(closed.businessDay).to.equal('2026-11-23');
  });

  it('names what is overdue, half prepared, promised and not begun, and papers that failed', async () => {
    const overdue = await shelve(morning - 9 * DAY);
    const late = await place(morning);
    const half = await place(morning);
    await at(morning, (tx) => takeOrder(tx, { orderId: half }));
    await database
      .db('base_print_job')
      .where({ location_id: locationId })
      .update({ state: 'failed', fault: 'cut' });

    const view = await at(evening, (tx) => readClosing(tx, { locationId }));
    expect(
      view.matters.map(({ kind, id, to }) => [kind, kind === 'print' ? '' : id, to]),
    ).to.deep.equal([
      ['uncollected', overdue, `/consegna/${overdue}`],
      ['in-preparation', half, '/oggi'],
      ['late', late, '/oggi'],
      ['print', '', '/stampa'],
    ]);
  });

  it('names reservations on their last day, pieces left on their shelf, and what is to be counted', async () => {
    const customerId = await makeCustomer(database.db);
    const reserve = async (until: number): Promise<string> => {
      const placed = await at(morning, (tx) =>
        placeReservation(tx, testKeyring, {
          askedFrom: locationId,
          locationId,
          itemId,
          customer: { by: 'id', customerId },
          until: new Date(until).toISOString(),
        }),
      );
      return placed.reservation.reservationId;
    };
    await reserve(evening + DAY);
    const lastDay = await reserve(evening + 600_000);
    const givenUp = await reserve(evening + DAY);
    await at(morning, (tx) => setAside(tx, { reservationId: givenUp, shelf: 'P2' }));
    await at(morning + 3_600_000, (tx) => release(tx, { reservationId: givenUp }));
    const { recountId } = await at(morning, (tx) =>
      reportNotFound(
        tx,
        { locationId, itemId, holdIds: [], quantity: 1, reason: 'missing' },
        { kind: 'short', id: 'test' },
      ),
    );

    const view = await at(evening, (tx) => readClosing(tx, { locationId }));
    expect(view.matters.map(({ kind, id, shelf }) => [kind, id, shelf])).to.deep.equal([
      ['reservation', lastDay, null],
      ['reservation-over', givenUp, 'P2'],
      ['recount', recountId, null],
    ]);
    expect(await kinds(evening + DAY / 2)).to.include.members(['recount']);
    expect(await kinds(evening + DAY / 2)).not.to.include('reservation-over');
  });

  it('names transfers this shop has still to answer or to send, not those on their way to it', async () => {
    const other = await makeLocation(database.db, { name: 'Bologna' });
    await makeStock(database.db, { locationId: other, itemId, quantity: 3 });
    const ask = (from: string, to: string, agreed: boolean) =>
      at(morning, (tx) =>
        requestTransfer(tx, {
          from,
          to,
          agreed,
          causal: 'between-stores',
          lines: [{ itemId, quantity: 1 }],
        }),
      );
    const asked = await ask(locationId, other, false);
    const promised = await ask(locationId, other, true);
    await ask(other, locationId, true);
    const view = await at(evening, (tx) => readClosing(tx, { locationId }));
    expect(
      view.matters.filter(({ kind }) => kind === 'transfer').map(({ id }) => id),
    ).to.have.members([asked.transfer.transferId, promised.transfer.transferId]);
  });

  it('waits for papers of a printer, not for those somebody prints from the browser', async () => {
    await shelve(morning);
    expect(await kinds(evening)).to.deep.equal([]);
    const printer = await database
      .db('base_printer')
      .insert({
        id: newId(),
        location_id: locationId,
        name: 'Etichette',
        role: 'label',
        connection: 'network',
        host: '127.0.0.1',
        port: 9,
      })
      .returning('id');
    await database
      .db('base_print_job')
      .where({ location_id: locationId })
      .update({ printer_id: (printer[0] as { id: string }).id });
    expect(await kinds(evening)).to.deep.equal(['print']);
  });

  it('is not closed over something open without a reason, and keeps what was left with it', async () => {
    const late = await place(morning);
    const refusal: unknown = await at(evening, (tx) => closeDay(tx, { locationId })).catch(
      (e: unknown) => e,
    );
    expect((refusal as Refusal).problem).to.equal(mattersLeftOpen);
    expect(await at(evening, (tx) => readClosing(tx, { locationId }))).to.include({ closed: null });

    const { closed } = await at(evening, (tx) =>
      closeDay(tx, { locationId, reason: 'Manca la merce, arriva domani' }),
    );
    expect(closed!.leftOpen.map(({ id }) => id)).to.deep.equal([late]);
    expect(closed!.reason).to.equal('Manca la merce, arriva domani');
  });

  it('is closed once, whoever else presses too, and opens anew the next day', async () => {
    const results = await Promise.all([
      at(evening, (tx) => closeDay(tx, { locationId })),
      at(evening, (tx) => closeDay(tx, { locationId }), luca),
    ]);
    expect(new Set(results.map(({ closed }) => closed!.actorName)).size).to.equal(1);
    const events = await database
      .db('core_outbox')
      .where({ type: 'omnichannel.day-closed.v1', stream: `day:${locationId}/2026-11-23` });
    expect(events).to.have.lengthOf(1);
    const next = await at(evening + DAY / 2, (tx) => readClosing(tx, { locationId }));
    expect(next).to.include({ businessDay: '2026-11-24', closed: null });
  });
});
