import { expect } from 'chai';
import {
  answerOffer,
  approve,
  counter,
  refuse,
  withdraw,
} from '../../../modules/omnichannel/approvals/answer.ts';
import { answerOverdue } from '../../../modules/omnichannel/approvals/unanswered.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { confirmReturn } from '../../../modules/omnichannel/returns/confirm.ts';
import { previewReturn } from '../../../modules/omnichannel/returns/preview.ts';
import { returnInOtherState } from '../../../modules/omnichannel/returns/problems.ts';
import {
  handBackReturn,
  markRepaired,
  regradeReturn,
} from '../../../modules/omnichannel/returns/steps.ts';
import { demandReturn } from '../../../modules/omnichannel/returns/reading.ts';
import type { ReturnFile } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import { selectReturns } from '../../../modules/omnichannel/returns/sql/files.ts';
import { refusalOnly, type Refusal } from '../../../server/kernel/refusal.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { useDatabase } from '../../support/database.ts';
import { makeLocation } from '../../support/make/location.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { makeStock } from '../../support/make/stock.ts';
import { expectReconciled } from '../../support/reconcile.ts';

describe('a return that somebody has to decide', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, {
      '40': { quantity: 4, listPriceMinor: 220_00 },
      '42': { quantity: 4, listPriceMinor: 220_00 },
      '44': { quantity: 4, listPriceMinor: 250_00 },
    });
  });
  afterEach(() => expectReconciled(database.db, [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS]));

  const gtin = (size: string): string => desk.pieces.get(size)!.gtin;
  const now = async ({ returnId }: ReturnFile) =>
    desk.as(desk.office, (tx) => demandReturn(tx, returnId));
  const custody = async (settlement?: Parameters<ReturnDesk['take']>[0]['settlement']) => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 220_00 },
    ]);
    const file = await desk.take(
      { orderId, lines: [{ lineId: lineIds[0]! }], ...(settlement ? { settlement } : {}) },
      { custodyPlace: 'Retro B2' },
    );
    return { orderId, lineIds, file, approvalId: file.approval!.approvalId };
  };
  const body = (orderId: string, lineId: string) => ({
    orderId,
    locationId: desk.locationId,
    proof: 'code' as const,
    lines: [{ lineId, quantity: 1, reason: 'withdrawal' as const, grade: 'A' as const }],
  });
  const level = async (size: string, condition = 'sellable') => {
    const row = await database
      .db('ss_stock_level')
      .where({
        location_id: desk.locationId,
        item_id: desk.pieces.get(size)!.itemId,
        condition,
      })
      .first('on_hand');
    return row?.on_hand ?? 0;
  };

  it('keeps the goods in custody, in no stock, until the answer; then everything follows by itself', async () => {
    const before = await level('40');
    const { file, approvalId } = await custody();
    expect(file).to.include({
      goods: 'in-custody',
      decision: 'pending',
      money: 'proposed',
      custodyPlace: 'Retro B2',
    });
    // The order took one piece out; in custody none has come in.
    expect(await level('40')).to.equal(before - 1);
    await desk.as(desk.manager, (tx) => approve(tx, { approvalId }));
    const after = await now(file);
    expect(after).to.include({ goods: 'disposed', decision: 'approved', money: 'authorised' });
    expect(after.decidedBy).to.equal(desk.manager.name);
    expect(await level('40')).to.equal(before);
    const refund = await database.db('oc_refund').where({ source_id: file.returnId }).first();
    expect(refund).to.include({ amount_minor: 220_00, authorised_how: 'approval' });
  });

  it('takes three pieces of 220.00 on the office’s word: money on the same card, pieces to be inspected, a letter', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('44'), quantity: 3, unitPriceMinor: 80_00, discounts: [20_00] },
    ]);
    const file = await desk.take(
      { orderId, lines: [{ lineId: lineIds[0]!, quantity: 3, grade: 'B' }] },
      { custodyPlace: 'B2' },
    );
    expect(file).to.include({ totalMinor: 220_00, decision: 'pending' });
    await desk.as(desk.office, (tx) => approve(tx, { approvalId: file.approval!.approvalId }));
    expect(await level('44', 'to-inspect')).to.equal(3);
    const parts = await database
      .db('oc_refund_part')
      .join('oc_refund', 'oc_refund.id', 'oc_refund_part.refund_id')
      .where({ source_id: file.returnId })
      .select('oc_refund_part.amount_minor', 'tender');
    expect(parts).to.have.length(1);
    expect(Number(parts[0].amount_minor)).to.equal(220_00);
    const letters = await database
      .db('core_mail')
      .where({ reference: `return:${file.returnId}` })
      .orderBy('id')
      .pluck('subject');
    expect(letters.map((subject: string) => subject.split(': ')[1])).to.deep.equal([
      'lo stiamo valutando',
      'accettato',
    ]);
  });

  it('gives the goods back after a refusal, and they may come another time', async () => {
    const { orderId, lineIds, file, approvalId } = await custody();
    await desk.as(desk.manager, (tx) => refuse(tx, { approvalId, reason: 'outside-the-rules' }));
    const refused = await now(file);
    expect(refused).to.include({ goods: 'in-custody', decision: 'refused', money: 'none' });
    const back = await desk.as(desk.taker, (tx) =>
      handBackReturn(tx, testSecrets, {
        returnId: file.returnId,
        expectedVersion: refused.version,
      }),
    );
    expect(back).to.include({ goods: 'handed-back', closedAt: back.closedAt });
    expect(back.closedAt).to.not.equal(null);
    const preview = await desk.preview({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect(preview.totalMinor).to.equal(220_00);
  });

  it('gives no delivery back while a refused piece waits here for its customer', async () => {
    const { orderId, lineIds } = await desk.collected(
      [
        { gtin: gtin('40'), unitPriceMinor: 220_00 },
        { gtin: gtin('42'), unitPriceMinor: 100_00 },
      ],
      { shippingMinor: 5_90 },
    );
    const file = await desk.take(
      { orderId, lines: [{ lineId: lineIds[0]! }] },
      { custodyPlace: 'Retro B2' },
    );
    const { approvalId } = file.approval!;
    await desk.as(desk.manager, (tx) => refuse(tx, { approvalId, reason: 'outside-the-rules' }));
    const other = await desk.preview({ orderId, lines: [{ lineId: lineIds[1]! }] });
    expect(other).to.deep.include({ totalMinor: 100_00 });
  });

  it('pays a part when the customer takes the offer, and takes the VAT of that part off the records', async () => {
    const { file, approvalId } = await custody();
    await desk.as(desk.manager, (tx) =>
      counter(tx, {
        approvalId,
        offer: { kind: 'amount', amountMinor: 180_00, note: 'Segni d’uso' },
      }),
    );
    expect((await now(file)).counterOffer).to.include({
      amountMinor: 180_00,
      words: 'Segni d’uso',
    });
    await desk.as(desk.taker, (tx) => answerOffer(tx, { approvalId, agreed: true }));
    const after = await now(file);
    expect(after).to.include({
      decision: 'approved',
      deductionMinor: 40_00,
      totalMinor: 180_00,
      backMinor: 180_00,
    });
    const [entry] = await database.db('oc_return_vat').where({ return_id: file.returnId });
    expect(entry).to.include({ gross_minor: 180_00, vat_minor: 32_46 });
  });

  it('is over for good when the customer takes a repair: nobody takes that back, no time runs out', async () => {
    const { file, approvalId } = await custody();
    const offer = { kind: 'repair', note: null } as const;
    await desk.as(desk.manager, (tx) => counter(tx, { approvalId, offer }));
    await desk.as(desk.taker, (tx) => answerOffer(tx, { approvalId, agreed: true }));
    const taken = await now(file);
    expect(taken).to.include({ goods: 'in-custody', decision: 'repair', money: 'none' });
    const late = desk.as(desk.taker, (tx) => withdraw(tx, { approvalId }));
    expect((await late.catch((error: unknown) => error)) as Error).to.have.nested.property(
      'problem.slug',
      'approval-moved',
    );
    await database
      .db('oc_approval')
      .where({ id: approvalId })
      .update({ usable_until: database.db.ref('used_at') });
    expect(await desk.as(desk.office, (tx) => answerOverdue(tx))).to.equal(0);
    expect((await now(file)).version).to.equal(taken.version);
  });

  it('keeps what the customer lets us repair, tells them when it is ready, and gives it back; it may come again', async () => {
    const before = await level('40');
    const { orderId, lineIds, file, approvalId } = await custody();
    await desk.as(desk.manager, (tx) =>
      counter(tx, { approvalId, offer: { kind: 'repair', note: null } }),
    );
    await desk.as(desk.taker, (tx) => answerOffer(tx, { approvalId, agreed: true }));
    const agreed = await now(file);
    expect(agreed).to.include({ decision: 'repair', goods: 'in-custody', money: 'none' });
    const { returnId } = file;
    const step = <T>(work: (at: { returnId: string; expectedVersion: number }) => Promise<T>) =>
      now(file).then(({ version }) => work({ returnId, expectedVersion: version }));
    const repaired = () =>
      step((at) =>
        desk.as(desk.taker, (tx) =>
          markRepaired(tx, testSecrets, { ...at, custodyPlace: 'Banco 1' }),
        ),
      );
    expect(await repaired()).to.include({ decision: 'repair', custodyPlace: 'Banco 1' });
    const again = await repaired().catch(({ problem }: Refusal) => problem);
    expect(again).to.equal(returnInOtherState);
    const letters = await database
      .db('core_mail')
      .where({ reference: `return:${returnId}` })
      .orderBy('id')
      .pluck('subject');
    expect(letters.map((subject: string) => subject.split(': ')[1])).to.deep.equal([
      'lo stiamo valutando',
      'lo ripariamo',
      'riparato',
    ]);
    const back = await step((at) =>
      desk.as(desk.taker, (tx) => handBackReturn(tx, testSecrets, at)),
    );
    expect(back).to.include({ goods: 'handed-back', decision: 'repair', money: 'none' });
    expect(back.closedAt).to.not.equal(null);
    // The order took one piece out; in custody none came in, and none left again.
    expect(await level('40')).to.equal(before - 1);
    const preview = await desk.preview({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect(preview.totalMinor).to.equal(220_00);
  });

  it('waits again when the customer declines, and ends when the counter takes the request back', async () => {
    const { file, approvalId } = await custody();
    await desk.as(desk.manager, (tx) =>
      counter(tx, { approvalId, offer: { kind: 'amount', amountMinor: 100_00, note: null } }),
    );
    await desk.as(desk.taker, (tx) => answerOffer(tx, { approvalId, agreed: false }));
    expect(await now(file)).to.include({ decision: 'pending', counterOffer: null });
    await desk.as(desk.taker, (tx) => withdraw(tx, { approvalId }));
    expect(await now(file)).to.include({ decision: 'withdrawn', money: 'none' });
  });

  it('stands on the desk before what is done since: more than it shows cuts off the others', async () => {
    const { file: waits } = await custody();
    const { file: done, approvalId } = await custody();
    await desk.as(desk.taker, (tx) => withdraw(tx, { approvalId }));
    const { version } = await now(done);
    await desk.as(desk.taker, (tx) =>
      handBackReturn(tx, testSecrets, { returnId: done.returnId, expectedVersion: version }),
    );
    const shown = (limit: number) =>
      desk.as(desk.taker, (tx) =>
        selectReturns(tx, {
          locationIds: [desk.locationId],
          openOrClosedSince: new Date(0),
          limit,
        }),
      );
    const idsOf = (files: readonly { returnId: string }[]) => files.map(({ returnId }) => returnId);
    expect(idsOf(await shown(1))).to.deep.equal([waits.returnId]);
    expect(idsOf(await shown(2))).to.deep.equal([waits.returnId, done.returnId]);
  });

  it('inspects what waited: on sale again, in the same moment', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 220_00 },
    ]);
    const file = await desk.take(
      { orderId, lines: [{ lineId: lineIds[0]!, grade: 'B', reason: 'error' }] },
      { actor: desk.manager },
    );
    expect(file.goods).to.equal('graded');
    expect(await level('40', 'to-inspect')).to.equal(1);
    const sellable = await level('40');
    const looked = await desk.as(desk.taker, (tx) =>
      regradeReturn(tx, testSecrets, {
        returnId: file.returnId,
        expectedVersion: file.version,
        lines: [
          {
            lineId: lineIds[0]!,
            quantity: 1,
            grade: 'A',
            destination: { kind: 'restock' },
          },
        ],
      }),
    );
    expect(looked.goods).to.equal('disposed');
    expect([await level('40'), await level('40', 'to-inspect')]).to.deep.equal([sellable + 1, 0]);
  });

  it('is taken by a store manager within their own limit without asking anybody', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 220_00 },
    ]);
    const given = { orderId, lines: [{ lineId: lineIds[0]! }] };
    expect((await desk.preview(given)).verdict).to.equal('needs-approval');
    expect((await desk.preview(given, desk.manager)).verdict).to.equal('allowed');
  });

  it('sends a piece as new to the shop that sells the style and lacks the size, with its transfer', async () => {
    const { company_id: companyId } = await database
      .db('base_location')
      .where({ id: desk.locationId })
      .first('company_id');
    const elsewhere = await makeLocation(database.db, { companyId });
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 100_00 },
    ]);
    await makeStock(database.db, {
      locationId: elsewhere,
      itemId: desk.pieces.get('42')!.itemId,
      quantity: 3,
    });
    const preview = await desk.preview({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect(preview.lines[0]!.destination).to.include({ kind: 'store', toLocationId: elsewhere });
    expect(preview.lines[0]!.destination.why.it).to.match(/manca/);
    const file = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    expect(file.lines[0]!.transfer).to.not.equal(null);
    const transfer = await database
      .db('ss_transfer')
      .where({ id: file.lines[0]!.transfer!.transferId })
      .first();
    expect(transfer).to.include({ from_location: desk.locationId, to_location: elsewhere });
  });

  it('is offered no voucher while nobody issues any', async () => {
    const { approvalId } = await custody();
    const offer = { kind: 'tender', tender: 'return-voucher', note: null } as const;
    const refusal = await desk
      .as(desk.manager, (tx) => counter(tx, { approvalId, offer }))
      .then(() => null, refusalOnly);
    expect(refusal?.problem.slug).to.equal('tender-not-available');
  });

  it('leaves nothing behind when the last step of it fails: no file, no goods, no money, no number', async () => {
    const { orderId, lineIds } = await desk.collected([
      { gtin: gtin('40'), unitPriceMinor: 100_00 },
    ]);
    const before = await level('40');
    const given = {
      orderId,
      lines: [{ lineId: lineIds[0]! }],
      settlement: { outcome: 'voucher' as const, consent: { given: true as const, shown: 'Sì' } },
    };
    // The preview says no in words; who confirms all the same is refused before anything is written.
    expect((await desk.preview(given)).verdict).to.equal('refused');
    await desk.take(given).then(
      () => expect.fail('vouchers are not issued yet'),
      () => undefined,
    );
    const cut = new Error('the line was cut');
    const work = desk.as(desk.taker, async (tx) => {
      const { digest } = await previewReturn(tx, body(orderId, lineIds[0]!));
      await confirmReturn(tx, testSecrets, { ...body(orderId, lineIds[0]!), digest });
      throw cut;
    });
    await work.then(
      () => expect.fail('it was cut'),
      (error: unknown) => expect(error).to.equal(cut),
    );
    expect(await database.db('oc_return').where({ order_id: orderId })).to.have.length(0);
    expect(await database.db('oc_refund').where({ origin_id: orderId })).to.have.length(0);
    expect(await level('40')).to.equal(before);
    // The number that was drawn is drawn again: files are numbered without gaps.
    const file = await desk.take({ orderId, lines: [{ lineId: lineIds[0]! }] });
    const series = await database.db('oc_return_series').sum({ last: 'last' }).first();
    const files = await database.db('oc_return').count({ files: '*' }).first();
    expect(Number(series!.last)).to.equal(Number(files!.files));
    expect(file.goods).to.equal('disposed');
  });
});
