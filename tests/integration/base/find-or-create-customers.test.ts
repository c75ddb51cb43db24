import { expect } from 'chai';
import {
  customerByPhoneOrCard,
  customersById,
  findOrCreateCustomer,
  findOrCreateCustomers,
  type CustomerDetails,
} from '../../../modules/base/api.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeCustomer } from '../../support/make/customer.ts';

describe('finding or writing down who orders', () => {
  const database = useDatabase();
  const shop = makeActor({ kind: 'client', name: 'Sito' });
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, shop, work);
  const anna: CustomerDetails = {
    name: 'Anna',
    surname: 'Bruni',
    email: 'Anna@Example.com ',
    phone: '347 1234567',
    external: { channel: 'web', id: 'c-1' },
  };

  it('writes a new person down once, with an e-mail and a phone as we keep them', async () => {
    const id = await inTx((tx) => findOrCreateCustomer(tx, anna));
    const again = await inTx((tx) => findOrCreateCustomer(tx, anna));
    expect(again).to.equal(id);
    const customer = await inTx(async (tx) => (await customersById(tx, [id])).get(id));
    expect(customer).to.include({
      name: 'Anna',
      email: 'anna@example.com',
      phone: '+393471234567',
      version: 1,
    });
  });

  it('knows somebody again by the number in the channel when the e-mail has changed', async () => {
    const id = await inTx((tx) => findOrCreateCustomer(tx, anna));
    const moved = { ...anna, email: 'anna.new@example.com' };
    expect(await inTx((tx) => findOrCreateCustomer(tx, moved))).to.equal(id);
  });

  it('does not rename a customer because an order says another name', async () => {
    const id = await makeCustomer(database.db, { name: 'Giulia', email: 'giulia@example.com' });
    const order = { name: 'Mamma', surname: 'Rossi', email: 'giulia@example.com' };
    expect(await inTx((tx) => findOrCreateCustomer(tx, order))).to.equal(id);
    const customer = await inTx(async (tx) => (await customersById(tx, [id])).get(id));
    expect(customer?.name).to.equal('Giulia');
  });

  it('never makes one person of two who left no e-mail', async () => {
    const nobody = { name: 'Mario', surname: 'Rossi', phone: '02 1234567' };
    const ids = await inTx((tx) => findOrCreateCustomers(tx, [nobody, nobody]));
    expect(new Set(ids)).to.have.property('size', 2);
  });

  it('makes one customer of a new person whose orders arrive together in one batch', async () => {
    const twin = { ...anna, email: 'batch@example.com', external: { channel: 'web', id: 'c-2' } };
    const ids = await inTx((tx) => findOrCreateCustomers(tx, [twin, anna, twin]));
    expect(ids[0]).to.equal(ids[2]);
    expect(ids[1]).not.to.equal(ids[0]);
  });

  it('makes one customer of a new person whose orders arrive at the same moment', async () => {
    const rush = { ...anna, email: 'rush@example.com', external: { channel: 'web', id: 'c-3' } };
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => inTx((tx) => findOrCreateCustomer(tx, rush))),
    );
    expect(new Set(ids)).to.have.property('size', 1);
    const events = await database
      .db('core_outbox')
      .where({ type: 'base.customer-created.v1', stream: `customer:${ids[0]}` });
    expect(events).to.have.lengthOf(1);
  });

  it('lets batches that share new people wait for each other, and never for ever', async () => {
    const people = Array.from({ length: 8 }, (_, place) => ({
      name: 'Nome',
      surname: String(place),
      email: `crossing-${place}@example.com`,
    }));
    const batches = await Promise.all([
      inTx((tx) => findOrCreateCustomers(tx, people)),
      inTx((tx) => findOrCreateCustomers(tx, [...people].reverse())),
    ]);
    expect(batches[1]).to.deep.equal([...batches[0]!].reverse());
  });

  it('knows the holder of a card, whatever e-mail the order gives', async () => {
    const holder = await makeCustomer(database.db, { card: 'LF000888' });
    const order = { name: 'X', surname: 'Y', email: 'other@example.com', card: 'LF000888' };
    expect(await inTx((tx) => findOrCreateCustomer(tx, order))).to.equal(holder);
  });

  it('takes a phone that two customers share for nobody’s, and a card for its own', async () => {
    await makeCustomer(database.db, { phone: '+39055123456' });
    await makeCustomer(database.db, { phone: '+39055123456', card: 'LF000777' });
    const look = (text: string) => inTx((tx) => customerByPhoneOrCard(tx, text));
    expect(await look('055 123456')).to.equal(null);
    expect((await look(' LF000777 '))?.card).to.equal('LF000777');
    await makeCustomer(database.db, { name: 'Sola', phone: '+393330001112' });
    expect((await look('333 0001112'))?.name).to.equal('Sola');
    expect(await look('nobody')).to.equal(null);
  });
});
