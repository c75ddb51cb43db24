import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmOrders } from '../../../modules/omnichannel/mail/write-letters.ts';
import { cancelOpenPieces, cancelOrder } from '../../../modules/omnichannel/orders/cancel-order.ts';
import { cancelAsCustomer } from '../../../modules/omnichannel/orders/customer-order.ts';
import { lockFile } from '../../../modules/omnichannel/orders/sql/files.ts';
import { piecesNotOpen } from '../../../modules/omnichannel/problems.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import { stageOrder } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { pickPiece } from '../../../modules/omnichannel/pickup/pick.ts';
import { acknowledgeOrders, takeOrder } from '../../../modules/omnichannel/pickup/prepare.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeActor } from '../../support/make/actor.ts';
import { makeCounter, type Counter } from '../../support/make/counter.ts';
import { POST, makeChannelActor, testSecrets } from '../../support/make/order.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { expectReconciled } from '../../support/reconcile.ts';

/** How far two pieces at 100.00 have come when somebody cancels. */
const STATES = [
  'placed',
  'acknowledged',
  'picking',
  'half picked',
  'picked',
  'staged',
  'ready',
  'half collected',
] as const;
type State = (typeof STATES)[number];
const WHO = ['customer', 'store', 'office', 'channel', 'system'] as const;
type Who = (typeof WHO)[number];
/** Paid online: all, 50.00 of 200.00, or nothing. */
const PAID = { paid: 200_00, 'partly paid': 50_00, unpaid: 0 } as const;
type Paid = keyof typeof PAID;

/** Of the two pieces: those in a bag or a hand, those that left already. */
const PICKED: Readonly<Record<State, number>> = {
  placed: 0,
  acknowledged: 0,
  picking: 0,
  'half picked': 1,
  picked: 2,
  staged: 2,
  ready: 2,
  'half collected': 2,
};

