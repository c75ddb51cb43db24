import { expect } from 'chai';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import {
  confirmOrders,
  remindCustomers,
  tellCustomers,
} from '../../../modules/omnichannel/mail/write-letters.ts';
import { selectToWatch } from '../../../modules/omnichannel/measures/sql.ts';
import { eraseContacts } from '../../../modules/omnichannel/orders/sql/contacts.ts';
import { cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { chooseShippingAsStaff } from '../../../modules/omnichannel/orders/choose-shipping.ts';
import {
  moveAsCustomer,
  readCustomerOrder,
  shipToCustomer,
} from '../../../modules/omnichannel/orders/customer-order.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { readyOrder, stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { closeOverdueOrders } from '../../../modules/omnichannel/pickup/not-collected.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { putBackLine } from '../../../modules/omnichannel/pickup/put-back.ts';
import { shipOrder } from '../../../modules/omnichannel/pickup/ship-order.ts';
import {
  orderAlreadyPicked,
  orderInOtherState,
  shippingNotOffered,
  shippingNotPaid,
} from '../../../modules/omnichannel/problems.ts';
import { BAG_LABEL } from '../../../modules/omnichannel/printing/documents.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { HOME } from '../../support/make/address.ts';
import { POST, makeOrder, testSecrets } from '../../support/make/order.ts';
import { makePolicy } from '../../support/make/policy.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const DOORBELL = { ...HOME, notes: 'Citofono Rinaldi' };
const SHIPMENT = { carrier: 'BRT', trackingNumber: '084621907755' };
const DAY = 86_400_000;

describe('an order that is sent instead of collected', () => {
  const database = useDatabase();
  const luca = makeActor({
    permissions: ['omnichannel.pickup.work', 'omnichannel.order.move', 'omnichannel.order.cancel'],
    name: 'Luca Pini',
  });
  let locationId: string;
  let gtin: string;
  let itemId: string;

  beforeEach(async () => {
    locationId = await makeLocation(database.db, { name: 'Milano Torino 14' });
    gtin = makeGtin();
    itemId = await makeItem(database.db, { gtin });
    await makeStock(database.db, { locationId, itemId, quantity: 5 });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const as = <T>(work: (tx: Tx) => Promise<T>, at?: Date): Promise<T> =>
    inTransaction(database.db, luca, work, at ? { at } : {});
  const rowOf = (orderId: string) => database.db('oc_order').where({ id: orderId }).first();
  const token = (orderId: string) => ({ token: testSecrets.token(orderId) });
  const place = async (quantity = 1, atCounter = false): Promise<string> =>
    (await makeOrder(database.db, { locationId, atCounter, lines: [{ gtin, quantity }] })).orderId;
  const convert = (orderId: string, to = DOORBELL) =>
    as((tx) => shipToCustomer(tx, POST, { ...token(orderId), ...to }));
  const pick = (orderId: string) =>
    as((tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));
  const level = () =>
    database.db('ss_stock_level').where({ location_id: locationId, item_id: itemId }).first();
  async function expected<T>(orderId: string, work: (version: number) => Promise<T>): Promise<T> {
    return work((await rowOf(orderId)).version);
  }
  const stage = (orderId: string, ready = true) =>
    expected(orderId, (expectedVersion) =>
      as((tx) =>
        stageOrder(tx, {
          orderId,
          bags: [`B-${orderId.slice(-10).toUpperCase()}`],
          shelf: 'C4',
          ready,
          expectedVersion,
        }),
      ),
    );
  const ship = (orderId: string) =>
    expected(orderId, (expectedVersion) =>
      as((tx) => shipOrder(tx, { orderId, ...SHIPMENT, expectedVersion })),
    );
  async function bagged(quantity = 1): Promise<string> {
    const orderId = await place(quantity);
    await convert(orderId);
    await as((tx) => takeOrder(tx, { orderId }));
    for (let piece = 0; piece < quantity; piece += 1) await pick(orderId);
    await stage(orderId);
    return orderId;
  }
  const letters = async (orderId: string): Promise<{ subject: string; text: string }[]> =>
    database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .orderBy('queued_at');

  it('goes from the shelf to the carrier, out of stock, and its customer can follow it', async () => {
    const orderId = await place(2);
    const chosen = await convert(orderId);
    expect(chosen).to.include({ fulfilment: 'shipping', totalMinor: 398_00, dueMinor: 0 });
    await as((tx) => confirmOrders(tx, POST));
    await as((tx) => takeOrder(tx, { orderId }));
    await pick(orderId);
    await pick(orderId);
    const row = await stage(orderId);
    expect(row).to.include({ state: 'staged', fulfilment: 'shipping', notifyAt: null });
    expect(await level()).to.include({ on_hand: 5, held: 2 });
    const [label] = await database.db('base_print_job').where({ reference: `order:${orderId}` });
    expect(label.payload, 'the label of the bag').to.deep.include({ shipTo: DOORBELL });
    expect(JSON.stringify(BAG_LABEL.layout(label.payload, 'it'))).to.include('50123 Firenze FI');

    const shipped = await ship(orderId);

    expect(shipped).to.include({ state: 'collected', pieces: 2, ...SHIPMENT });
    expect(await level()).to.include({ on_hand: 3, held: 0 });
    await as((tx) => confirmOrders(tx, POST));
    const page = await as((tx) => readCustomerOrder(tx, POST, token(orderId)));
    expect(page.shipment).to.deep.equal(SHIPMENT);
    expect(page.shipTo).to.deep.equal(DOORBELL);
    expect(page.timeline.map(({ step }) => step)).to.deep.equal([
      'placed',
      'shipping-chosen',
      'seen',
      'preparing',
      'shipped',
    ]);
    const [first, second, ...more] = await letters(orderId);
    expect(more).to.deep.equal([]);
    expect(first!.text).to.include('Via Roma 12').and.include('50123 Firenze FI');
    expect(second!.subject).to.include('è partito');
    expect(second!.text).to.include('084621907755');
  });

  it('has kept its promise once it is bagged, however late the carrier comes', async () => {
    const bag = await bagged();
    const tomorrow = new Date(Date.now() + 2 * DAY);
    const late = async () =>
      (await as((tx) => selectToWatch(tx, [{ locationId, tomorrowEnds: tomorrow }]), tomorrow)).map(
        (shop) => shop.late,
      );
    expect(await late()).to.deep.equal([0]);
    // One that is not bagged by then is late.
    await convert(await place());
    expect(await late()).to.deep.equal([1]);
    await ship(bag);
  });

  it('is never ready, never reminded of and never uncollected', async () => {
    const orderId = await bagged();
    const refusal = await refusalOf(
      expected(orderId, (expectedVersion) =>
        as((tx) => readyOrder(tx, { orderId, expectedVersion })),
      ),
    );
    expect(refusal.problem).to.equal(orderInOtherState);
    const later = new Date(Date.now() + 40 * DAY);
    await as((tx) => confirmOrders(tx, POST));
    expect(await as((tx) => tellCustomers(tx, POST), later)).to.equal(0);
    expect(await as((tx) => remindCustomers(tx, POST), later)).to.equal(0);
    await as((tx) => closeOverdueOrders(tx), later);
    expect(await rowOf(orderId)).to.include({ state: 'staged' });
    expect((await rowOf(orderId)).ready_at).to.be.instanceOf(Date);
  });

  it('is not handed over at the counter, and what is collected is given to no carrier', async () => {
    const orderId = await bagged();
    const counter = expected(orderId, (expectedVersion) =>
      as((tx) =>
        handOver(tx, testSecrets, {
          orderId,
          expectedVersion,
          proof: { kind: 'code', code: testSecrets.code(orderId) },
          collector: { kind: 'customer' },
        }),
      ),
    );
    expect((await refusalOf(counter)).problem).to.equal(orderInOtherState);

    const waiting = await place();
    await as((tx) => takeOrder(tx, { orderId: waiting }));
    await pick(waiting);
    await stage(waiting, false);
    expect((await refusalOf(ship(waiting))).problem).to.equal(orderInOtherState);
  });

  it('is refused in words while it is to be paid at the counter', async () => {
    const orderId = await place(1, true);
    const refusal = await refusalOf(convert(orderId));
    expect(refusal.problem).to.equal(shippingNotPaid);
    expect(refusal.extension).to.include({ dueMinor: 199_00 });
    const page = await as((tx) => readCustomerOrder(tx, POST, token(orderId)));
    expect(page.can.ship).to.equal(false);
  });

  it('is refused by a shop that sends nothing', async () => {
    const orderId = await place();
    await makePolicy(database.db, locationId, { offersShipping: false });
    expect((await refusalOf(convert(orderId))).problem).to.equal(shippingNotOffered);
  });

  it('stays a pickup once a piece of it is in somebody’s hands', async () => {
    const orderId = await place(2);
    await as((tx) => takeOrder(tx, { orderId }));
    expect((await convert(orderId)).fulfilment).to.equal('shipping');
    const other = await place(2);
    await as((tx) => takeOrder(tx, { orderId: other }));
    await pick(other);
    const refusal = await refusalOf(convert(other));
    expect(refusal.problem).to.equal(orderAlreadyPicked);
    expect(await rowOf(other)).to.include({ fulfilment: 'pickup', ship_street: null });
  });

  it('has the address that was said last, and is not moved by its customer any more', async () => {
    const orderId = await place();
    const { version } = await convert(orderId);
    expect((await convert(orderId)).version, 'the same again changes nothing').to.equal(version);
    const corrected = await convert(orderId, { ...DOORBELL, street: 'Via Roma 21' });
    expect(corrected.version).to.equal(version + 1);
    expect(corrected.shipTo).to.include({ street: 'Via Roma 21' });
    const elsewhere = await makeLocation(database.db);
    await makeStock(database.db, { locationId: elsewhere, itemId, quantity: 1 });
    const move = as((tx) => moveAsCustomer(tx, POST, { ...token(orderId), locationId: elsewhere }));
    expect((await refusalOf(move)).problem).to.equal(orderInOtherState);
  });

  it('is chosen or picked, not both, when both are tried at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const orderId = await place();
      await as((tx) => takeOrder(tx, { orderId }));
      const [chosen, picked] = await Promise.allSettled([convert(orderId), pick(orderId)]);
      expect(picked.status).to.equal('fulfilled');
      const row = await rowOf(orderId);
      expect(row.fulfilment).to.equal(chosen.status === 'fulfilled' ? 'shipping' : 'pickup');
      if (chosen.status === 'rejected') {
        expect([orderInOtherState, orderAlreadyPicked]).to.include(
          (chosen.reason as Refusal).problem,
        );
      }
    }
  });

  it('leaves once when two give it to the carrier, or somebody cancels meanwhile', async () => {
    const orderId = await bagged();
    const twice = await Promise.allSettled([ship(orderId), ship(orderId)]);
    expect(twice.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await database.db('oc_handover').where({ order_id: orderId })).to.have.lengthOf(1);

    const other = await bagged();
    const cancel = expected(other, (expectedVersion) =>
      as((tx) => cancelOrder(tx, { orderId: other, expectedVersion, reason: 'Ci ripensa' })),
    );
    const [sent, cancelled] = await Promise.allSettled([ship(other), cancel]);
    expect([sent.status, cancelled.status].sort()).to.deep.equal(['fulfilled', 'rejected']);
    const loser = (sent.status === 'rejected' ? sent : cancelled) as PromiseRejectedResult;
    expect([staleRevision, orderInOtherState]).to.include((loser.reason as Refusal).problem);
  });

  it('leaves without what was cancelled, which goes back to its place', async () => {
    const orderId = await bagged(2);
    const [{ id: lineId }] = await database.db('oc_order_line').where({ order_id: orderId });
    await expected(orderId, (expectedVersion) =>
      as((tx) =>
        cancelOrder(tx, {
          orderId,
          expectedVersion,
          reason: 'Uno solo',
          lines: [{ lineId, quantity: 1 }],
        }),
      ),
    );
    expect(await ship(orderId)).to.include({ pieces: 1, state: 'collected' });
    expect(await level()).to.include({ on_hand: 4, held: 1 });
    await as((tx) => putBackLine(tx, { orderId, lineId }));
    expect(await level()).to.include({ on_hand: 4, held: 0 });
  });

  it('is chosen by the house only as it was seen, and told in the audit without the address', async () => {
    const orderId = await place();
    const stale = as((tx) =>
      chooseShippingAsStaff(tx, { orderId, expectedVersion: 9, ...DOORBELL }),
    );
    expect((await refusalOf(stale)).problem).to.equal(staleRevision);
    await as((tx) => chooseShippingAsStaff(tx, { orderId, expectedVersion: 1, ...DOORBELL }));
    const told = await database.db('core_audit').where({ subject: `order:${orderId}` });
    expect(JSON.stringify(told)).to.include('order-shipping-chosen').and.not.include('Via Roma');
  });

  it('forgets the address with the contact once it is over', async () => {
    const orderId = await bagged();
    await ship(orderId);
    const { customer_id: customerId } = await rowOf(orderId);
    await as((tx) => eraseContacts(tx, customerId));
    expect(await rowOf(orderId)).to.include({ ship_recipient: null, ship_notes: null });
  });
});
