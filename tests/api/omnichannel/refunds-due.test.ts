import { expect } from 'chai';
import { cancelOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import {
  refundsDueEndpoint,
  refundTotalsEndpoint,
} from '../../../modules/omnichannel/orders/refund-contracts.ts';
import {
  handRefundEndpoint,
  payDebtEndpoint,
} from '../../../modules/omnichannel/refunds/contracts.ts';
import {
  changeRefundRuleEndpoint,
  refundRuleEndpoint,
} from '../../../modules/omnichannel/refunds/rule-contracts.ts';
import { payDebts } from '../../../modules/omnichannel/refunds/debts.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { makePaidOrder } from '../../support/make/refund.ts';
import { until } from '../../support/until.ts';
import { useRefundDesk } from '../../support/refund-desk.ts';

describe('refunds due on record', function () {
  this.timeout(60_000);
  const desk = useRefundDesk();
  const { server, card, paidOrder, settled } = desk;

  const cancelled = async (...payments: Parameters<typeof makePaidOrder>[2][number][]) => {
    const { orderId } = await paidOrder(...payments);
    const { version } = (await server.database
      .db('oc_order')
      .where({ id: orderId })
      .first('version')) as { version: number };
    await server.call(
      cancelOrderEndpoint,
      { orderId, reason: 'cambio idea', expectedVersion: version },
      { as: desk.giulia },
    );
    const { items } = await server.call(refundsDueEndpoint, { limit: 200 }, { as: desk.giulia });
    return { orderId, due: items.find((each) => each.orderId === orderId)! };
  };
  const dueNow = async (orderId: string) => {
    const { items } = await server.call(refundsDueEndpoint, { limit: 200 }, { as: desk.giulia });
    return items.find((each) => each.orderId === orderId)!;
  };
  const since = (refundDueId: string, ago: string) =>
    server.database.db.raw(
      'update oc_refund_due set due_since = due_since - cast(? as interval) where id = ?',
      [ago, refundDueId],
    );
  const later = (minutes: number): Promise<number> =>
    inTransaction(server.database.db, systemActor('test'), payDebts, {
      at: new Date(Date.now() + minutes * 60_000),
    });

  it('are paid by the provider by themselves once the time to take a mistake back is over', async () => {
    const { orderId, due } = await cancelled(card(75_00));
    await later(29);
    expect((await dueNow(orderId)).state).to.equal('due');
    await since(due.refundId, '1 hour');
    await until('it is settled', async () => (await dueNow(orderId)).state === 'settled', 20_000);
    const { totals } = await server.call(refundTotalsEndpoint, {}, { as: desk.giulia });
    expect(totals.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(0);
    const { rows } = await server.database.db.raw<{ rows: { type: string }[] }>(
      `select type from core_outbox where stream = ? order by position desc limit 1`,
      [`order:${orderId}`],
    );
    expect(rows[0]!.type).to.equal('omnichannel.order-refunded.v1');
  });

  it('leave by themselves only under the rule that holds, which one author at a time changes', async () => {
    const office = { as: desk.giulia };
    const { version, rule } = await server.call(refundRuleEndpoint, {}, office);
    const change = (afterMinutes: typeof rule.afterMinutes, expectedVersion = version) =>
      server.call(
        changeRefundRuleEndpoint,
        { rule: { ...rule, afterMinutes }, note: 'prova', expectedVersion },
        office,
      );
    const { cancelled: _, ...others } = rule.afterMinutes;
    expect(await change(others)).to.deep.include({ version: version + 1, note: 'prova' });
    const late = await server.refusalOf(
      changeRefundRuleEndpoint,
      { rule, expectedVersion: version },
      office,
    );
    expect(late.slug).to.equal('stale-revision');
    const { orderId, due } = await cancelled(card(31_00));
    await since(due.refundId, '1 day');
    await later(60);
    expect((await dueNow(orderId)).state).to.equal('due');
    await change(rule.afterMinutes, version + 1);
    await until('it is settled', async () => (await dueNow(orderId)).state === 'settled', 20_000);
  });

  it('that a provider cannot pay wait for a person, and are settled when all of it is paid', async () => {
    const { orderId, due } = await cancelled(card(40_00), {
      kind: 'bank-transfer',
      amountMinor: 60_00,
    });
    await later(60 * 24 * 30);
    expect((await dueNow(orderId)).state).to.equal('due');
    const refund = await server.call(
      payDebtEndpoint,
      { refundDueId: due.refundId },
      { as: desk.manager },
    );
    await settled(refund.refundId, 'partly-paid');
    expect((await dueNow(orderId)).state).to.equal('due');
    const byHand = refund.parts.find(({ tender }) => tender === 'by-hand')!;
    await server.call(
      handRefundEndpoint,
      { refundId: refund.refundId, partId: byHand.partId, reference: 'CRO 8841' },
      { as: desk.manager },
    );
    expect((await dueNow(orderId)).state).to.equal('settled');
    const again = await server.refusalOf(
      payDebtEndpoint,
      { refundDueId: due.refundId },
      { as: desk.manager },
    );
    expect(again.slug).to.equal('debt-paid-already');
  });

  it('are paid once when two pay them at once, or the rule and a person do', async () => {
    const { orderId, due } = await cancelled(card(55_00));
    const pay = () =>
      server.call(payDebtEndpoint, { refundDueId: due.refundId }, { as: desk.giulia }).then(
        () => 'paying',
        (error: { slug: string }) => error.slug,
      );
    await since(due.refundId, '1 hour');
    const outcomes = await Promise.all([pay(), pay(), later(0), pay()]);
    expect(outcomes.filter((each) => each === 'paying').length).to.be.at.most(1);
    await until('settled', async () => (await dueNow(orderId)).state === 'settled');
    const { rows } = await server.database.db.raw<{ rows: { refunds: number; paid: number }[] }>(
      `select count(*)::integer as refunds, sum(amount_minor)::integer as paid
       from oc_refund where source_id = ?`,
      [due.refundId],
    );
    expect(rows[0]).to.deep.equal({ refunds: 1, paid: 55_00 });
  });

  it('beyond a manager’s limit are paid by who has a higher one', async () => {
    const { due } = await cancelled(card(700_00));
    const input = { refundDueId: due.refundId };
    const refused = await server.refusalOf(payDebtEndpoint, input, { as: desk.manager });
    expect(refused.slug).to.equal('refund-needs-approval');
    const { refundId } = await server.call(payDebtEndpoint, input, { as: desk.giulia });
    await settled(refundId, 'paid');
  });
});
