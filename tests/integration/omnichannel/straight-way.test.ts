import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { cancelOpenPieces } from '../../../modules/omnichannel/orders/cancel-order.ts';
import {
  forgetCustomer,
  forgetIfErased,
} from '../../../modules/omnichannel/orders/forget-contacts.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import {
  confirmOrders,
  remindCustomers,
  tellCustomers,
} from '../../../modules/omnichannel/mail/write-letters.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeNext } from '../../../modules/omnichannel/pickup/prepare.ts';
import { putBackLine } from '../../../modules/omnichannel/pickup/put-back.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { POST, makeOrder, testSecrets } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('the straight way of an order', () => {
  const database = useDatabase();
  let locationId: string;
  let clerk: Actor;
  let coat: { itemId: string; gtin: string };
  let scarf: { itemId: string; gtin: string };

  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(database.db, actor, work, at ? { at } : {});
  const level = async (itemId: string) => {
    const row = await database
      .db('ss_stock_level')
      .where({ location_id: locationId, item_id: itemId, condition: 'sellable' })
      .first('on_hand', 'held');
    return { onHand: row.on_hand, held: row.held };
  };
  const order = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const stillTrue = () =>
    expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]);
  const makePiece = async (size: string, quantity: number) => {
    const gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin, size });
    await makeStock(database.db, { locationId, itemId, quantity });
    return { itemId, gtin };
  };

  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    clerk = makeActor({
      permissions: ['omnichannel.pickup.work', 'omnichannel.order.cancel'],
      locations: [locationId],
    });
    coat = await makePiece('42', 3);
    scarf = await makePiece('TU', 2);
  });

  /** Takes, picks and shelves an order until it is ready. */
  async function prepare(orderId: string, pieces: readonly string[], at?: Date): Promise<number> {
    await as(clerk, (tx) => takeNext(tx, { locationId, count: 10 }), at);
    for (const gtin of pieces) {
      await as(clerk, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }), at);
    }
    const { version } = await order(orderId);
    const bags = [`B-${orderId.slice(-12).toUpperCase()}`];
    const row = await as(
      clerk,
      (tx) => stageOrder(tx, { orderId, bags, shelf: 'B3', ready: true, expectedVersion: version }),
      at,
    );
    return row.version;
  }

  it('promises, prepares, announces and hands over, with stock, events, audit and mail in step', async () => {
    const at = new Date('2026-11-21T10:00:00Z');
    const { orderId } = await makeOrder(
      database.db,
      { locationId, lines: [{ gtin: coat.gtin, discounts: [2000] }, { gtin: scarf.gtin }] },
      { at },
    );
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 3, held: 1 });
    await stillTrue();

    const version = await prepare(orderId, [coat.gtin, scarf.gtin], at);
    const ready = await order(orderId);
    expect(ready.state).to.equal('ready');
    // Ready on Saturday at 11: until the shop closes on Saturday a week later.
    expect(ready.collect_by).to.deep.equal(new Date('2026-11-28T18:30:00Z'));
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 3, held: 1 });
    await stillTrue();

    const confirmed = await as(clerk, (tx) => confirmOrders(tx, POST), at);
    expect(confirmed).to.equal(1);
    expect(await as(clerk, (tx) => tellCustomers(tx, POST), at)).to.equal(0);
    const later = new Date(at.getTime() + 8_000);
    expect(await as(clerk, (tx) => tellCustomers(tx, POST), later)).to.equal(1);
    expect(await as(clerk, (tx) => tellCustomers(tx, POST), later)).to.equal(0);
    const mail = await database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .orderBy('queued_at');
    expect(mail).to.have.lengthOf(2);
    expect(mail[0].text).to.include(testSecrets.token(orderId)).and.not.to.include('PK-');
    expect(mail[1].text).to.include(testSecrets.token(orderId)).and.to.include('PK-');

    const handed = await as(clerk, (tx) =>
      handOver(tx, testSecrets, {
        orderId,
        proof: { kind: 'code', code: testSecrets.code(orderId).toLowerCase() },
        collector: { kind: 'customer' },
        expectedVersion: version + 1,
      }),
    );
    expect(handed).to.include({ state: 'collected', pieces: 2, remaining: 0, paidNowMinor: 0 });
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 2, held: 0 });
    expect(await level(scarf.itemId)).to.deep.equal({ onHand: 1, held: 0 });
    await stillTrue();

    const events = await database
      .db('core_outbox')
      .where({ stream: `order:${orderId}` })
      .orderBy('position')
      .pluck('type');
    expect(events).to.deep.equal([
      'omnichannel.order-placed.v1',
      'omnichannel.order-acknowledged.v1',
      'omnichannel.order-taken.v1',
      'omnichannel.order-line-picked.v1',
      'omnichannel.order-line-picked.v1',
      'omnichannel.order-staged.v1',
      'omnichannel.order-ready.v1',
      'omnichannel.order-customer-told.v1',
      'omnichannel.order-collected.v1',
    ]);
    const audit = await database.db('core_audit').where({ subject: `order:${orderId}` });
    expect(audit.map(({ action }) => action)).to.have.members(events);
    expect(JSON.stringify(audit)).not.to.include('Marta');
    expect((await order(orderId)).version).to.equal(events.length);
  });

  it('reminds who does not come on the third and the sixth day, each time once', async () => {
    const at = new Date('2026-11-21T10:00:00Z');
    const day = (days: number) => new Date(at.getTime() + days * 86_400_000);
    const { orderId } = await makeOrder(
      database.db,
      { locationId, lines: [{ gtin: coat.gtin }] },
      { at },
    );
    await prepare(orderId, [coat.gtin], at);
    await as(clerk, (tx) => tellCustomers(tx, POST), new Date(at.getTime() + 8_000));
    const remindedOn = (days: number) => as(clerk, (tx) => remindCustomers(tx, POST), day(days));

    expect(await remindedOn(2)).to.equal(0);
    expect(await remindedOn(3)).to.equal(1);
    expect(await remindedOn(3.5)).to.equal(0);
    expect(await remindedOn(6)).to.equal(1);
    expect(await remindedOn(6.5)).to.equal(0);
    const mails = await database.db('core_mail').where({ reference: `order:${orderId}` });
    expect(mails.filter(({ subject }) => subject.includes('ti aspetta'))).to.have.lengthOf(2);
  });

  it('lets one piece leave and keeps the other ready, each paid when it leaves', async () => {
    const { orderId } = await makeOrder(database.db, {
      locationId,
      lines: [{ gtin: coat.gtin, quantity: 2, unitPriceMinor: 100_00 }],
      atCounter: true,
    });
    const version = await prepare(orderId, [coat.gtin, coat.gtin]);
    const { id: lineId } = await database.db('oc_order_line').where({ order_id: orderId }).first();
    const give = (expectedVersion: number) =>
      as(clerk, (tx) =>
        handOver(tx, testSecrets, {
          orderId,
          proof: { kind: 'identity', documentType: 'passport' },
          collector: { kind: 'delegate', name: 'Aldo Conti', documentType: 'identity-card' },
          lines: [{ lineId, quantity: 1 }],
          payment: { kind: 'cash', amountMinor: 100_00 },
          expectedVersion,
        }),
      );

    const first = await give(version);
    expect(first).to.include({ state: 'ready', pieces: 1, remaining: 1, paidNowMinor: 100_00 });
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 2, held: 1 });
    await stillTrue();

    const second = await give(first.version);
    expect(second).to.include({ state: 'collected', remaining: 0 });
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 1, held: 0 });
    expect((await order(orderId)).paid_minor).to.equal(200_00);
    await stillTrue();
  });

  it('forgets whose order it was when the person asked for it, once the order has ended', async () => {
    const lines = [{ gtin: coat.gtin }];
    const open = await makeOrder(database.db, { locationId, lines });
    const { customer_id: customerId } = await order(open.orderId);
    await database.db('base_customer').where({ id: customerId }).update({
      name: null,
      surname: null,
      email: null,
      phone: null,
      search: '',
      erased_at: new Date(),
    });

    await as(clerk, (tx) => forgetCustomer(tx, customerId));
    expect((await order(open.orderId)).contact_surname).to.equal('Rinaldi');
    const letters = () => database.db('core_mail').where({ reference: `order:${open.orderId}` });
    await as(clerk, (tx) => confirmOrders(tx, POST));
    expect(await letters(), 'an open order is written about').to.have.lengthOf(1);

    await as(clerk, async (tx) =>
      cancelOpenPieces(tx, (await lockFile(tx, open.orderId))!, 'prova', 'staff'),
    );
    await as(clerk, (tx) => forgetIfErased(tx, open.orderId));
    expect(await order(open.orderId)).to.include({ contact_surname: '', contact_email: null });
    expect(await letters(), 'with name, address, code and link in clear').to.deep.equal([]);
    await stillTrue();
  });

  it('cancels on the floor at once, and from the bag when the pieces are back in their place', async () => {
    const { orderId } = await makeOrder(database.db, {
      locationId,
      lines: [{ gtin: coat.gtin, quantity: 2 }, { gtin: scarf.gtin }],
    });
    await as(clerk, (tx) => takeNext(tx, { locationId, count: 1 }));
    await as(clerk, (tx) =>
      pickPiece(tx, { locationId, gtin: coat.gtin, orderId, manner: 'scan' }),
    );

    await as(clerk, async (tx) =>
      cancelOpenPieces(tx, (await lockFile(tx, orderId))!, 'ripensamento', 'staff'),
    );
    // One coat is in our hands: nobody else is sent to look for it on the floor.
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 3, held: 1 });
    expect(await level(scarf.itemId)).to.deep.equal({ onHand: 2, held: 0 });
    await stillTrue();

    const [line] = await database.db('oc_order_line').where({ order_id: orderId, place: 1 });
    await as(clerk, (tx) => putBackLine(tx, { orderId, lineId: line.id, gtin: coat.gtin }));
    expect(await level(coat.itemId)).to.deep.equal({ onHand: 3, held: 0 });
    await stillTrue();
  });
});
