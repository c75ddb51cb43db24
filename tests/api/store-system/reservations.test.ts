import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { eraseCustomer } from '../../../modules/base/customers/contracts.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import {
  acceptReservation,
  collectReservation,
  countOfCustomer,
  extendReservation,
  findReservationByCode,
  placeReservation,
  readDesk,
  refuseReservation,
  releaseReservation,
  setReservationAside,
  takeOffer,
} from '../../../modules/store-system/reservations/contracts.ts';
import {
  expireReservations,
  remindCustomers,
} from '../../../modules/store-system/reservations/sweeps.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

describe('reservations at the counter', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let here: string;
  let there: string;
  let item: string;
  let customer: string;
  let clerk: Caller;
  let colleague: Caller;

  beforeEach(async () => {
    const { db } = server.database;
    [here, there] = [await makeLocation(db), await makeLocation(db)];
    item = await makeItem(db);
    customer = await makeCustomer(db);
    clerk = await server.person('clerk', here);
    colleague = await server.person('clerk', there);
    await makeStock(db, { locationId: here, itemId: item, quantity: 1 });
  });
  afterEach(() => expectReconciled(server.database.db, STORE_SYSTEM_CHECKS));

  const level = (locationId: string) =>
    server.database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: item, condition: 'sellable' })
      .first<{ on_hand: number; held: number }>();
  const reserve = (as: Caller, more: { locationId?: string; ifShort?: 'queue' } = {}) =>
    server.call(
      placeReservation,
      {
        askedFrom: as === clerk ? here : there,
        locationId: here,
        itemId: item,
        customer: { by: 'id', customerId: customer },
        ...more,
      },
      { as },
    );

  it('keeps the piece until the shop closes on its next open day', async () => {
    const { reservation, code } = await reserve(clerk);

    expect(reservation.state).to.equal('active');
    expect(code).to.match(/^RS-[0-9A-Z]{13}$/);
    expect(reservation.codeEnding).to.equal(code.slice(-4));
    expect(new Date(reservation.until!).getTime()).to.be.greaterThan(Date.now());
    expect(await level(here)).to.include({ on_hand: 1, held: 1 });
    const desk = await server.call(readDesk, { locationId: here }, { as: clerk });
    expect(desk.view.reservations).to.deep.equal([reservation]);
  });

  it('never stores the code, and finds the reservation by it', async () => {
    const { code, reservation } = await reserve(clerk);

    const stored = await server.database.db('ss_reservation').select();
    expect(JSON.stringify(stored)).not.to.include(code.slice(3, 12));
    const found = await server.call(
      findReservationByCode,
      { locationId: here, code: code.toLowerCase() },
      { as: clerk },
    );
    expect(found.reservation).to.deep.equal(reservation);
    const refusal = await server.refusalOf(
      findReservationByCode,
      { locationId: there, code },
      { as: colleague },
    );
    expect(refusal.status).to.equal(404);
  });

  it('finds the customer by phone, and writes down a new one by name', async () => {
    const phone = await server.database.db('base_customer').where({ id: customer }).first('phone');
    const byPhone = await server.call(
      placeReservation,
      {
        askedFrom: here,
        locationId: here,
        itemId: item,
        customer: { by: 'phone-or-card', phoneOrCard: String(phone.phone) },
      },
      { as: clerk },
    );
    expect(byPhone.reservation.customerId).to.equal(customer);
    const byName = await server.call(
      placeReservation,
      {
        askedFrom: here,
        locationId: here,
        itemId: item,
        customer: { by: 'name', name: 'Marta', surname: 'Rinaldi', phone: '347 555 0142' },
        ifShort: 'queue',
      },
      { as: clerk },
    );
    expect(byName.reservation.state).to.equal('waiting');
    const { live } = await server.call(countOfCustomer, { customerId: customer }, { as: clerk });
    expect(live).to.equal(1);
  });

  it('asks the other shop, which accepts, sets aside and hands over', async () => {
    const { reservation } = await reserve(colleague);
    const { reservationId } = reservation;
    expect(reservation).to.include({ state: 'requested', locationId: here, askedFrom: there });
    expect(reservation.answerBy).to.be.a('string');
    const notTheirs = await server.refusalOf(
      acceptReservation,
      { reservationId },
      { as: colleague },
    );
    expect(notTheirs.status).to.equal(403);

    await server.call(acceptReservation, { reservationId }, { as: clerk });
    const aside = await server.call(
      setReservationAside,
      { reservationId, shelf: 'B3' },
      { as: clerk },
    );
    expect(aside).to.include({ state: 'set-aside', shelf: 'B3', answerBy: null });
    await server.call(collectReservation, { reservationId }, { as: clerk });

    expect(await level(here)).to.include({ on_hand: 0, held: 0 });
    const desk = await server.call(readDesk, { locationId: there }, { as: colleague });
    expect(desk.view.reservations).to.deep.equal([]);
    const mail = await server.database.db('core_mail').where({
      reference: `reservation:${reservationId}`,
    });
    expect(mail).to.have.lengthOf(1);
  });

  it('takes a piece that the other shop did not find out of the sellable stock', async () => {
    const { reservation } = await reserve(colleague);
    const { reservationId } = reservation;

    const refused = await server.call(
      refuseReservation,
      { reservationId, because: 'not-found' },
      { as: clerk },
    );

    expect(refused.state).to.equal('refused');
    expect(await level(here)).to.include({ on_hand: 0, held: 0 });
    const late = await server.refusalOf(acceptReservation, { reservationId }, { as: clerk });
    expect(late.problem).to.include({ type: '/problems/reservation-state', state: 'refused' });
  });

  it('offers a freed piece to the customer who has waited longest', async () => {
    const first = await reserve(clerk);
    const next = await reserve(clerk, { ifShort: 'queue' });
    const last = await reserve(clerk, { ifShort: 'queue' });
    expect([next, last].map(({ reservation }) => reservation.state)).to.deep.equal([
      'waiting',
      'waiting',
    ]);

    await server.call(
      releaseReservation,
      { reservationId: first.reservation.reservationId },
      { as: clerk },
    );

    const desk = await server.call(readDesk, { locationId: here }, { as: clerk });
    expect(
      desk.view.reservations.map(({ reservationId, state }) => [reservationId, state]),
    ).to.deep.equal([
      [next.reservation.reservationId, 'offered'],
      [last.reservation.reservationId, 'waiting'],
    ]);
    expect(await level(here)).to.include({ on_hand: 1, held: 1 });
    const taken = await server.call(
      takeOffer,
      { reservationId: next.reservation.reservationId },
      { as: clerk },
    );
    expect(taken.state).to.equal('active');
    expect(taken.answerBy).to.equal(null);
  });

  it('refuses without a queue when nothing is left, and says how many there are', async () => {
    await reserve(clerk);
    const refusal = await server.refusalOf(
      placeReservation,
      {
        askedFrom: here,
        locationId: here,
        itemId: item,
        customer: { by: 'id', customerId: customer },
      },
      { as: clerk },
    );
    expect(refusal.problem).to.deep.include({
      type: '/problems/insufficient-stock',
      shortages: [{ locationId: here, itemId: item, requested: 1, available: 0 }],
    });
  });

  it('reminds once, one hour before the end; an extension brings the reminder back', async () => {
    const { reservation } = await reserve(clerk);
    const { reservationId } = reservation;
    const until = new Date(reservation.until!).getTime();
    const clock = systemActor('sweep');
    const at = (instant: number) => ({ at: new Date(instant) });
    const remind = async (instant: number) => {
      await inTransaction(server.database.db, clock, (tx) => remindCustomers(tx), at(instant));
      const mail = server.database.db('core_mail');
      return mail.where({ reference: `reservation:${reservationId}` }).select('subject');
    };

    expect(await remind(until - 3_601_000)).to.have.lengthOf(0);
    expect(await remind(until - 3_600_000)).to.have.lengthOf(1);
    expect(await remind(until - 3_599_000)).to.have.lengthOf(1);
    const longer = new Date(until + 7_200_000).toISOString();
    const extended = await server.call(
      extendReservation,
      { reservationId, until: longer },
      { as: clerk },
    );
    expect(extended).to.include({ until: longer, extended: 1, remindedAt: null });
    expect(await remind(until + 3_600_000)).to.have.lengthOf(2);
  });

  it('leaves no letter when the customer asks to be forgotten', async () => {
    const { reservation } = await reserve(clerk);
    const { reservationId } = reservation;
    await server.call(setReservationAside, { reservationId, shelf: 'B3' }, { as: clerk });
    const letters = () =>
      server.database.db('core_mail').where({ reference: `reservation:${reservationId}` });
    expect(await letters()).to.have.lengthOf(1);
    const { version } = await server.database
      .db('base_customer')
      .where({ id: customer })
      .first<{ version: number }>('version');
    const administrator = await server.person('administrator', null);
    const erase = { customerId: customer, expectedVersion: version };
    await server.call(eraseCustomer, erase, { as: administrator });
    await until('the letter is gone', async () => (await letters()).length === 0);
  });

  it('reminds nobody of a piece whose time is over: the server was down in that hour', async () => {
    const { reservation } = await reserve(clerk);
    const late = new Date(new Date(reservation.until!).getTime() + 60_000);
    await inTransaction(server.database.db, systemActor('sweep'), (tx) => remindCustomers(tx), {
      at: late,
    });
    const mail = await server.database
      .db('core_mail')
      .where({ reference: `reservation:${reservation.reservationId}` });
    expect(mail).to.deep.equal([]);
  });

  it('releases the piece by itself when the time is over, and offers it to the next', async () => {
    const first = await reserve(clerk);
    const next = await reserve(clerk, { ifShort: 'queue' });
    const over = new Date(first.reservation.until!);

    await inTransaction(server.database.db, systemActor('sweep'), (tx) => expireReservations(tx), {
      at: over,
    });

    const desk = await server.call(readDesk, { locationId: here }, { as: clerk });
    expect(desk.view.reservations).to.have.lengthOf(1);
    expect(desk.view.reservations[0]).to.include({
      reservationId: next.reservation.reservationId,
      state: 'offered',
    });
  });

  it('says nothing about the person in events and audit', async () => {
    const name = { name: 'Ermenegilda', surname: 'Quaranta', phone: '+393475550143' };
    await server.call(
      placeReservation,
      {
        askedFrom: here,
        locationId: here,
        itemId: item,
        customer: { by: 'name', ...name },
        note: 'passa in pausa pranzo',
      },
      { as: clerk },
    );

    const told = JSON.stringify([
      await server.database.db('core_outbox').select('payload'),
      await server.database.db('core_audit').select('details'),
    ]);
    expect(told).to.include('reservationId');
    for (const word of [...Object.values(name), 'pausa pranzo']) expect(told).not.to.include(word);
  });

  it('hides the reservations of other shops', async () => {
    const stranger = await server.person('clerk', await makeLocation(server.database.db));
    const { reservation } = await reserve(clerk);
    const { reservationId } = reservation;
    const released = await server.refusalOf(
      releaseReservation,
      { reservationId },
      { as: stranger },
    );
    expect(released.status).to.equal(404);
    const desk = await server.refusalOf(readDesk, { locationId: here }, { as: stranger });
    expect(desk.status).to.equal(403);
  });
});
