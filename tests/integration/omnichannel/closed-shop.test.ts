import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmOrders } from '../../../modules/omnichannel/mail/write-letters.ts';
import { extendPickup } from '../../../modules/omnichannel/pickup/extend-pickup.ts';
import { followHours } from '../../../modules/omnichannel/pickup/keep-over-closing.ts';
import { closeOverdueOrders } from '../../../modules/omnichannel/pickup/not-collected.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCounter, type Counter } from '../../support/make/counter.ts';
import { POST } from '../../support/make/order.ts';
import { expectReconciled } from '../../support/reconcile.ts';

/** A Saturday: it waits until the shop closes on the Saturday after. */
const READY = new Date('2026-11-21T10:00:00Z');
const SATURDAY = '2026-11-28T18:30:00.000Z';
const FLOOD = new Date('2026-11-24T07:00:00Z');
const CLOSED = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'];

describe('a shop under water for five days', () => {
  const database = useDatabase();
  let shop: Counter;
  let orderId: string;

  beforeEach(async () => {
    shop = await makeCounter(database.db, { '42': { quantity: 5 } });
    const { gtin } = shop.pieces.get('42')!;
    ({ orderId } = await shop.ready([{ gtin, quantity: 1 }], {}, READY));
    expect((await order()).collect_by.toISOString()).to.equal(SATURDAY);
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const order = (): Promise<{
    state: string;
    version: number;
    collect_by: Date;
    extended_at: Date | null;
  }> => database.db('oc_order').where({ id: orderId }).first();
  const closed = (days: readonly string[]): Promise<unknown> =>
    database.db('base_location_exception').insert(
      days.map((day) => ({
        location_id: shop.locationId,
        day,
        name: 'Alluvione',
        spans: JSON.stringify([]),
      })),
    );
  const hear = (): Promise<void> =>
    shop.as(shop.clerk, (tx) => followHours(tx, shop.locationId), FLOOD);
  const sweep = (at: string): Promise<number> =>
    shop.as(shop.clerk, (tx) => closeOverdueOrders(tx), new Date(at));
  const extensions = () =>
    database
      .db('core_outbox')
      .where({ type: 'omnichannel.order-extended.v1', stream: `order:${orderId}` });

  it('keeps what is ready until the next day it opens, and tells the customer, once', async () => {
    await closed(CLOSED);
    await hear();
    const kept = await order();
    expect(kept.state).to.equal('ready');
    const until = kept.collect_by.toISOString();
    expect(until > SATURDAY).to.equal(true);
    expect(CLOSED).not.to.include(until.slice(0, 10));
    await hear();
    expect((await order()).version, 'heard twice').to.equal(kept.version);
    expect(await extensions()).to.have.lengthOf(1);

    await shop.as(shop.clerk, (tx) => confirmOrders(tx, POST), FLOOD);
    const letters = await database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .whereLike('subject', '%hai più tempo');
    expect(letters).to.have.lengthOf(1);

    await sweep(SATURDAY);
    expect((await order()).state).to.equal('ready');
    await sweep(until);
    expect((await order()).state).to.equal('no-show');
  });

  it('leaves the customer the extension that the rules give', async () => {
    await closed(CLOSED);
    await hear();
    const { version, extended_at, collect_by } = await order();
    expect(extended_at).to.equal(null);
    const input = { orderId, expectedVersion: version };
    await shop.as(shop.clerk, (tx) => extendPickup(tx, input), FLOOD);
    expect((await order()).collect_by.getTime()).to.be.greaterThan(collect_by.getTime());
  });

  it('closes nobody’s order before the news of its closing is heard', async () => {
    await closed(CLOSED);
    await sweep(SATURDAY);
    const { state, collect_by } = await order();
    expect(state).to.equal('ready');
    expect(collect_by.toISOString() > SATURDAY).to.equal(true);
    await hear();
    expect(await extensions()).to.have.lengthOf(1);
  });

  it('moves nothing whose last day stays open', async () => {
    const { version } = await order();
    await closed(CLOSED.slice(0, 4));
    await hear();
    expect((await order()).version).to.equal(version);
    await sweep(SATURDAY);
    expect((await order()).state).to.equal('no-show');
  });
});
