import { expect } from 'chai';
import {
  changeTenderEndpoint,
  counterRefundEndpoint,
  handRefundEndpoint,
  noticeEndpoint,
  refundEndpoint,
  retryRefundEndpoint,
} from '../../../modules/omnichannel/refunds/contracts.ts';
import { behave } from '../../../modules/omnichannel/refunds/provider/sql.ts';
import { noticeSecret } from '../../../modules/omnichannel/refunds/take-notice.ts';
import type { Refund } from '../../../modules/omnichannel/refunds/refund.ts';
import { signed } from '../../../server/webhooks/sign.ts';
import { until } from '../../support/until.ts';
import { CONSENT, paymentRefOf, useRefundDesk } from '../../support/refund-desk.ts';

describe('refunds at the provider', function () {
  this.timeout(60_000);
  const desk = useRefundDesk();
  const { server, card, paidOrder, propose, settled, booked, script } = desk;

  const one = async (amountMinor = 30_00): Promise<Refund> => {
    const { orderId } = await paidOrder(card(30_00));
    return propose(orderId, amountMinor, { authorised: true });
  };

  /** An attempt has another key each time, and with it other luck: how often it is asked is not in our hand. */
  const askedAgainAtOnce = async (): Promise<void> => {
    await server.database.db.raw(
      `update oc_refund_attempt set next_at = now() where state = 'unknown'`,
    );
  };

  for (const answer of ['lost-before', 'lost-after'] as const) {
    it(`whose answer is ${answer.replace('-', ' ')} the money went out are asked for until the outcome is known, and paid once`, async () => {
      await script({ answer });
      const refund = await one();
      await until('the outcome is not known', async () => {
        const now = await server.call(
          refundEndpoint,
          { refundId: refund.refundId },
          { as: desk.giulia },
        );
        return now.parts[0]!.outcomeUnknown;
      });
      await script({ answer: 'told' });
      await settled(refund.refundId, 'paid');
      expect(await booked(paymentRefOf(refund))).to.deep.equal([30_00]);
    });
  }

  it('that are pending are asked for again', async () => {
    await script({ answer: 'pending' });
    const refund = await one();
    await settled(refund.refundId, 'paid');
    const attempt = await attemptOf(refund);
    expect(attempt).to.include({ told_by: 'question', calls: 2 });
  });

  it('that were refused can be tried again, with a new intent, and are paid once', async () => {
    await script({ effect: 'refused' });
    const refund = await one();
    const failed = await settled(refund.refundId, 'failed');
    expect(failed.parts[0]!.failure!.code).to.equal('card-refused');
    await script({ effect: 'paid' });
    const input = { refundId: refund.refundId, partId: failed.parts[0]!.partId };
    await server.call(retryRefundEndpoint, input, { as: desk.clerk });
    const paid = await settled(refund.refundId, 'paid');
    expect(paid.parts[0]!.attempts).to.equal(2);
    expect(await booked(paymentRefOf(refund))).to.deep.equal([30_00]);
    expect(desk.moves).to.deep.equal(['failed', 'authorised', 'paid']);
  });

  it('that were refused can be paid by another tender, with consent', async () => {
    await script({ effect: 'refused' });
    const refund = await one();
    const { refundId } = refund;
    const failed = await settled(refundId, 'failed');
    const { partId } = failed.parts[0]!;
    const without = await server.refusalOf(
      changeTenderEndpoint,
      { refundId, partId, tender: 'cash' },
      { as: desk.clerk },
    );
    expect(without.slug).to.equal('consent-needed');
    await server.call(
      changeTenderEndpoint,
      { refundId, partId, tender: 'cash', consent: CONSENT },
      { as: desk.clerk },
    );
    const paid = await server.call(counterRefundEndpoint, { refundId }, { as: desk.clerk });
    expect(paid.state).to.equal('paid');
    expect(await booked(paymentRefOf(refund))).to.deep.equal([]);
  });

  it('that were refused may take yet another tender: whoever chose wrongly at the counter is not stuck', async () => {
    await script({ effect: 'refused' });
    const { refundId } = await one();
    const { partId } = (await settled(refundId, 'failed')).parts[0]!;
    const change = (tender: 'by-hand' | 'cash') =>
      server.call(
        changeTenderEndpoint,
        { refundId, partId, tender, consent: CONSENT },
        { as: desk.clerk },
      );
    await change('by-hand');
    expect((await change('cash')).parts[0]).to.include({ tender: 'cash', state: 'authorised' });
  });

  it('that were refused become no more cash than the law allows, all parts of a refund counted', async () => {
    await script({ effect: 'refused' });
    const { orderId } = await paidOrder(card(3_000_00), card(3_000_00));
    const { refundId } = await propose(orderId, 6_000_00, { authorised: true });
    const { parts } = await until('both are refused', async () => {
      const now = await server.call(refundEndpoint, { refundId }, { as: desk.giulia });
      return now.parts.every(({ state }) => state === 'failed') ? now : null;
    });
    const inCash = (place: number) => ({
      ...{ refundId, partId: parts[place]!.partId },
      ...{ tender: 'cash' as const, consent: CONSENT },
    });
    await server.call(changeTenderEndpoint, inCash(0), { as: desk.clerk });
    const second = await server.refusalOf(changeTenderEndpoint, inCash(1), { as: desk.clerk });
    expect(second.slug).to.equal('cash-forbidden');
  });

  it('that are under way cannot be retried, paid otherwise, or paid by hand', async () => {
    await script({ answer: 'lost-after' });
    const refund = await one();
    const { refundId } = refund;
    const { partId } = refund.parts[0]!;
    await until('it was called', async () => (await attemptOf(refund)).calls > 0);
    for (const attempt of [
      server.refusalOf(retryRefundEndpoint, { refundId, partId }, { as: desk.clerk }),
      server.refusalOf(
        changeTenderEndpoint,
        { refundId, partId, tender: 'cash', consent: CONSENT },
        { as: desk.clerk },
      ),
      server.refusalOf(
        handRefundEndpoint,
        { refundId, partId, reference: 'CRO' },
        { as: desk.manager },
      ),
    ]) {
      expect((await attempt).slug).to.equal('refund-in-other-state');
    }
    await script({ answer: 'told' });
    await settled(refundId, 'paid');
  });

  const attemptOf = async ({ parts }: Refund) =>
    (await server.database
      .db('oc_refund_attempt')
      .where({ part_id: parts[0]!.partId })
      .first()) as {
      id: string;
      told_by: string;
      calls: number;
      state: string;
    };

  describe('that tells by itself', () => {
    const notice = async (
      refund: Refund,
      given: { id?: string; status?: 'paid' | 'failed'; secret?: string; at?: Date } = {},
    ) => {
      const { id: key } = await attemptOf(refund);
      const status = given.status ?? 'paid';
      const body = JSON.stringify({
        key,
        status,
        reference: status === 'paid' ? 're_1' : null,
        code: status === 'paid' ? null : 'account-closed',
        amountMinor: 30_00,
      });
      const secret = given.secret ?? noticeSecret(server.keyring, 'simulated');
      const id = given.id ?? `notice-${key}`;
      return fetch(`${server.url}${noticeEndpoint.path}`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          ...signed({ id, body }, given.at ?? new Date(), [secret]),
        },
      });
    };

    it('is believed before the answer comes, and the answer changes nothing more', async () => {
      await script({ answer: 'told', notices: 1, noticeFirst: true }, NOTICES());
      const refund = await one();
      await settled(refund.refundId, 'paid');
      expect(await attemptOf(refund)).to.include({ told_by: 'notice' });
      expect(desk.moves).to.deep.equal(['paid']);
    });

    it('is believed when the answer never comes', async () => {
      await script({ answer: 'hangs-after', notices: 2, noticeFirst: true }, NOTICES());
      const refund = await one();
      await settled(refund.refundId, 'paid');
      expect(desk.moves).to.deep.equal(['paid']);
    });

    it('has one effect when it comes twice', async () => {
      await script({ answer: 'lost-after' });
      const refund = await one();
      await until('it was called', async () => (await attemptOf(refund)).calls > 0);
      const answers = await Promise.all([notice(refund), notice(refund), notice(refund)]);
      const taken = await Promise.all(
        answers.map((answer) => answer.json() as Promise<{ taken: boolean }>),
      );
      expect(taken.filter((each) => each.taken)).to.have.lengthOf(1);
      await settled(refund.refundId, 'paid');
      expect(desk.moves).to.deep.equal(['paid']);
    });

    it('is not believed without its signature, with an old one, or with another’s', async () => {
      await script({ answer: 'hangs-before' });
      const refund = await one();
      const foreign = noticeSecret(server.keyring, 'somebody-else');
      const old = new Date(Date.now() - 6 * 60_000);
      for (const given of [{ secret: foreign }, { at: old }]) {
        expect((await notice(refund, given)).status).to.equal(422);
      }
      expect((await attemptOf(refund)).state).to.be.oneOf(['intended', 'unknown']);
      await notice(refund);
      await settled(refund.refundId, 'paid');
    });

    it('and contradicts itself is written down for people, without paying twice', async () => {
      const refund = await one();
      await settled(refund.refundId, 'paid');
      await notice(refund, { status: 'failed', id: 'late' });
      const { rows } = await server.database.db.raw<{ rows: { contradiction: string }[] }>(
        'select contradiction from oc_refund_attempt where contradiction is not null',
      );
      expect(rows).to.have.lengthOf(1);
      expect(
        (await server.call(refundEndpoint, { refundId: refund.refundId }, { as: desk.giulia }))
          .state,
      ).to.equal('paid');
      await server.database.db.raw('update oc_refund_attempt set contradiction = null');
    });

    const NOTICES = (): string => `${server.url}${noticeEndpoint.path}`;
  });

  it('behave by chance, the same for the same seed, and are all paid once in the end', async () => {
    await behave(server.database.db, {
      seed: 7,
      shares: {
        refused: 0,
        pending: 20,
        lostBefore: 20,
        lostAfter: 20,
        noticeTwice: 30,
        noticeFirst: 50,
        longestDelayMilliseconds: 30,
      },
      noticesTo: `${server.url}${noticeEndpoint.path}`,
    });
    const refunds = await Promise.all(Array.from({ length: 12 }, () => one()));
    for (const { refundId } of refunds) {
      await until('paid', async () => {
        await askedAgainAtOnce();
        const { state } = await server.call(refundEndpoint, { refundId }, { as: desk.giulia });
        return state === 'paid';
      });
    }
    for (const refund of refunds) {
      expect(await booked(paymentRefOf(refund))).to.deep.equal([30_00]);
    }
    expect(desk.moves).to.deep.equal(refunds.map(() => 'paid'));
  });
});
