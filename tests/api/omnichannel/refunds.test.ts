import { expect } from 'chai';
import { approveEndpoint } from '../../../modules/omnichannel/approvals/answer-contracts.ts';
import { requestApproval, spendApproval } from '../../../modules/omnichannel/approvals/request.ts';
import {
  authoriseRefund,
  cancelRefund,
  settleAtCounter,
} from '../../../modules/omnichannel/refunds/authorise.ts';
import {
  counterRefundEndpoint,
  handRefundEndpoint,
  refundEndpoint,
} from '../../../modules/omnichannel/refunds/contracts.ts';
import { paymentsOf } from '../../../modules/omnichannel/refunds/propose.ts';
import type { Refund } from '../../../modules/omnichannel/refunds/refund.ts';
import { refusalFrom } from '../../../server/db/errors.ts';
import {
  actorOf,
  approvalRequest,
  TRIAL_SUBJECT,
  listenToTrials,
} from '../../support/make/approval.ts';
import { makeLocation } from '../../support/make/location.ts';
import { CONSENT, paymentRefOf, PIN, slugOf, useRefundDesk } from '../../support/refund-desk.ts';

describe('refunds', function () {
  this.timeout(60_000);
  const desk = useRefundDesk();
  const { server, card, paidOrder, propose, as, atCounter, settled, booked } = desk;

  it('of split tenders: the provider pays its part, the office the other, exact to the cent', async () => {
    const { orderId } = await paidOrder(card(69_00), {
      kind: 'gift-card',
      amountMinor: 50_00,
      providerRef: 'gift-1',
    });
    const { refundId, parts } = await propose(orderId, 49_00, { authorised: true });
    expect(parts.map(({ amountMinor, tender }) => [amountMinor, tender])).to.deep.equal([
      [28_41, 'provider'],
      [20_59, 'by-hand'],
    ]);
    const part = await settled(refundId, 'partly-paid');
    expect(await booked(paymentRefOf({ parts } as Refund))).to.deep.equal([28_41]);
    const input = { refundId, partId: part.parts[1]!.partId, reference: 'CRO 123' };
    const whole = await server.call(handRefundEndpoint, input, { as: desk.manager });
    expect(whole.state).to.equal('paid');
    expect(desk.moves).to.deep.equal(['partly-paid', 'paid']);
    const paid = await as(atCounter(), (tx) => paymentsOf(tx, { kind: 'order', id: orderId }));
    expect(paid.map(({ leftMinor }) => leftMinor)).to.deep.equal([40_59, 29_41]);
  });

  it('never exceed what was paid, also two at once that each would fit alone', async () => {
    const { orderId } = await paidOrder(card(100_00));
    const outcomes = await Promise.allSettled([propose(orderId, 60_00), propose(orderId, 60_00)]);
    const lost = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(lost.map((error) => refusalFrom(error)?.problem.slug)).to.deep.equal([
      'refund-beyond-payment',
    ]);
    await propose(orderId, 40_00);
    expect(slugOf(await propose(orderId, 1).catch((error: unknown) => error))).to.equal(
      'refund-beyond-payment',
    );
  });

  it('give what was promised back free again when they are cancelled, and cannot be once something is under way', async () => {
    const { orderId } = await paidOrder(card(100_00));
    const { refundId } = await propose(orderId, 100_00);
    await as(atCounter(), (tx) => cancelRefund(tx, refundId));
    const again = await propose(orderId, 100_00, { authorised: true });
    const late = await as(atCounter(), (tx) => cancelRefund(tx, again.refundId)).catch(slugOf);
    expect(late).to.equal('refund-in-other-state');
    await settled(again.refundId, 'paid');
  });

  it('go back otherwise only with the customer’s consent, which is on record', async () => {
    const { orderId } = await paidOrder(card(80_00));
    const refused = await propose(orderId, 80_00, { tender: 'cash' }).catch(slugOf);
    expect(refused).to.equal('consent-needed');
    const { refundId } = await propose(orderId, 80_00, {
      tender: 'cash',
      consent: CONSENT,
      as: atCounter(),
    });
    const row = await server.database.db('oc_refund').where({ id: refundId }).first();
    expect(row).to.include({
      consent_text: 1,
      consent_manner: 'spoken',
      consent_by: desk.clerk.id,
    });
    const forced = server.database.db.raw(
      `update oc_refund_part set consented = false where refund_id = ?`,
      [refundId],
    );
    expect(await forced.catch(({ constraint }) => constraint)).to.equal(
      'oc_refund_part_otherwise_agreed',
    );
  });

  it('are no vouchers until there are vouchers, and say so', async () => {
    const { orderId } = await paidOrder(card(80_00));
    const wish = { tender: 'return-voucher', consent: CONSENT } as const;
    expect(await propose(orderId, 80_00, wish).catch(slugOf)).to.equal('tender-not-available');
  });

  it('are no cash from 5,000 euros on', async () => {
    const { orderId } = await paidOrder(card(6_000_00));
    const wish = { tender: 'cash', consent: CONSENT } as const;
    expect(await propose(orderId, 5_000_00, wish).catch(slugOf)).to.equal('cash-forbidden');
    expect((await propose(orderId, 4_999_99, wish)).state).to.equal('proposed');
  });

  it('take the shares somebody chose from those alone who may choose them', async () => {
    const { orderId } = await paidOrder(card(50_00), card(50_00));
    const payments = await as(atCounter(), (tx) => paymentsOf(tx, { kind: 'order', id: orderId }));
    const shares = [{ paymentKey: payments[1]!.paymentKey, amountMinor: 30_00 }];
    const denied = await propose(orderId, 30_00, { shares, as: atCounter() }).catch(slugOf);
    expect(denied).to.equal('forbidden');
    const chooser = actorOf(desk.giulia, 'MI01', ['omnichannel.refunds.override']);
    const { parts } = await propose(orderId, 30_00, { shares, as: chooser });
    expect(parts.map(({ paymentKey }) => paymentKey)).to.deep.equal([payments[1]!.paymentKey]);
  });

  describe('and who lets them go', () => {
    it('is the clerk up to their limit, and another person beyond it', async () => {
      const { orderId } = await paidOrder(card(500_00));
      const within = await propose(orderId, 150_00);
      const beyond = await propose(orderId, 150_01);
      const clerkAtWork = atCounter();
      const done = await as(clerkAtWork, (tx) => authoriseRefund(tx, within.refundId));
      expect(done).to.include({ state: 'authorised', authorisedHow: 'own-limit' });
      const refused = await as(clerkAtWork, (tx) => authoriseRefund(tx, beyond.refundId)).catch(
        slugOf,
      );
      expect(refused).to.equal('refund-needs-approval');
    });

    it('is a manager by PIN: the approval is used in the transaction that lets the money go', async () => {
      const { orderId } = await paidOrder(card(220_00));
      const refund = await propose(orderId, 220_00);
      const subject = { kind: TRIAL_SUBJECT, id: refund.sourceId };
      let authorised: Refund | null = null;
      listenToTrials({
        decided: async (tx, { approvalId, digest, amountMinor }) => {
          await spendApproval(tx, { approvalId, subject, digest, amountMinor });
          authorised = await authoriseRefund(tx, refund.refundId, { approvalId });
        },
      });
      const approval = await as(atCounter(), (tx) =>
        requestApproval(tx, { ...approvalRequest({ locationId: 'MI01' }), subject }),
      );
      const { approvalId } = approval;
      await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: desk.manager });
      expect(authorised).to.include({ authorisedHow: 'approval', approvalId });
      const paid = await settled(refund.refundId, 'paid');
      expect(paid.parts[0]).to.include({ amountMinor: 220_00, tender: 'provider' });
      listenToTrials();
    });

    it('is never an approval of something else, used before, or of less', async () => {
      const { orderId } = await paidOrder(card(900_00));
      const [one, other] = [await propose(orderId, 220_00), await propose(orderId, 220_00)];
      const subject = { kind: TRIAL_SUBJECT, id: one.sourceId };
      const approval = await as(atCounter(), (tx) =>
        requestApproval(tx, { ...approvalRequest({ locationId: 'MI01' }), subject }),
      );
      const { approvalId, digest, amountMinor } = approval;
      await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: desk.manager });
      const outcome = await as(atCounter(), async (tx) => {
        await spendApproval(tx, { approvalId, subject, digest, amountMinor });
        await authoriseRefund(tx, other.refundId, { approvalId });
      }).catch(slugOf);
      expect(outcome).to.equal('refund-needs-approval');
    });

    it('is checked by the database too', async () => {
      const { orderId } = await paidOrder(card(500_00));
      const { refundId } = await propose(orderId, 200_00);
      const forced = server.database.db.raw(
        `update oc_refund set state = 'authorised', authorised_at = now(), authorised_by = 'x',
           authorised_how = 'own-limit', limit_minor = 15000 where id = ?`,
        [refundId],
      );
      expect(await forced.catch(({ constraint }) => constraint)).to.equal('oc_refund_within_limit');
    });
  });

  describe('at the counter', () => {
    it('are given in the confirmation itself, rounded when all is cash', async () => {
      const { orderId } = await paidOrder(card(80_03));
      const refund = await propose(orderId, 80_03, { tender: 'cash', consent: CONSENT });
      expect(refund.roundingMinor).to.equal(2);
      const after = await as(atCounter(), async (tx) => {
        await authoriseRefund(tx, refund.refundId);
        return settleAtCounter(tx, refund.refundId);
      });
      expect(after.state).to.equal('paid');
      expect(after.parts[0]!.paidAt).not.to.equal(null);
    });

    it('are given once, however often it is pressed', async () => {
      const { orderId } = await paidOrder(card(20_00));
      const { refundId } = await propose(orderId, 20_00, {
        tender: 'card-terminal',
        consent: CONSENT,
        authorised: true,
      });
      const input = { refundId, terminalSlip: 'SLIP 7' };
      const presses = await Promise.all(
        [1, 2, 3].map(() => server.call(counterRefundEndpoint, input, { as: desk.clerk })),
      );
      expect(presses.map(({ version }) => version)).to.deep.equal([3, 3, 3]);
      expect(presses[0]!.parts[0]).to.include({ state: 'paid', reference: 'SLIP 7' });
      expect(desk.moves).to.deep.equal(['paid']);
    });
  });

  it('are told to nobody who may not see their shop', async () => {
    await makeLocation(server.database.db, { id: 'RM01' });
    const { orderId } = await paidOrder(card(10_00));
    const { refundId } = await propose(orderId, 10_00);
    const stranger = await server.person('clerk', 'RM01');
    const refusal = await server.refusalOf(refundEndpoint, { refundId }, { as: stranger });
    expect(refusal.status).to.equal(404);
  });
});
