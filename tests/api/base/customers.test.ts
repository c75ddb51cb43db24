import { expect } from 'chai';
import {
  changeCustomer,
  createCustomer,
  eraseCustomer,
  openCustomer,
  searchCustomers,
} from '../../../modules/base/customers/contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeLocation } from '../../support/make/location.ts';

const CONSENTS = { marketing: true, profiling: false };

describe('customers', () => {
  const server = useServer({ modules: ['base'] });
  let clerk: Caller;
  let auditor: Caller;
  let here: string;
  let giulia: string;

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db);
    clerk = await server.person('clerk', here);
    auditor = await server.person('auditor', null);
    giulia = await makeCustomer(db, {
      name: 'Giulia',
      surname: 'D’Amico',
      email: 'giulia@example.com',
      phone: '+393471234567',
      card: 'LF000123',
    });
    await makeCustomer(db, { name: 'Marta', surname: 'Rinaldi', phone: '+393489994567' });
  });

  const found = async (q: string) =>
    (await server.call(searchCustomers, { q }, { as: clerk })).customers.map(({ name }) => name);

  it('are found by phone as it is spoken, by card, by e-mail, by the last four digits and by name', async () => {
    for (const q of [
      '347 123 4567',
      '+39 347 1234567',
      'LF000123',
      'GIULIA@example.com',
      'd’amico',
    ]) {
      expect(await found(q), q).to.deep.equal(['Giulia']);
    }
    expect(await found('4567')).to.have.members(['Giulia', 'Marta']);
    expect(await found('rinaldi marta')).to.deep.equal(['Marta']);
  });

  it('are found by a name that is spelt nearly right', async () => {
    expect(await found('rinadi')).to.deep.equal(['Marta']);
    expect(await found('%%')).to.deep.equal([]);
  });

  it('never show a contact in a list, to anybody', async () => {
    const reply = await server.call(searchCustomers, { q: '4567' }, { as: clerk });
    expect(JSON.stringify(reply)).not.to.match(/347123|@example\.com.*giulia@|giulia@/);
    expect(reply.customers.find(({ id }) => id === giulia)).to.deep.equal({
      id: giulia,
      name: 'Giulia',
      surname: 'D’Amico',
      maskedPhone: '••• 4567',
      maskedEmail: 'g••••@example.com',
      hasCard: true,
    });
  });

  it('are opened in full by those who serve them and masked for those who only check, and both are on record', async () => {
    const asClerk = await server.call(openCustomer, { customerId: giulia }, { as: clerk });
    expect(asClerk).to.include({
      email: 'giulia@example.com',
      phone: '+393471234567',
      contactsMasked: false,
    });
    const asAuditor = await server.call(openCustomer, { customerId: giulia }, { as: auditor });
    expect(asAuditor).to.include({
      email: 'g••••@example.com',
      phone: '••• 4567',
      contactsMasked: true,
    });
    const rows = await server.database
      .db('core_audit')
      .where({ action: 'base.customer-opened', subject: `customer:${giulia}` })
      .orderBy('occurred_at')
      .select('actor_id', 'location_id');
    expect(rows).to.deep.equal([
      { actor_id: clerk.id, location_id: here },
      { actor_id: auditor.id, location_id: null },
    ]);
  });

  it('are no business of a merchandiser', async () => {
    const as = await server.person('merchandiser', null);
    const search = await server.refusalOf(searchCustomers, { q: 'giulia' }, { as });
    const opening = await server.refusalOf(openCustomer, { customerId: giulia }, { as });
    expect([search.problem.status, opening.problem.status]).to.deep.equal([403, 403]);
  });

  const anna = {
    name: 'Anna',
    surname: 'Bruni',
    email: 'Anna.Bruni@example.com',
    phone: '055 2154567',
    card: null,
    language: 'it',
    consents: CONSENTS,
  } as const;

  it('are registered with their consents, once', async () => {
    const { id, version } = await server.call(createCustomer, anna, { as: clerk });
    const opened = await server.call(openCustomer, { customerId: id }, { as: clerk });
    expect(opened).to.deep.include({
      email: 'anna.bruni@example.com',
      phone: '+390552154567',
      consents: CONSENTS,
      version,
    });
    const again = await server.refusalOf(createCustomer, anna, { as: clerk });
    expect(again.problem).to.include({ status: 409, by: 'email' });
    expect(await server.database.db('base_customer').where({ surname: 'Bruni' })).to.have.lengthOf(
      1,
    );
  });

  it('are registered once when two tills do it at the same moment', async () => {
    const twin = { ...anna, email: 'twin@example.com' };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => server.call(createCustomer, twin, { as: clerk })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(1);
  });

  it('keep a consent’s day when something else changes, and take back what was taken back', async () => {
    const carla = { ...anna, name: 'Carla', email: 'carla@example.com' };
    const { id } = await server.call(createCustomer, carla, { as: clerk });
    const consents = () =>
      server.database
        .db('base_customer_consent')
        .where({ customer_id: id })
        .orderBy('purpose')
        .select('purpose', 'granted', 'changed_at');
    const before = await consents();
    await server.call(
      changeCustomer,
      {
        customerId: id,
        expectedVersion: 1,
        ...carla,
        consents: { marketing: false, profiling: false },
      },
      { as: clerk },
    );
    const after = await consents();
    expect(after.map(({ granted }: { granted: boolean }) => granted)).to.deep.equal([false, false]);
    expect(after[1]).to.deep.equal(before[1]);
    expect(after[0]).not.to.deep.equal(before[0]);
  });

  it('may be changed without the contacts by whoever leaves them out', async () => {
    const { surname, card, language, consents } = anna;
    const dora = { ...anna, name: 'Dora', email: 'dora@example.com' };
    const { id } = await server.call(createCustomer, dora, { as: clerk });
    await server.call(
      changeCustomer,
      { customerId: id, expectedVersion: 1, name: 'Dorotea', surname, card, language, consents },
      { as: clerk },
    );
    const opened = await server.call(openCustomer, { customerId: id }, { as: clerk });
    expect(opened).to.include({ name: 'Dorotea', email: 'dora@example.com', version: 2 });
    const rest = { name: 'Dorotea', surname, card, language, consents };
    await server.call(
      changeCustomer,
      { customerId: id, expectedVersion: 2, ...rest, phone: '339 7654321' },
      { as: clerk },
    );
    await server.call(
      changeCustomer,
      { customerId: id, expectedVersion: 3, ...rest, email: null },
      { as: clerk },
    );
    const again = await server.call(openCustomer, { customerId: id }, { as: clerk });
    expect(again).to.include({ email: null, phone: '+393397654321' });
  });

  it('are forgotten when they ask: no name, contact or card is left, and the number stays', async () => {
    const { id } = await server.call(
      createCustomer,
      {
        ...anna,
        name: 'Elsa',
        surname: 'Dimenticata',
        email: 'elsa@example.com',
        card: 'LF9999',
      },
      { as: clerk },
    );
    const refusal = await server.refusalOf(
      eraseCustomer,
      { customerId: id, expectedVersion: 1 },
      { as: clerk },
    );
    expect(refusal.problem.status).to.equal(403);
    const administrator = await server.person('administrator', null);
    await server.call(eraseCustomer, { customerId: id, expectedVersion: 1 }, { as: administrator });
    const row = await server.database.db('base_customer').where({ id }).first();
    expect(JSON.stringify(row)).not.to.match(/elsa|dimenticata|LF9999|2154567/i);
    expect(await found('dimenticata')).to.deep.equal([]);
    const opened = await server.call(openCustomer, { customerId: id }, { as: clerk });
    expect(opened).to.include({ erased: true, name: null, email: null, phone: null, card: null });
    const later = await server.refusalOf(
      changeCustomer,
      { customerId: id, expectedVersion: 2, ...anna, email: 'elsa@example.com' },
      { as: clerk },
    );
    expect(later.problem.status).to.equal(404);
  });
});
