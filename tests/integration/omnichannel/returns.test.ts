import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';
import {
  goodsAlreadyReturned,
  previewChanged,
  returnRefused,
} from '../../../modules/omnichannel/returns/problems.ts';
import { approve } from '../../../modules/omnichannel/approvals/answer.ts';
import { OVERRIDE } from '../../../modules/omnichannel/refunds/propose.ts';
import {
  refundBeyondPayment,
  sharesDoNotAddUp,
} from '../../../modules/omnichannel/refunds/problems.ts';
import { demandReturn } from '../../../modules/omnichannel/returns/reading.ts';
import { confirmReturn } from '../../../modules/omnichannel/returns/confirm.ts';
import { refusalOf } from '../../support/refusal.ts';
import { useDatabase } from '../../support/database.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';

const DAY = 86_400_000;

describe('a return at the counter', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, {
      '40': { quantity: 4, listPriceMinor: 49_00 },
      '42': { quantity: 4, listPriceMinor: 70_00 },
      '44': { quantity: 9, listPriceMinor: 30_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const gtin = (size: string): string => desk.pieces.get(size)!.gtin;
  const paidWith = (card: number, paypal: number) => ({
    change: {
      payments: [
        { kind: 'card' as const, amountMinor: card, providerRef: 'pi_card' },
        { kind: 'paypal' as const, amountMinor: paypal, providerRef: 'pp_1' },
      ],
    },
  });

  it('gives back on both tenders in proportion, the rest a week later, to the cent', async () => {
    const { orderId, lineIds } = await desk.collected(
      [
        { gtin: gtin('40'), unitPriceMinor: 49_00 },
        { gtin: gtin('42'), unitPriceMinor: 70_00 },
      ],
      paidWith(69_00, 50_00),
    );
    const first = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect(first.tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).to.deep.equal([
      ['card', 28_41],
      ['paypal', 20_59],
    ]);
    const rest = await desk.take(
      { orderId, lines: [{ lineId: lineIds[1]! }] },
      { at: new Date(Date.now() + 7 * DAY) },
    );
    expect(rest.tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).to.deep.equal([
      ['card', 40_59],
      ['paypal', 29_41],
    ]);
  });

  it('goes back on the payments somebody chose, once the office has agreed to it, and never beyond them', async () => {
    const { orderId, lineIds } = await desk.collected(
      [
        { gtin: gtin('40'), unitPriceMinor: 49_00 },
        { gtin: gtin('42'), unitPriceMinor: 70_00 },
      ],
      paidWith(69_00, 50_00),
    );
    const rows = await database.db('oc_payment').where({ order_id: orderId }).select('id', 'kind');
    const idOf = (kind: string): string => rows.find((row) => row.kind === kind)!.id;
    const lines = [{ lineId: lineIds[0]! }];
    const on = (paypal: number, card = 0) => ({
      outcome: 'original-tender' as const,
      shares: [
        { paymentId: idOf('paypal'), amountMinor: paypal },
        ...(card > 0 ? [{ paymentId: idOf('card'), amountMinor: card }] : []),
      ],
    });
    const short = await refusalOf(desk.preview({ orderId, lines, settlement: on(48_00) }));
    expect(short.problem).to.equal(sharesDoNotAddUp);
    const beyond = await refusalOf(
      desk.preview({ orderId, lines: [{ lineId: lineIds[1]! }], settlement: on(70_00) }),
    );
    expect(beyond.problem).to.equal(refundBeyondPayment);
    const asked = await desk.take(
      { orderId, lines, settlement: on(49_00) },
      { custodyPlace: 'Retro B2' },
    );
    expect(asked).to.include({ decision: 'pending', goods: 'in-custody' });
    expect(asked.judged).to.include({ verdict: 'needs-approval', by: 'web-store-manager' });
    const { approvalId } = asked.approval!;
    await desk.as(desk.office, (tx) => approve(tx, { approvalId }));
    const parts = await database
      .db('oc_refund_part as part')
      .join('oc_refund as refund', 'refund.id', 'part.refund_id')
      .where('refund.source_id', asked.returnId)
      .select('part.payment_key as key', 'part.amount_minor as minor');
    expect(parts).to.deep.equal([{ key: idOf('paypal'), minor: 49_00 }]);
    // Who may choose them needs nobody's word.
    const grants = new Map([...desk.taker.grants, [OVERRIDE, 'everywhere' as const]]);
    const chooser = { ...desk.taker, grants };
    const rest = await desk.take(
      { orderId, lines: [{ lineId: lineIds[1]! }], settlement: on(1_00, 69_00) },
      { actor: chooser },
    );
    expect(rest).to.include({ decision: 'allowed', money: 'authorised' });
    expect(rest.tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).to.have.deep.members([
      ['paypal', 1_00],
      ['card', 69_00],
    ]);
  });

  it('goes back in proportion when less is left of a chosen payment by the time somebody agrees', async () => {
    const { orderId, lineIds } = await desk.collected(
      [
        { gtin: gtin('40'), unitPriceMinor: 49_00 },
        { gtin: gtin('42'), unitPriceMinor: 70_00 },
      ],
      paidWith(69_00, 50_00),
    );
    const paypal = await database
      .db('oc_payment')
      .where({ order_id: orderId, kind: 'paypal' })
      .first('id');
    const asked = await desk.take(
      {
        orderId,
        lines: [{ lineId: lineIds[0]! }],
        settlement: {
          outcome: 'original-tender',
          shares: [{ paymentId: paypal.id, amountMinor: 49_00 }],
        },
      },
      { custodyPlace: 'Retro B2' },
    );
    await desk.take({ orderId, lines: [{ lineId: lineIds[1]! }] });
    await desk.as(desk.office, (tx) => approve(tx, { approvalId: asked.approval!.approvalId }));
    const file = await desk.as(desk.office, (tx) => demandReturn(tx, asked.returnId));
    expect(file).to.include({ decision: 'approved', money: 'authorised', paidMinor: 0 });
    const kept = await database
      .db('oc_refundable')
      .where({ origin_id: orderId })
      .sum({ minor: 'back_minor' })
      .first();
    expect(Number(kept!.minor)).to.equal(119_00);
  });

  it('gives back of a three for two what each piece was paid, and never more than all', async () => {
    const { orderId, lineIds } = await desk.collected(
      [{ gtin: gtin('44'), quantity: 3, unitPriceMinor: 30_00, discounts: [30_00] }],
      paidWith(41_00, 19_00),
    );
    const one = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect(one.totalMinor).to.equal(20_00);
    const two = await desk.take(
      { orderId, lines: [{ lineId: lineIds[0]!, quantity: 2 }] },
      { at: new Date(Date.now() + 7 * DAY) },
    );
    expect(two.totalMinor).to.equal(40_00);
    const back = [...one.tenders, ...two.tenders];
    const on = (kind: string) =>
      back.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.amountMinor, 0);
    expect([on('card'), on('paypal')]).to.deep.equal([41_00, 19_00]);
  });

  it('puts the piece into the stock of the shop in the same moment, and says so on the file', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 49_00 },
    ]);
    const before = await desk.level('40');
    const file = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect((await desk.level('40')).onHand).to.equal(before.onHand + 1);
    expect(file).to.include({ goods: 'disposed', decision: 'allowed', money: 'authorised' });
    expect(file.lines[0]).to.include({ disposition: 'restock', goodsMinor: 49_00 });
    const movement = await database
      .db('ss_movement')
      .where({ document_id: file.returnId })
      .first('from_place', 'to_place', 'reason_code', 'document_kind');
    expect(movement).to.deep.equal({
      from_place: 'customer',
      to_place: 'sellable',
      reason_code: 'customer-return',
      document_kind: 'return',
    });
  });

  it('takes a piece back once, whoever comes second', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 49_00 },
    ]);
    const lines = [{ lineId: lineIds[0]! }];
    const outcomes = await Promise.allSettled([
      desk.take({ orderId, lines }),
      desk.take({ orderId, lines }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const refused = outcomes.find((one) => one.status === 'rejected');
    expect((refused!.reason as Refusal).problem).to.equal(goodsAlreadyReturned);
    expect(await database.db('oc_return').where({ order_id: orderId })).to.have.length(1);
    expect(await database.db('oc_refund').where({ origin_id: orderId })).to.have.length(1);
  });

  it('refuses what is no longer what was previewed, and leaves everything as it was', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 49_00 },
    ]);
    const { digest } = await desk.preview({ orderId, lines: [{ lineId: lineIds[0]! }] });
    const refusal = await refusalOf(
      desk.as(desk.taker, (tx) =>
        confirmReturn(tx, testSecrets, {
          orderId,
          locationId: desk.locationId,
          proof: 'code',
          digest,
          lines: [
            {
              lineId: lineIds[0]!,
              quantity: 1,
              reason: 'withdrawal',
              grade: 'A',
              destination: { kind: 'damaged' },
            },
          ],
        }),
      ),
    );
    expect(refusal.problem).to.equal(previewChanged);
    expect(await database.db('oc_return').where({ order_id: orderId })).to.have.length(0);
  });

  it('refuses in words for the customer what nobody may accept', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 49_00 },
    ]);
    const late = new Date(Date.now() + 90 * DAY);
    const given = { orderId, lines: [{ lineId: lineIds[0]! }] };
    const preview = await desk.preview(given, desk.taker, late);
    expect(preview.verdict).to.equal('refused');
    expect(preview.tell!.it).to.match(/termine per il recesso/);
    const refusal = await refusalOf(desk.take(given, { at: late }));
    expect(refusal.problem).to.equal(returnRefused);
    expect(refusal.told('it').detail).to.equal(preview.tell!.it);
  });

  it('gives the standard delivery back with the whole order, none with a part of it', async () => {
    const { orderId, lineIds } = await desk.collected(
      [
        { gtin: gtin('42'), unitPriceMinor: 80_00 },
        { gtin: gtin('40'), unitPriceMinor: 40_00 },
      ],
      { shippingMinor: 12_90 },
    );
    const all = lineIds.map((lineId) => ({ lineId }));
    expect((await desk.preview({ orderId, lines: all })).totalMinor).to.equal(125_90);
    const part = await desk.take({ orderId, lines: [all[0]!] });
    expect(part).to.include({ totalMinor: 80_00, shippingMinor: 0 });
    const rest = await desk.take({ orderId, lines: [all[1]!] });
    expect(rest).to.include({ totalMinor: 45_90, shippingMinor: 5_90 });
  });
});