describe('every cancellation', () => {
  const database = useDatabase();
  let shop: Counter;
  let gtin: string;

  beforeEach(async () => {
    shop = await makeCounter(database.db, { '42': { quantity: 10 } });
    ({ gtin } = shop.pieces.get('42')!);
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  async function bring(state: State, paid: Paid): Promise<string> {
    const { locationId, clerk, as } = shop;
    const amountMinor = PAID[paid];
    const payments = amountMinor > 0 ? [{ kind: 'card' as const, amountMinor }] : [];
    const orderId = await shop.place([{ gtin, quantity: 2, unitPriceMinor: 100_00 }], {
      atCounter: amountMinor < 200_00,
      change: { payments },
    });
    if (state === 'placed') return orderId;
    await as(clerk, (tx) => acknowledgeOrders(tx, { locationId, orderIds: [orderId] }));
    if (state === 'acknowledged') return orderId;
    await as(clerk, (tx) => takeOrder(tx, { orderId }));
    for (let piece = 0; piece < PICKED[state]; piece += 1) {
      await as(clerk, (tx) => pickPiece(tx, { locationId, gtin, orderId, manner: 'scan' }));
    }
    if (PICKED[state] < 2 || state === 'picked') return orderId;
    const { version } = await shop.order(orderId);
    const ready = state !== 'staged';
    const bags = [`B-${nextNumber()}`];
    await as(clerk, (tx) =>
      stageOrder(tx, { orderId, bags, shelf: 'A1', ready, expectedVersion: version }),
    );
    if (state === 'half collected') await collectOne(orderId, paid);
    return orderId;
  }

  async function collectOne(orderId: string, paid: Paid): Promise<void> {
    const { version: expectedVersion } = await shop.order(orderId);
    const [lineId] = await shop.lineIds(orderId);
    const due = Math.max(0, 100_00 - PAID[paid]);
    await shop.as(shop.clerk, (tx) =>
      handOver(tx, testSecrets, {
        orderId,
        proof: { kind: 'identity', documentType: 'passport' },
        collector: { kind: 'customer' },
        lines: [{ lineId: lineId!, quantity: 1 }],
        expectedVersion,
        ...(due > 0 ? { payment: { kind: 'cash', amountMinor: due } } : {}),
      }),
    );
  }

  const office = (): Actor => makeActor({ permissions: ['omnichannel.order.cancel'] });
  async function cancel(orderId: string, who: Who): Promise<void> {
    const { version: expectedVersion } = await shop.order(orderId);
    if (who === 'customer') {
      const token = testSecrets.token(orderId);
      await shop.as(shop.clerk, (tx) => cancelAsCustomer(tx, POST, { token }));
      return;
    }
    if (who === 'system') {
      await shop.as(shop.clerk, async (tx) =>
        cancelOpenPieces(tx, (await lockFile(tx, orderId))!, 'Nessuna risposta', 'system'),
      );
      return;
    }
    const actor = { store: shop.clerk, office: office(), channel: makeChannelActor() }[who];
    await shop.as(actor, (tx) => cancelOrder(tx, { orderId, reason: 'prova', expectedVersion }));
  }

  for (const state of STATES) {
    for (const paid of Object.keys(PAID) as Paid[]) {
      it(`leaves stock, money, mail and the next task right: ${state}, ${paid}, whoever cancels`, async () => {
        const gone = state === 'half collected' ? 1 : 0;
        const inBag = PICKED[state] - gone;
        // What was paid, beyond the piece that was taken home and is paid for.
        const back = Math.max(0, PAID[paid] - gone * 100_00);
        for (const who of WHO) {
          const before = await shop.level('42');
          const orderId = await bring(state, paid);

          await cancel(orderId, who);

          const order = await shop.order(orderId);
          expect(order, who).to.include({
            state: gone > 0 ? 'collected' : 'cancelled',
            cancelled_minor: (2 - gone) * 100_00,
            refund_minor: back,
          });
          // On the floor: free at once. In the bag: promised to nobody until it is back.
          const level = { onHand: before.onHand - gone, held: before.held + inBag };
          expect(await shop.level('42'), who).to.deep.equal(level);
          const [line] = await database.db('oc_order_line').where({ order_id: orderId });
          expect(line.to_put_back, 'the next task').to.equal(inBag);
          const refunds = await database.db('oc_refund_due').where({ order_id: orderId });
          expect(refunds.map(({ cause, amount_minor }) => [cause, amount_minor])).to.deep.equal(
            back > 0 ? [['cancelled', back]] : [],
          );
          const bags = await database.db('oc_bag').where({ order_id: orderId, gone_at: null });
          expect(bags.length > 0).to.equal(inBag > 0 && PICKED[state] === 2 && state !== 'picked');
          expect(await letterAfter(orderId), who).to.equal(back > 0);
          const event = await database
            .db('core_outbox')
            .where({ stream: `order:${orderId}`, type: 'omnichannel.order-cancelled.v1' })
            .first('payload');
          const by = who === 'store' || who === 'office' ? 'staff' : who;
          expect(event.payload).to.include({ by, toRefundMinor: back });
        }
      });
    }
  }

  /** The customer is told; whether the letter speaks of money back. */
  async function letterAfter(orderId: string): Promise<boolean> {
    await shop.as(shop.clerk, (tx) => confirmOrders(tx, POST));
    const mails = await database.db('core_mail').where({ reference: `order:${orderId}` });
    const letter = mails.find(({ subject }) => /annullato/.test(subject));
    expect(letter, 'the customer is told').not.to.equal(undefined);
    return letter.text.includes('Ti rimborseremo');
  }

  it('takes pieces from the floor before pieces from the bag, and leaves the rest of the order alive', async () => {
    const orderId = await bring('half picked', 'paid');
    const [lineId] = (await shop.lineIds(orderId)) as [string];
    const { version: expectedVersion } = await shop.order(orderId);

    const reply = await shop.as(shop.clerk, (tx) =>
      cancelOrder(tx, {
        orderId,
        reason: 'Ne basta uno',
        lines: [{ lineId, quantity: 1 }],
        expectedVersion,
      }),
    );

    expect(reply).to.include({ state: 'picked', toPutBack: 0, toRefundMinor: 100_00 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 10, held: 1 });
    const [line] = await database.db('oc_order_line').where({ id: lineId });
    expect(line).to.include({ state: 'picked', picked: 1, cancelled: 1 });
    await shop.as(shop.clerk, (tx) => confirmOrders(tx, POST));
    const [mail] = await database
      .db('core_mail')
      .where({ reference: `order:${orderId}` })
      .whereLike('subject', '%annullato in parte%');
    expect(mail.text).to.include('Resta tuo:');
  });

  it('keeps a ready order ready when one of its pieces is cancelled', async () => {
    const orderId = await bring('ready', 'paid');
    const [lineId] = (await shop.lineIds(orderId)) as [string];
    const { version: expectedVersion } = await shop.order(orderId);
    const lines = [{ lineId, quantity: 1 }];

    const reply = await shop.as(shop.clerk, (tx) =>
      cancelOrder(tx, { orderId, reason: 'Macchiato', lines, expectedVersion }),
    );

    expect(reply).to.include({ state: 'ready', toPutBack: 1, toRefundMinor: 100_00 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 10, held: 2 });
  });

  it('refuses to cancel more pieces than are open', async () => {
    const orderId = await bring('half collected', 'paid');
    const [lineId] = (await shop.lineIds(orderId)) as [string];
    const { version: expectedVersion } = await shop.order(orderId);
    const lines = [
      { lineId, quantity: 1 },
      { lineId, quantity: 1 },
    ];

    const problem = await shop
      .as(shop.clerk, (tx) => cancelOrder(tx, { orderId, reason: 'x', lines, expectedVersion }))
      .then(
        () => null,
        (error: { problem: unknown }) => error.problem,
      );
    expect(problem).to.equal(piecesNotOpen);
  });

  it('records one refund when two cancel the same order at once', async () => {
    const orderId = await bring('ready', 'paid');
    await Promise.allSettled([cancel(orderId, 'store'), cancel(orderId, 'customer')]);
    const refunds = await database.db('oc_refund_due').where({ order_id: orderId });
    expect(refunds.map(({ amount_minor }) => amount_minor)).to.deep.equal([200_00]);
  });
});
