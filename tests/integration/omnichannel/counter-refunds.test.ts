import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { changeTender, payAtCounter } from '../../../modules/omnichannel/refunds/other-ways.ts';
import type { RefundTender } from '../../../modules/omnichannel/refunds/domain/tender.ts';
import { demandRefund } from '../../../modules/omnichannel/refunds/propose.ts';
import { useDatabase } from '../../support/database.ts';
import { paidAtCounter, returnOfPaidAtCounter } from '../../support/make/paid-at-counter.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { CONSENT, slugOf } from '../../support/refund-desk.ts';

describe('money given back over the counter', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, { '40': { quantity: 9, listPriceMinor: 49_00 } });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const returned = async (...payments: Parameters<typeof returnOfPaidAtCounter>[2]) =>
    (await returnOfPaidAtCounter(desk, '40', payments)).refund.refundId;
  const inTwoTenders = () =>
    returned({ kind: 'cash', amountMinor: 49_00 }, { kind: 'card', amountMinor: 49_00 });
  const refund = (refundId: string) => desk.as(desk.taker, (tx) => demandRefund(tx, refundId));
  const parts = async (refundId: string) =>
    (await refund(refundId)).parts.map(({ tender, amountMinor, state, reference }) =>
      [tender, amountMinor, state, reference].filter((told) => told !== null).join(' '),
    );
  const give = (refundId: string, given: { tender?: RefundTender; terminalSlip?: string } = {}) =>
    desk.as(desk.taker, (tx) => payAtCounter(tx, { refundId, ...given } as never));
  const change = async (refundId: string, place: number, tender: RefundTender) => {
    const { partId } = (await refund(refundId)).parts[place]!;
    const input = { refundId, partId, tender, consent: CONSENT };
    return desk.as(desk.office, (tx) => changeTender(tx, input));
  };

  it('is paid tender by tender: what was given in cash is not on the card yet', async () => {
    const refundId = await inTwoTenders();
    expect((await give(refundId, { tender: 'cash' })).state).to.equal('partly-paid');
    expect(await parts(refundId)).to.deep.equal([
      'cash 2450 paid',
      'card-terminal 2450 authorised',
    ]);
    const after = await give(refundId, { tender: 'card-terminal', terminalSlip: 'POS 7' });
    expect(after.state).to.equal('paid');
    expect(await parts(refundId)).to.deep.equal([
      'cash 2450 paid',
      'card-terminal 2450 paid POS 7',
    ]);
  });

  it('has to be said in which tender, when some goes in cash and some on the card', async () => {
    const refundId = await inTwoTenders();
    expect(await give(refundId).catch(slugOf)).to.equal('counter-tender-needed');
    // Also once one is given: a press that came twice would otherwise pay the other.
    await give(refundId, { tender: 'cash' });
    expect(await give(refundId).catch(slugOf)).to.equal('counter-tender-needed');
    expect((await refund(refundId)).state).to.equal('partly-paid');
  });

  it('needs no word about the tender when there is one, and takes no other for it', async () => {
    const refundId = await returned({ kind: 'card', amountMinor: 49_00 });
    const other = await give(refundId, { tender: 'cash' }).catch(slugOf);
    expect(other).to.equal('refund-in-other-state');
    expect((await give(refundId)).state).to.equal('paid');
  });

  it('is given once by two who press at once, each tender for itself', async () => {
    const refundId = await inTwoTenders();
    const { version } = await refund(refundId);
    const presses = ['cash', 'cash', 'card-terminal', 'card-terminal'] as const;
    const answers = await Promise.all(presses.map((tender) => give(refundId, { tender })));
    expect(Math.max(...answers.map((answer) => answer.version))).to.equal(version + 2);
    expect(await refund(refundId)).to.include({ state: 'paid', version: version + 2 });
    const again = await give(refundId, { tender: 'cash' });
    expect(again.version).to.equal(version + 2);
  });

  it('is rounded to five cents as soon as all of it is cash, and no longer when some is not', async () => {
    const refundId = await returned({ kind: 'card', amountMinor: 80_03 });
    expect((await refund(refundId)).roundingMinor).to.equal(0);
    expect((await change(refundId, 0, 'cash')).roundingMinor).to.equal(2);
    expect((await change(refundId, 0, 'card-terminal')).roundingMinor).to.equal(0);
  });

  it('is rounded as a whole: the total decides, not each payment it goes back on', async () => {
    const refundId = await returned(
      { kind: 'cash', amountMinor: 49_06 },
      { kind: 'card', amountMinor: 49_06 },
    );
    expect(await parts(refundId)).to.deep.equal([
      'cash 2453 authorised',
      'card-terminal 2453 authorised',
    ]);
    expect((await refund(refundId)).roundingMinor).to.equal(0);
    expect((await change(refundId, 1, 'cash')).roundingMinor).to.equal(-1);
  });

  it('is rounded in the preview already', async () => {
    const payments = [{ kind: 'cash', amountMinor: 80_03 }] as const;
    const { orderId, lineId } = await paidAtCounter(desk, '40', payments);
    const preview = await desk.preview({ orderId, lines: [{ lineId }] });
    expect(preview).to.include({ totalMinor: 80_03, roundingMinor: 2 });
  });

  it('is told to the customer as it was given, rounded', async () => {
    const payments = [{ kind: 'cash', amountMinor: 80_03 }] as const;
    const { returnId, refund: due } = await returnOfPaidAtCounter(desk, '40', payments);
    await give(due.refundId);
    const letters = await database
      .db('core_mail')
      .where({ reference: `return:${returnId}` })
      .pluck('text');
    expect(letters.join(' ')).to.include('Ti abbiamo rimborsato 80,05');
  });
});
