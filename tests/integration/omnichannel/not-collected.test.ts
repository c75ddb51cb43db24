import { expect } from 'chai';
import type { Tx } from '../../../server/db/transaction.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmOrders, remindCustomers } from '../../../modules/omnichannel/mail/write-letters.ts';
import { handOver } from '../../../modules/omnichannel/pickup/hand-over.ts';
import {
  closeOverdueOrders,
  reprievePickup,
} from '../../../modules/omnichannel/pickup/not-collected.ts';
import { putBackLine } from '../../../modules/omnichannel/pickup/put-back.ts';
import { readPickup } from '../../../modules/omnichannel/pickup/queries.ts';
import { orderInOtherState } from '../../../modules/omnichannel/problems.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCounter, type Counter } from '../../support/make/counter.ts';
import { POST, testSecrets } from '../../support/make/order.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const READY = new Date('2026-11-21T10:00:00Z');
/** Until the shop closes on Saturday a week later. */
const DEADLINE = new Date('2026-11-28T18:30:00Z');
const after = (hours: number): Date => new Date(DEADLINE.getTime() + hours * 3_600_000);

describe('an order nobody collects', () => {
  const database = useDatabase();
  let shop: Counter;
  let gtin: string;

  beforeEach(async () => {
    shop = await makeCounter(database.db, { '42': { quantity: 5 } });
    ({ gtin } = shop.pieces.get('42')!);
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const close = (at: Date): Promise<number> =>
    shop.as(shop.clerk, (tx) => closeOverdueOrders(tx), at);
  const refundsOf = (orderId: string) =>
    database.db('oc_refund_due').where({ order_id: orderId }).orderBy('due_since');
  const lettersOf = async (orderId: string) =>
    (await database.db('core_mail').where({ reference: `order:${orderId}` })) as {
      subject: string;
      text: string;
    }[];
  const give = (orderId: string, expectedVersion: number, at: Date) =>
    shop.as(
      shop.clerk,
      (tx: Tx) =>
        handOver(tx, testSecrets, {
          orderId,
          proof: { kind: 'code', code: testSecrets.code(orderId) },
          collector: { kind: 'customer' },
          expectedVersion,
        }),
      at,
    );

  it('is closed after its deadline, not before: pieces wait for their scan, the money is owed', async () => {
    const { orderId } = await shop.ready([{ gtin, quantity: 2 }], {}, READY);

    expect(await close(after(-1))).to.equal(0);
    expect(await close(after(0))).to.equal(1);
    expect(await close(after(0))).to.equal(0);

    expect(await shop.order(orderId)).to.include({ state: 'no-show', refund_minor: 398_00 });
    // Nobody is sent to look on the floor for what lies on the shelf.
    expect(await shop.level('42')).to.deep.equal({ onHand: 5, held: 2 });
    const [refund] = await refundsOf(orderId);
    expect(refund).to.include({ cause: 'not-collected', amount_minor: 398_00, state: 'due' });
    expect(refund).to.include({ voucher_percent: null, voucher_days: null });
  });

  it('tells the customer what goes back, and promises no voucher that nobody issues', async () => {
    const { orderId } = await shop.ready([{ gtin }], {}, READY);
    await close(after(1));
    await shop.as(shop.clerk, (tx) => confirmOrders(tx, POST), after(1));

    const letter = (await lettersOf(orderId)).find(({ subject }) =>
      subject.includes('non ritirato'),
    );
    expect(letter!.text).to.match(/Ti rimborseremo 199,00\s€\./);
    expect(letter!.text).to.not.include('buono');
  });

  it('is sellable piece by piece, each when its scan says that it is in its place', async () => {
    const { orderId, lineIds } = await shop.ready([{ gtin, quantity: 2 }], {}, READY);
    await close(after(1));
    const lineId = lineIds[0]!;
    const scan = () =>
      shop.as(
        shop.clerk,
        (tx) => putBackLine(tx, { orderId, lineId, gtin, quantity: 1 }),
        after(2),
      );

    await scan();
    expect(await shop.level('42')).to.deep.equal({ onHand: 5, held: 1 });
    await scan();
    expect(await shop.level('42')).to.deep.equal({ onHand: 5, held: 0 });
    const bags = await database.db('oc_bag').where({ order_id: orderId, gone_at: null });
    expect(bags).to.have.lengthOf(0);
  });

  it('is handed over in one go to the customer who comes while it is still on the shelf', async () => {
    const { orderId } = await shop.ready([{ gtin }], {}, READY);
    await close(after(1));
    const card = await shop.as(shop.clerk, (tx) => readPickup(tx, { orderId }), after(2));
    expect(card.lapsed).to.include({ pieces: 1, owedMinor: 199_00 });
    expect(card.row.state).to.equal('ready');

    const reply = await give(orderId, card.version, after(2));

    expect(reply).to.include({ state: 'collected', pieces: 1, paidNowMinor: 0 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 4, held: 0 });
    expect(await shop.order(orderId)).to.include({ refund_minor: 0, cancelled_minor: 0 });
    const [refund] = await refundsOf(orderId);
    expect(refund).to.include({ state: 'withdrawn' });
    // The letter that was not written yet is not written any more.
    await shop.as(shop.clerk, (tx) => confirmOrders(tx, POST), after(2));
    const letters = (await lettersOf(orderId)).map(({ subject }) => subject);
    expect(letters.join()).not.to.include('non ritirato');
  });

  it('is kept for another day when the customer calls, and closed again when they do not come', async () => {
    const { orderId } = await shop.ready([{ gtin }], {}, READY);
    await close(after(1));
    const { version } = await shop.order(orderId);

    const kept = await shop.as(
      shop.clerk,
      (tx) => reprievePickup(tx, { orderId, expectedVersion: version }),
      after(2),
    );
    // Saturday night: the next open day is Monday.
    expect(kept).to.include({ state: 'ready', collectBy: '2026-11-30T18:30:00.000Z' });
    expect(await close(after(3))).to.equal(0);

    expect(await close(new Date('2026-11-30T18:31:00Z'))).to.equal(1);
    const states = (await refundsOf(orderId)).map(({ state }) => state);
    expect(states).to.deep.equal(['withdrawn', 'due']);
  });

  it('gives back only what is still there: what was put back stays owed', async () => {
    const { orderId, lineIds } = await shop.ready([{ gtin, quantity: 2 }], {}, READY);
    await close(after(1));
    const lineId = lineIds[0]!;
    await shop.as(
      shop.clerk,
      (tx) => putBackLine(tx, { orderId, lineId, gtin, quantity: 1 }),
      after(2),
    );
    const { version } = await shop.order(orderId);

    const reply = await give(orderId, version, after(3));

    expect(reply).to.include({ state: 'collected', pieces: 1, remaining: 0 });
    expect(await shop.order(orderId)).to.include({ refund_minor: 199_00 });
    expect(await shop.level('42')).to.deep.equal({ onHand: 4, held: 0 });
  });

  it('cannot be given when all of it is on sale again', async () => {
    const { orderId, lineIds } = await shop.ready([{ gtin }], {}, READY);
    await close(after(1));
    await shop.as(shop.clerk, (tx) => putBackLine(tx, { orderId, lineId: lineIds[0]! }), after(2));
    const { version } = await shop.order(orderId);

    const refused = await give(orderId, version, after(3)).then(
      () => null,
      (error: { problem: unknown }) => error.problem,
    );
    expect(refused).to.equal(orderInOtherState);
  });

  it('either reaches the customer or is closed when both happen at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { orderId, version } = await shop.ready([{ gtin }], {}, READY);
      await Promise.allSettled([give(orderId, version, after(1)), close(after(1))]);
      const { state } = await shop.order(orderId);
      expect(state).to.be.oneOf(['collected', 'no-show']);
      if (state === 'no-show') {
        const { version: now } = await shop.order(orderId);
        await give(orderId, now, after(2));
      }
    }
  });

  it('counts for the customer, and the counter sees when to ask for prepayment', async () => {
    const change = { customer: { name: 'Ada', surname: 'Sola', email: 'ada.sola@example.com' } };
    for (let order = 0; order < 3; order += 1) await shop.ready([{ gtin }], { change }, READY);
    await close(after(1));
    const next = await shop.ready([{ gtin }], { change }, after(48));

    const card = await shop.as(
      shop.clerk,
      (tx) => readPickup(tx, { orderId: next.orderId }),
      after(48),
    );
    expect(card.customer).to.include({ noShows: 3, prepaymentAdvised: true });
    const later = new Date('2027-12-15T10:00:00Z');
    const old = await shop.as(shop.clerk, (tx) => readPickup(tx, { orderId: next.orderId }), later);
    expect(old.customer.noShows).to.equal(0);
  });

  it('is reminded of on the third and the sixth day before', async () => {
    const { orderId } = await shop.ready([{ gtin }], {}, READY);
    const day = (days: number) => new Date(READY.getTime() + days * 86_400_000);
    const remind = (days: number) =>
      shop.as(shop.clerk, (tx) => remindCustomers(tx, POST), day(days));
    expect([await remind(2), await remind(3), await remind(6), await remind(6.5)]).to.deep.equal([
      0, 1, 1, 0,
    ]);
    await close(after(1));
    expect(await remind(8)).to.equal(0);
    expect((await shop.order(orderId)).state).to.equal('no-show');
  });
});
