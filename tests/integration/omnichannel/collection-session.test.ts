import { expect } from 'chai';
import { staleRevision } from '../../../server/kernel/problems.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmOrders } from '../../../modules/omnichannel/mail/write-letters.ts';
import { basketNotInStock } from '../../../modules/omnichannel/problems.ts';
import {
  amountBackDiffers,
  amountDueDiffers,
  backAboveLimit,
  notOfThisStyle,
  nothingDecided,
  piecesNotThere,
  swapNotInStock,
} from '../../../modules/omnichannel/pickup/problems.ts';
import { putBackLine } from '../../../modules/omnichannel/pickup/put-back.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCounter, type Counter, type Visit } from '../../support/make/counter.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { POST } from '../../support/make/order.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a visit at the counter', () => {
  const database = useDatabase();
  let shop: Counter;

  beforeEach(async () => {
    shop = await makeCounter(database.db, {
      '40': { quantity: 3 },
      '42': { quantity: 3 },
      '44': { quantity: 1 },
      '46': { quantity: 2, listPriceMinor: 219_00 },
      '48': { quantity: 2, listPriceMinor: 149_00 },
      '50': { quantity: 0 },
    });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const gtin = (size: string): string => shop.pieces.get(size)!.gtin;
  const refunds = (orderId: string) =>
    database.db('oc_refund_due').where({ order_id: orderId }).orderBy('due_since');
  const eventsOf = (orderId: string): Promise<string[]> =>
    database
      .db('core_outbox')
      .where({ stream: `order:${orderId}` })
      .orderBy('position')
      .pluck('type');

  it('lets one piece leave, another go back on sale at once, and a third wait for its scan', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }, { gtin: gtin('40'), quantity: 2 }]);
    const [coat, others] = order.lineIds as [string, string];

    const reply = await shop.visit(order, {
      left: [
        { lineId: others, quantity: 1, putBack: 'done' },
        { lineId: others, quantity: 1, putBack: 'later' },
      ],
      back: { amountMinor: 398_00, with: 'original' },
    });

    expect(reply).to.include({ state: 'collected', pieces: 1, left: 2, remaining: 0 });
    expect(reply).to.include({ paidNowMinor: 0, backMinor: 398_00 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 2, held: 0 });
    // Both are in the shop; the one that waits is promised to nobody else.
    expect(await shop.level('40')).to.deep.equal({ onHand: 3, held: 1 });
    const [refund] = await refunds(order.orderId);
    expect(refund).to.include({ cause: 'left-at-counter', amount_minor: 398_00, state: 'due' });
    const fates = await database
      .db('oc_order_unit')
      .where({ order_id: order.orderId })
      .pluck('fate');
    expect(fates).to.have.members(['collected', 'refused', 'refused']);
    expect((await eventsOf(order.orderId)).slice(-2)).to.deep.equal([
      'omnichannel.order-collected.v1',
      'omnichannel.order-pieces-refused.v1',
    ]);
    expect(coat).to.be.a('string');

    await shop.as(shop.clerk, (tx) =>
      putBackLine(tx, { orderId: order.orderId, lineId: others, gtin: gtin('40'), quantity: 1 }),
    );
    expect(await shop.level('40')).to.deep.equal({ onHand: 3, held: 0 });
  });

  it('swaps a size under the conditions of the purchase: another price on the tag changes nothing', async () => {
    // Bought at 180.00 with a coupon, while both sizes cost 199.00 here today.
    const order = await shop.ready([
      { gtin: gtin('42'), unitPriceMinor: 200_00, discounts: [20_00] },
    ]);

    const reply = await shop.visit(order, {
      swaps: shop.swap(order, '44'),
    });

    expect(reply).to.include({ state: 'collected', swapped: 1, paidNowMinor: 0, backMinor: 0 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 3, held: 0 });
    expect(await shop.level('44')).to.deep.equal({ onHand: 0, held: 0 });
    const [old, taken] = await database
      .db('oc_order_line')
      .where({ order_id: order.orderId })
      .orderBy('place');
    expect(old).to.include({ state: 'refused', refused: 1 });
    expect(taken).to.include({ state: 'collected', collected: 1, in_place_of: old.id });
    expect(taken).to.include({ unit_price_minor: 200_00 });
    const unit = await database.db('oc_order_unit').where({ line_id: taken.id }).first();
    expect(unit).to.include({ paid_minor: 180_00, discount_minor: 20_00 });
    expect(await refunds(order.orderId)).to.have.lengthOf(0);
  });

  it('asks for the difference of a dearer size before anything leaves', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }]);
    const swaps = shop.swap(order, '46');

    const refused = await refusalOf(shop.visit(order, { swaps }));
    expect(refused.problem).to.equal(amountDueDiffers);
    expect(refused.extension).to.include({ dueMinor: 20_00 });
    expect(await shop.level('46')).to.deep.equal({ onHand: 2, held: 0 });

    const reply = await shop.visit(order, { swaps, payment: { kind: 'cash', amountMinor: 20_00 } });
    expect(reply).to.include({ paidNowMinor: 20_00, state: 'collected' });
    expect(await shop.order(order.orderId)).to.include({ paid_minor: 219_00, refund_minor: 0 });
  });

  it('gives the difference of a cheaper size back over the counter, up to the limit of the shop', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }]);
    const swaps = shop.swap(order, '48');

    const unsaid = await refusalOf(shop.visit(order, { swaps }));
    expect(unsaid.problem).to.equal(amountBackDiffers);
    expect(unsaid.extension).to.include({ backMinor: 50_00 });

    await shop.visit(order, { swaps, back: { amountMinor: 50_00, with: 'cash' } });
    const [refund] = await refunds(order.orderId);
    expect(refund).to.include({ cause: 'swapped', state: 'settled', settled_with: 'cash' });
    expect(await shop.order(order.orderId)).to.include({
      refund_minor: 50_00,
      refunded_minor: 50_00,
    });
  });

  it('refuses more cash over the counter than the shop may give', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }]);
    const left = [{ lineId: order.lineIds[0]!, quantity: 1, putBack: 'done' as const }];

    const refused = await refusalOf(
      shop.visit(order, { left, back: { amountMinor: 199_00, with: 'cash' } }),
    );

    expect(refused.problem).to.equal(backAboveLimit);
    expect(refused.extension).to.include({ limitMinor: 50_00 });
    const reply = await shop.visit(order, {
      left,
      back: { amountMinor: 199_00, with: 'original' },
    });
    expect(reply).to.include({ state: 'refused', pieces: 0, left: 1 });
  });

  it('shares what goes back over the payments it came from, to the cent', async () => {
    const order = await shop.ready(
      [
        { gtin: gtin('42'), unitPriceMinor: 100_00 },
        { gtin: gtin('40'), unitPriceMinor: 33_33 },
      ],
      {
        change: {
          payments: [
            { kind: 'card', amountMinor: 100_00 },
            { kind: 'gift-card', amountMinor: 33_33 },
          ],
        },
      },
    );

    await shop.visit(order, {
      left: [{ lineId: order.lineIds[1]!, quantity: 1, putBack: 'done' }],
      back: { amountMinor: 33_33, with: 'original' },
    });

    const parts = await database
      .db('oc_refund_due_part as part')
      .join('oc_payment as p', 'p.id', 'part.payment_id')
      .where({ order_id: order.orderId })
      .select('p.kind', 'part.amount_minor');
    // 33.33 × 100.00 / 133.33 and 33.33 × 33.33 / 133.33.
    expect(parts).to.have.deep.members([
      { kind: 'card', amount_minor: 25_00 },
      { kind: 'gift-card', amount_minor: 8_33 },
    ]);
  });

  it('charges only what leaves when the rest waits, and never twice', async () => {
    const order = await shop.ready([{ gtin: gtin('42'), quantity: 3, unitPriceMinor: 50_00 }], {
      atCounter: true,
    });
    const lineId = order.lineIds[0]!;

    const first = await shop.visit(order, {
      lines: [{ lineId, quantity: 1 }],
      left: [{ lineId, quantity: 1, putBack: 'done' }],
      payment: { kind: 'card', amountMinor: 50_00 },
    });
    expect(first).to.include({ state: 'ready', remaining: 1, backMinor: 0 });

    const second = await shop.visit(
      { ...order, version: first.version },
      { payment: { kind: 'cash', amountMinor: 50_00 } },
    );
    expect(second).to.include({ state: 'collected', remaining: 0 });
    expect(await shop.order(order.orderId)).to.include({
      paid_minor: 100_00,
      cancelled_minor: 50_00,
      refund_minor: 0,
    });
    expect(await refunds(order.orderId)).to.have.lengthOf(0);
  });

  it('refuses what is not in the bag, another style, a size that is promised away, and an empty visit', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }]);
    const lineId = order.lineIds[0]!;
    const other = makeGtin();
    await makeItem(database.db, { gtin: other });
    const swap = (code: string) => ({
      swaps: [
        { lineId, quantity: 1, gtin: code, manner: 'scan' as const, putBack: 'done' as const },
      ],
    });

    const problems = [
      await refusalOf(shop.visit(order, { left: [{ lineId, quantity: 2, putBack: 'done' }] })),
      await refusalOf(shop.visit(order, swap(other))),
      await refusalOf(shop.visit(order, swap(gtin('50')))),
      await refusalOf(shop.visit(order, { lines: [] })),
    ].map(({ problem }) => problem);

    expect(problems).to.deep.equal([
      piecesNotThere,
      notOfThisStyle,
      swapNotInStock,
      nothingDecided,
    ]);
    expect(await shop.level('42')).to.deep.equal({ onHand: 3, held: 1 });
  });

  it('lets one of two tills finish the visit', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }, { gtin: gtin('40') }]);
    const given: Visit = {
      left: [{ lineId: order.lineIds[1]!, quantity: 1, putBack: 'done' }],
      back: { amountMinor: 199_00, with: 'original' },
    };

    const results = await Promise.allSettled([
      shop.visit(order, given),
      shop.visit(order, given, shop.colleague),
    ]);

    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as Refusal).problem] : [],
    );
    expect(refused).to.deep.equal([staleRevision]);
    expect(await refunds(order.orderId)).to.have.lengthOf(1);
  });

  it('gives the last piece of a size to the customer who swaps or to the one who orders, never to both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await shop.ready([{ gtin: gtin('42') }]);
      const swaps = shop.swap(order, '44');

      const [swapped, ordered] = await Promise.allSettled([
        shop.visit(order, { swaps }),
        shop.place([{ gtin: gtin('44') }, { gtin: gtin('42') }]),
      ]);

      if (swapped.status === 'fulfilled') {
        expect(ordered).to.have.property('status', 'rejected');
        expect((ordered as PromiseRejectedResult).reason.problem).to.equal(basketNotInStock);
        // Another 44 for the next round.
        await restock('44');
      } else {
        expect((swapped as PromiseRejectedResult).reason.problem).to.equal(swapNotInStock);
        expect(ordered.status).to.equal('fulfilled');
        await restock('44');
        await shop.visit(order, {});
      }
      await restock('42');
    }
  });

  async function restock(size: string): Promise<void> {
    const { itemId } = shop.pieces.get(size)!;
    await makeStock(database.db, { locationId: shop.locationId, itemId, quantity: 1 });
  }

  it('writes to the customer which pieces stayed and what goes back', async () => {
    const order = await shop.ready([{ gtin: gtin('42') }, { gtin: gtin('40') }]);
    await shop.visit(order, {
      left: [{ lineId: order.lineIds[1]!, quantity: 1, putBack: 'done' }],
      back: { amountMinor: 199_00, with: 'original' },
    });
    await shop.as(shop.clerk, (tx) => confirmOrders(tx, POST));

    const mails = await database.db('core_mail').where({ reference: `order:${order.orderId}` });
    const letter = mails.find(({ subject }) => subject.includes('pezzi lasciati'));
    expect(letter.text).to.include('Cappotto doppiopetto, Cammello, 40');
    expect(letter.text).not.to.include('Cammello, 42');
    expect(letter.text).to.match(/Ti rimborseremo 199,00\s€\./);
  });
});
