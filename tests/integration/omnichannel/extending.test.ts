import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import {
  confirmOrders,
  remindCustomers,
  tellCustomers,
} from '../../../modules/omnichannel/mail/write-letters.ts';
import {
  extendAsCustomer,
  readCustomerOrder,
} from '../../../modules/omnichannel/orders/customer-order.ts';
import { extendPickup } from '../../../modules/omnichannel/pickup/extend-pickup.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { closeOverdueOrders } from '../../../modules/omnichannel/pickup/not-collected.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { orderInOtherState } from '../../../modules/omnichannel/problems.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { POST, makeOrder, testSecrets } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const DAY = 86_400_000;

describe('a customer who asks for more time', () => {
  const database = useDatabase();
  const noemi = makeActor({ permissions: ['omnichannel.pickup.work'], name: 'Noemi Ferri' });
  /** A Monday at eleven in Rome: it waits until the closing of the Monday after. */
  const start = Date.parse('2026-11-23T10:00:00Z');
  let locationId: string;
  let gtin: string;

  beforeEach(async () => {
    locationId = await makeLocation(database.db);
    gtin = makeGtin();
    const itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 5, at: new Date(start - DAY) });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const at = <T>(millis: number, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(database.db, noemi, work, { at: new Date(millis) });
  const rowOf = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const token = (orderId: string) => ({ token: testSecrets.token(orderId) });
  const subjects = async (orderId: string): Promise<string[]> =>
    (
      await database
        .db('core_mail')
        .where({ reference: `order:${orderId}` })
        .orderBy('queued_at')
    ).map(({ subject }: { subject: string }) => subject.replace(/ [\d ]*\d:?/, ''));

  async function ready(): Promise<string> {
    const { orderId } = await makeOrder(
      database.db,
      { locationId, lines: [{ gtin }] },
      { at: new Date(start) },
    );
    await at(start, (tx) => confirmOrders(tx, POST));
    await at(start, (tx) => takeOrder(tx, { orderId }));
    await at(start, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));
    const { version: expectedVersion } = await rowOf(orderId);
    const bags = [`B-${orderId.slice(-10).toUpperCase()}`];
    await at(start, (tx) =>
      stageOrder(tx, { orderId, bags, shelf: 'B3', ready: true, expectedVersion }),
    );
    await at(start + 60_000, (tx) => tellCustomers(tx, POST));
    return orderId;
  }

  it('has three days more, once, in writing, and is reminded before the new last day', async () => {
    const orderId = await ready();
    const shown = await at(start + 2 * DAY, (tx) => readCustomerOrder(tx, POST, token(orderId)));
    expect(shown.collectBy).to.equal('2026-11-30T18:30:00.000Z');
    expect(shown.can.extendUntil).to.equal('2026-12-03T18:30:00.000Z');

    const extended = await at(start + 2 * DAY, (tx) => extendAsCustomer(tx, POST, token(orderId)));
    expect(extended.collectBy).to.equal('2026-12-03T18:30:00.000Z');
    expect(extended.can.extendUntil).to.equal(null);
    const again = await at(start + 3 * DAY, (tx) => extendAsCustomer(tx, POST, token(orderId)));
    expect(again.collectBy).to.equal('2026-12-03T18:30:00.000Z');
    await at(start + 2 * DAY, (tx) => confirmOrders(tx, POST));

    // Reminders of the policy on days 3 and 6, one more the day before the new end, none twice.
    for (let day = 3; day <= 11; day += 0.5) {
      await at(start + day * DAY, (tx) => remindCustomers(tx, POST));
    }
    expect(await subjects(orderId)).to.deep.equal([
      'Ordine ricevuto',
      'Ordine è pronto',
      'Ordine hai più tempo',
      'Ordine ti aspetta',
      'Ordine ti aspetta',
      'Ordine ti aspetta',
    ]);
    // It is not closed on the day it would have been, but after the new one.
    await at(start + 8 * DAY, (tx) => closeOverdueOrders(tx));
    expect((await rowOf(orderId)).state).to.equal('ready');
    await at(start + 11 * DAY, (tx) => closeOverdueOrders(tx));
    expect((await rowOf(orderId)).state).to.equal('no-show');
  });

  it('is extended once when the customer and the shop ask together', async () => {
    const orderId = await ready();
    const { version: expectedVersion } = await rowOf(orderId);
    const results = await Promise.allSettled([
      at(start + DAY, (tx) => extendPickup(tx, { orderId, expectedVersion })),
      at(start + DAY, (tx) => extendAsCustomer(tx, POST, token(orderId))),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).to.not.have.lengthOf(0);
    const events = await database
      .db('core_outbox')
      .where({ stream: `order:${orderId}`, type: 'omnichannel.order-extended.v1' });
    expect(events).to.have.lengthOf(1);
    expect((await rowOf(orderId)).collect_by.toISOString()).to.equal('2026-12-03T18:30:00.000Z');
  });

  it('is not extended before it is ready, nor after its deadline', async () => {
    const early = await makeOrder(
      database.db,
      { locationId, lines: [{ gtin }] },
      { at: new Date(start) },
    );
    const late = await ready();
    for (const [orderId, when] of [
      [early.orderId, start],
      [late, start + 9 * DAY],
    ] as const) {
      const refused = refusalOf(at(when, (tx) => extendAsCustomer(tx, POST, token(orderId))));
      expect((await refused).problem).to.equal(orderInOtherState);
    }
  });
});
