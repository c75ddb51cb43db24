import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import type { RefundTender } from '../../../modules/omnichannel/refunds/domain/tender.ts';
import { changeTender, payAtCounter } from '../../../modules/omnichannel/refunds/other-ways.ts';
import { readRefund } from '../../../modules/omnichannel/refunds/queries.ts';
import { demandReturn } from '../../../modules/omnichannel/returns/reading.ts';
import type { Actor } from '../../../server/auth/actor.ts';
import { useDatabase } from '../../support/database.ts';
import { returnOfPaidAtCounter } from '../../support/make/paid-at-counter.ts';
import { makeReturnDesk, publishTerms, type ReturnDesk } from '../../support/make/returns.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { CONSENT, slugOf } from '../../support/refund-desk.ts';

describe('money that waits at the counter and is to go back otherwise', () => {
  const database = useDatabase();
  let desk: ReturnDesk;

  beforeEach(async () => {
    desk = await makeReturnDesk(database.db, { '40': { quantity: 9, listPriceMinor: 49_00 } });
    await publishTerms(database.db, { otherTender: 'web-store-manager', cashUpToMinor: 4_999_99 });
  });
  afterEach(() => expectReconciled(database.db, OMNICHANNEL_CHECKS));

  const onCard = () => returnOfPaidAtCounter(desk, '40', [{ kind: 'card', amountMinor: 49_00 }]);
  const read = (actor: Actor, refundId: string) =>
    desk.as(actor, (given) => readRefund(given, { refundId }));
  const change = async (actor: Actor, refundId: string, tender: RefundTender, place = 0) => {
    const { partId } = (await read(desk.office, refundId)).parts[place]!;
    const input = { refundId, partId, tender, consent: CONSENT };
    return desk.as(actor, (tx) => changeTender(tx, input));
  };
  const tenders = async (refundId: string) =>
    (await read(desk.office, refundId)).parts.map(({ tender }) => tender);

  it('stays on the card until who the rules name agrees: a clerk alone makes no cash of it', async () => {
    const { refund } = await onCard();
    const { refundId } = refund;
    for (const actor of [desk.taker, desk.manager]) {
      const refused = await change(actor, refundId, 'cash').catch(slugOf);
      expect(refused).to.equal('other-tender-not-yours');
    }
    expect(await tenders(refundId)).to.deep.equal(['card-terminal']);
    await change(desk.office, refundId, 'cash');
    expect(await tenders(refundId)).to.deep.equal(['cash']);
  });

  it('tells everybody who looks whether they may, and else whom to ask', async () => {
    const { refund } = await onCard();
    const told = async (actor: Actor) => (await read(actor, refund.refundId)).otherTender;
    expect(await told(desk.taker)).to.deep.equal({ by: 'web-store-manager', isMine: false });
    expect(await told(desk.manager)).to.deep.equal({ by: 'web-store-manager', isMine: false });
    expect(await told(desk.office)).to.deep.equal({ by: 'web-store-manager', isMine: true });
  });

  it('is for the store manager where the rules of that return say so', async () => {
    await publishTerms(database.db, { otherTender: 'store-manager' });
    const { refund } = await onCard();
    // What is published later is for later returns.
    await publishTerms(database.db, { otherTender: 'web-store-manager' });
    const { refundId } = refund;
    expect(await change(desk.taker, refundId, 'cash').catch(slugOf)).to.equal(
      'other-tender-not-yours',
    );
    expect((await change(desk.manager, refundId, 'cash')).parts[0]!.tender).to.equal('cash');
  });

  it('becomes no more cash than the rules allow, all of the refund counted', async () => {
    await publishTerms(database.db, { cashUpToMinor: 48_99 });
    const { refund } = await returnOfPaidAtCounter(desk, '40', [
      { kind: 'cash', amountMinor: 49_00 },
      { kind: 'card', amountMinor: 49_00 },
    ]);
    const { refundId } = refund;
    const refused = await change(desk.office, refundId, 'cash', 1).catch(slugOf);
    expect(refused).to.equal('cash-beyond-rules');
    expect(await tenders(refundId)).to.deep.equal(['cash', 'card-terminal']);
    await change(desk.office, refundId, 'by-hand', 1);
    expect(await tenders(refundId)).to.deep.equal(['cash', 'by-hand']);
  });

  it('goes back as it was paid after all without anybody’s word', async () => {
    const { refund } = await onCard();
    const { refundId } = refund;
    await change(desk.office, refundId, 'cash');
    const back = await change(desk.taker, refundId, 'card-terminal');
    expect(back.parts[0]).to.include({ tender: 'card-terminal', state: 'authorised' });
  });

  it('moves the file too, so that the clerk who waits for it sees it', async () => {
    const { refund, returnId, version } = await onCard();
    await change(desk.office, refund.refundId, 'cash');
    const file = await desk.as(desk.office, (tx) => demandReturn(tx, returnId));
    expect(file.version).to.equal(version + 1);
  });

  it('is given once when the clerk confirms the card while the office makes cash of it', async () => {
    const { refund } = await onCard();
    const { refundId } = refund;
    const give = () =>
      desk.as(desk.taker, (tx) => payAtCounter(tx, { refundId, tender: 'card-terminal' }));
    const [given, changed] = await Promise.all([
      give().then(({ state }) => state, slugOf),
      change(desk.office, refundId, 'cash').then(({ state }) => state, slugOf),
    ]);
    const { state, parts } = await read(desk.office, refundId);
    expect([given, changed, state, parts[0]!.tender]).to.be.deep.oneOf([
      ['paid', 'refund-in-other-state', 'paid', 'card-terminal'],
      ['refund-in-other-state', 'authorised', 'authorised', 'cash'],
    ]);
  });
});
