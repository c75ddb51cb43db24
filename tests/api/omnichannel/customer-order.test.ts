import { expect } from 'chai';
import { placeOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import { customerOrder } from '../../../modules/omnichannel/orders/public-contracts.ts';
import {
  customerLinkEndpoint,
  readOrderEndpoint,
} from '../../../modules/omnichannel/orders/reading-contracts.ts';
import { handOverEndpoint } from '../../../modules/omnichannel/pickup/counter-contracts.ts';
import {
  pickEndpoint,
  stageEndpoint,
  takeNextEndpoint,
} from '../../../modules/omnichannel/pickup/work-contracts.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { orderRequest } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('what a customer does with the link of an order', function () {
  this.timeout(20_000);
  const server = useServer({ modules: ['base', 'store-system', 'omnichannel'] });
  let here: string;
  let elsewhere: string;
  let empty: string;
  let web: Caller;
  let gtin: string;
  let other: string;

  before(async () => {
    const { db } = server.database;
    here = await makeLocation(db, { name: 'Milano Torino 14' });
    elsewhere = await makeLocation(db, { name: 'Milano Buenos Aires' });
    empty = await makeLocation(db, { name: 'Verona Adige' });
    web = await server.program(['orders:write'], { channels: ['web'] });
  });
  beforeEach(async () => {
    [gtin, other] = [makeGtin(), makeGtin()];
    for (const each of [gtin, other]) {
      const itemId = await makeItem(server.database.db, { gtin: each });
      for (const locationId of [here, elsewhere]) {
        await makeStock(server.database.db, { locationId, itemId, quantity: 3 });
      }
    }
  });
  afterEach(() =>
    expectReconciled(server.database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]),
  );

  async function placed(change: object = {}): Promise<string> {
    const lines = [{ gtin, quantity: 2 }, { gtin: other }];
    const { orderId } = await server.call(
      placeOrderEndpoint,
      { ...orderRequest({ locationId: here, lines }), ...change },
      { as: web },
    );
    return (await server.call(customerLinkEndpoint, { orderId }, { as: web })).token;
  }
  const read = (token: string) => server.call(customerOrder.read, { token });
  const mails = async (email: string) =>
    (await server.database
      .db('core_mail')
      .where({ recipient: email })
      .select('subject', 'text')) as { subject: string; text: string }[];

  it('tells how it stands, without naming a colleague, and the address only by its beginning', async () => {
    const token = await placed();
    const order = await read(token);
    expect(order.can).to.include({ cancel: true, move: true, arrive: false, withdraw: true });
    expect(order.timeline.map(({ step }) => step)).to.deep.equal(['placed']);
    expect(order.customer.emailHint).to.match(/^m•+@example\.com$/);
    expect(order.store.hours).to.include('10:00');
    expect(JSON.stringify(order)).not.to.include('marta.rinaldi');
  });

  it('is nobody’s who guesses: a wrong link is unknown, and after thirty of them closed', async () => {
    const wrong = (nth: number) => `${'A'.repeat(20)}${String(nth).padStart(2, '0')}`;
    for (let nth = 0; nth < 30; nth += 1) {
      const refused = await server.refusalOf(customerOrder.read, { token: wrong(nth) });
      expect(refused.slug).to.equal('order-unknown');
    }
    const closed = await server.refusalOf(customerOrder.read, { token: wrong(31) });
    expect(closed.status).to.equal(429);
    await server.database.db('core_guess').delete();
  });

  it('cancels a piece of a line, gives the stock back and owes what it cost', async () => {
    const token = await placed();
    const before = await read(token);
    const [line] = before.lines;
    const part = { lines: [{ lineId: line!.lineId, quantity: 1 }], knownVersion: before.version };
    const after = await server.call(customerOrder.cancel, { token, ...part });
    expect(after.lines[0]).to.include({ open: 1, cancelled: 1 });
    expect(after.toRefundMinor).to.equal(199_00);
    expect(after.state).to.equal('placed');
    // Sent again, as a phone does that lost the answer, it is not another piece.
    const again = await server.refusalOf(customerOrder.cancel, { token, ...part });
    expect(again.slug).to.equal('stale-revision');
    expect((await read(token)).lines[0]).to.include({ open: 1, cancelled: 1 });
  });

  it('goes to another shop that has it all, and only to such a one', async () => {
    const token = await placed();
    const { stores } = await server.call(customerOrder.stores, { token });
    expect(stores.map(({ locationId }) => locationId)).to.deep.equal([elsewhere]);
    const refused = await server.refusalOf(customerOrder.move, { token, locationId: empty });
    expect(refused.slug).to.equal('pieces-not-at-shop');
    const moved = await server.call(customerOrder.move, { token, locationId: elsewhere });
    expect(moved.store).to.include({ name: 'Milano Buenos Aires', otherThanChosen: false });
    const { timeline } = await read(token);
    expect(timeline.at(-1)).to.include({ step: 'moved', store: 'Milano Buenos Aires' });
    const again = await server.call(customerOrder.move, { token, locationId: elsewhere });
    expect(again.version).to.equal(moved.version);
  });

  it('withdraws before collection: cancelled, owed back, acknowledged with date and time', async () => {
    const token = await placed();
    const declaration = { token, name: 'Marta Rinaldi', email: 'altra@example.com' };
    const after = await server.call(customerOrder.withdraw, {
      ...declaration,
      knownDeclarations: 0,
    });
    expect(after.state).to.equal('cancelled');
    expect(after.withdrawal.declared[0]).to.include({ toBringBack: 0, cancelled: 3 });
    expect(after.toRefundMinor).to.equal(3 * 199_00);
    // The same declaration, sent twice, is one.
    await server.call(customerOrder.withdraw, { ...declaration, knownDeclarations: 0 });
    const letters = await mails('altra@example.com');
    expect(letters).to.have.lengthOf(1);
    expect(letters[0]!.text).to.include('Io, Marta Rinaldi, recedo dal contratto');
    expect(letters[0]!.text).to.match(/\d{2}:\d{2}/);
    const nothing = await server.refusalOf(customerOrder.withdraw, {
      ...declaration,
      knownDeclarations: 1,
    });
    expect(nothing.slug).to.equal('nothing-to-withdraw');
  });

  it('of two declarations at once the second finds nothing left, and one letter is written', async () => {
    const token = await placed();
    const email = 'due-insieme@example.com';
    const declare = () =>
      server.call(customerOrder.withdraw, {
        token,
        name: 'Marta Rinaldi',
        email,
        knownDeclarations: 0,
      });
    const [one, two] = await Promise.all([declare(), declare()]);
    expect(one.withdrawal.declared).to.have.lengthOf(1);
    expect(two.withdrawal.declared).to.have.lengthOf(1);
    expect(await mails(email)).to.have.lengthOf(1);
  });

  it('has no right to withdraw where the contract is concluded in the shop', async () => {
    const booking = orderRequest({
      locationId: here,
      lines: [{ gtin, quantity: 2 }, { gtin: other }],
      atCounter: true,
      change: { contractFlow: 'C' },
    });
    const token = await placed(booking);
    expect((await read(token)).can.withdraw).to.equal(false);
    const refused = await server.refusalOf(customerOrder.withdraw, {
      token,
      name: 'Marta Rinaldi',
      email: null,
      knownDeclarations: 0,
    });
    expect(refused.slug).to.equal('no-withdrawal');
  });

  it('withdraws from what was collected until the fourteenth day, and not a day longer', async () => {
    const token = await placed();
    const { db } = server.database;
    const { id: orderId } = (await db('oc_order').orderBy('placed_at', 'desc').first('id')) as {
      id: string;
    };
    expect((await read(token)).withdrawal.until, 'the clock has not started').to.equal(null);
    await collect(orderId, token);
    const collected = await read(token);
    const days = (Date.parse(collected.withdrawal.until!) - Date.now()) / 86_400_000;
    expect(days).to.be.within(14, 18);
    const [first] = collected.lines;
    const declaration = { token, name: 'Marta Rinaldi', email: 'ritirato@example.com' };
    const part = { lines: [{ lineId: first!.lineId, quantity: 1 }], knownDeclarations: 0 };
    const after = await server.call(customerOrder.withdraw, { ...declaration, ...part });
    expect(after.withdrawal.declared[0]).to.include({ toBringBack: 1, cancelled: 0 });
    expect(after.lines[0]).to.include({ collected: 2, withdrawable: 1 });
    expect((await mails('ritirato@example.com'))[0]!.text).to.include('Riportali');
    const { withdrawals } = await server.call(readOrderEndpoint, { orderId }, { as: web });
    expect(withdrawals[0]).to.include({ declaredBy: 'Marta Rinaldi', toBringBack: 1 });
    await db.raw(
      `update oc_handover set handed_at = handed_at - interval '20 days' where order_id = ?`,
      [orderId],
    );
    expect((await read(token)).can.withdraw).to.equal(false);
    const late = await server.refusalOf(customerOrder.withdraw, {
      ...declaration,
      knownDeclarations: 1,
    });
    expect(late.slug).to.equal('withdrawal-too-late');
  });

  /** The shop prepares it and hands it over. */
  async function collect(orderId: string, token: string): Promise<void> {
    const clerk = await server.person('clerk', here);
    const version = async () =>
      (await server.call(readOrderEndpoint, { orderId }, { as: clerk })).version;
    await server.call(takeNextEndpoint, { locationId: here, count: 50 }, { as: clerk });
    for (const each of [gtin, gtin, other]) {
      const pick = { locationId: here, gtin: each, orderId, manner: 'scan' as const };
      await server.call(pickEndpoint, pick, { as: clerk });
    }
    const bags = [`B-${orderId.slice(-8).toUpperCase()}`];
    const place = { orderId, bags, shelf: 'B3', ready: true, expectedVersion: await version() };
    await server.call(stageEndpoint, place, { as: clerk });
    const { code } = await read(token);
    await server.call(
      handOverEndpoint,
      {
        orderId,
        proof: { kind: 'code', code: code! },
        collector: { kind: 'customer' },
        expectedVersion: await version(),
      },
      { as: clerk },
    );
  }
});
