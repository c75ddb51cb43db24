import { expect } from 'chai';
import {
  findReservationByCode,
  placeReservation,
  readDeskDetails,
} from '../../../modules/store-system/reservations/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';

describe('the customer of a reservation', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let here: string;
  let item: string;
  let clerk: Caller;

  beforeEach(async () => {
    const { db } = server.database;
    here = await makeLocation(db);
    item = await makeItem(db);
    clerk = await server.person('clerk', here);
    await makeStock(db, { locationId: here, itemId: item, quantity: 1 });
  });

  for (const { wrong, pointer, ...contact } of [
    { wrong: 'a phone with a digit missing', pointer: '/customer/phone', phone: '34712345' },
    { wrong: 'a card in place of the phone', pointer: '/customer/phone', phone: 'LF0777' },
    { wrong: 'an e-mail without its place', pointer: '/customer/email', email: 'giulia@' },
  ]) {
    it(`does not write down ${wrong}, and says which word is wrong`, async () => {
      const before = await server.database.db('base_customer').count('id');
      const customer = { by: 'name', name: 'Marta', surname: 'Rinaldi', ...contact } as const;
      const { status, problem } = await server.refusalOf(
        placeReservation,
        { askedFrom: here, locationId: here, itemId: item, customer },
        { as: clerk },
      );
      expect(status).to.equal(400);
      const [error] = problem['errors'] as { pointer: string; detail: string }[];
      expect(error!.pointer).to.equal(pointer);
      expect(await server.database.db('base_customer').count('id')).to.deep.equal(before);
      expect(await server.database.db('ss_hold').where({ location_id: here })).to.deep.equal([]);
    });
  }

  it('is called by the desk, and read by an auditor without the number', async () => {
    const phone = '+393475550177';
    const { code } = await server.call(
      placeReservation,
      {
        askedFrom: here,
        locationId: here,
        itemId: item,
        customer: { by: 'name', name: 'Marta', surname: 'Rinaldi', phone },
      },
      { as: clerk },
    );
    const auditor = await server.person('auditor', null);
    const read = async (as: Caller) => {
      const { details } = await server.call(readDeskDetails, { locationId: here }, { as });
      return details.map(({ customer }) => customer.phone);
    };
    expect(await read(clerk)).to.deep.equal([phone]);
    expect(await read(auditor)).to.deep.equal(['••• 0177']);
    const found = await server.call(
      findReservationByCode,
      { locationId: here, code },
      { as: clerk },
    );
    expect(found.details.customer.phone).to.equal(phone);
  });

  it('keeps a piece for somebody who leaves a name only: the code is enough to collect it', async () => {
    const { reservation, code } = await server.call(
      placeReservation,
      {
        askedFrom: here,
        locationId: here,
        itemId: item,
        customer: { by: 'name', name: 'Marta', surname: 'Rinaldi' },
      },
      { as: clerk },
    );
    const found = await server.call(
      findReservationByCode,
      { locationId: here, code },
      { as: clerk },
    );
    expect(found.reservation).to.deep.equal(reservation);
    expect(found.details.customer).to.deep.include({ phone: null, hasEmail: false });
  });
});
