import { expect } from 'chai';
import { cancelOrderEndpoint } from '../../../modules/omnichannel/orders/contracts.ts';
import {
  refundsDueEndpoint,
  refundTotalsEndpoint,
} from '../../../modules/omnichannel/orders/refund-contracts.ts';
import { approveEndpoint } from '../../../modules/omnichannel/approvals/answer-contracts.ts';
import { requestApproval, spendApproval } from '../../../modules/omnichannel/approvals/request.ts';
import {
  authoriseRefund,
  cancelRefund,
  settleAtCounter,
} from '../../../modules/omnichannel/refunds/authorise.ts';
import {
  changeTenderEndpoint,
  counterRefundEndpoint,
  handRefundEndpoint,
  noticeEndpoint,
  payDebtEndpoint,
  refundEndpoint,
  retryRefundEndpoint,
} from '../../../modules/omnichannel/refunds/contracts.ts';
import { payDebts } from '../../../modules/omnichannel/refunds/debts.ts';
import { behave } from '../../../modules/omnichannel/refunds/provider/sql.ts';
import { CALM, type Behaviour } from '../../../modules/omnichannel/refunds/provider/behaviour.ts';
import { paymentsOf } from '../../../modules/omnichannel/refunds/propose.ts';
import { noticeSecret } from '../../../modules/omnichannel/refunds/take-notice.ts';
import type { Refund } from '../../../modules/omnichannel/refunds/refund.ts';
import { systemActor, type Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { refusalFrom } from '../../../server/db/errors.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { signed } from '../../../server/webhooks/sign.ts';
import { useServer, type Caller } from '../../support/api.ts';
import {
  actorOf,
  approvalRequest,
  givePin,
  TRIAL_SUBJECT,
  listenToTrials,
} from '../../support/make/approval.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makePaidOrder, makeRefund, listenToTrialMoney } from '../../support/make/refund.ts';
import { expectReconciled } from '../../support/reconcile.ts';
import { until } from '../../support/until.ts';

const PIN = '314159';
const CONSENT = { textVersion: 1, language: 'it', manner: 'spoken' } as const;

describe('refunds', function () {
  this.timeout(60_000);
  const server = useServer();
  let clerk: Caller;
  let manager: Caller;
  let giulia: Caller;
  let moves: string[] = [];
  let reference = 0;

  before(async () => {
    await makeLocation(server.database.db, { id: 'MI01' });
    clerk = await server.person('clerk', 'MI01');
    manager = await server.person('store-manager', 'MI01');
    giulia = await server.person('web-store-manager', null);
    await givePin(server.database.db, server.keyring, manager, PIN);
    listenToTrials();
  });
  beforeEach(async () => {
    moves = [];
    listenToTrialMoney({ moved: async (_tx, { state }) => void moves.push(state) });
    await behave(server.database.db, CALM);
  });
  afterEach(() =>
    expectReconciled(
      server.database.db,
      server.app.manifests
        .flatMap(({ checks = [] }) => checks)
        .filter(({ name }) => name.startsWith('omnichannel.')),
    ),
  );

  const ref = (): string => `pay_${(reference += 1)}`;
  const card = (amountMinor: number) =>
    ({ kind: 'card', amountMinor, providerRef: ref() }) as const;
  const paidOrder = (...payments: Parameters<typeof makePaidOrder>[2][number][]) =>
    makePaidOrder(server.database.db, 'MI01', payments);
  const propose = (
    orderId: string,
    amountMinor: number,
    given: Partial<Parameters<typeof makeRefund>[1]> = {},
  ): Promise<Refund> =>
    makeRefund(server.database.db, { orderId, locationId: 'MI01', amountMinor, ...given });
  const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(server.database.db, actor, work);
  const atCounter = (): Actor => actorOf(clerk, 'MI01', []);
  const settled = (refundId: string, ...states: string[]) =>
    until(`the refund is ${states.join(' or ')}`, async () => {
      const refund = await server.call(refundEndpoint, { refundId }, { as: giulia });
      return states.includes(refund.state) ? refund : null;
    });
  const booked = async (paymentRef: string) => {
    const rows = await server.database
      .db('oc_simulated_refund')
      .where({ payment_ref: paymentRef, status: 'paid' });
    return rows.map((row: { amount_minor: number }) => row.amount_minor);
  };
  const paymentRefOf = ({ parts }: Refund): string => parts[0]!.paymentRef!;
  const slugOf = (error: unknown): string =>
    error instanceof Refusal ? error.problem.slug : String(error);
  const script = (always: Behaviour['always'], to: string | null = null): Promise<void> =>
    behave(server.database.db, { ...CALM, always: always ?? {}, noticesTo: to });

  it('of split tenders: the provider pays its part, the office the other, exact to the cent', async () => {
    const { orderId } = await paidOrder(card(69_00), {
      kind: 'gift-card',
      amountMinor: 50_00,
      providerRef: ref(),
    });
    const { refundId, parts } = await propose(orderId, 49_00, { authorised: true });
    expect(parts.map(({ amountMinor, tender }) => [amountMinor, tender])).to.deep.equal([
      [28_41, 'provider'],
      [20_59, 'by-hand'],
    ]);
    const part = await settled(refundId, 'partly-paid');
    expect(await booked(paymentRefOf({ parts } as Refund))).to.deep.equal([28_41]);
    const input = { refundId, partId: part.parts[1]!.partId, reference: 'CRO 123' };
    const whole = await server.call(handRefundEndpoint, input, { as: manager });
    expect(whole.state).to.equal('paid');
    expect(moves).to.deep.equal(['partly-paid', 'paid']);
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
    expect(row).to.include({ consent_text: 1, consent_manner: 'spoken', consent_by: clerk.id });
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
    const chooser = actorOf(giulia, 'MI01', ['omnichannel.refunds.override']);
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
      await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
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
      await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
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
        [1, 2, 3].map(() => server.call(counterRefundEndpoint, input, { as: clerk })),
      );
      expect(presses.map(({ version }) => version)).to.deep.equal([3, 3, 3]);
      expect(presses[0]!.parts[0]).to.include({ state: 'paid', reference: 'SLIP 7' });
      expect(moves).to.deep.equal(['paid']);
    });
  });

  describe('at the provider', () => {
    const one = async (amountMinor = 30_00): Promise<Refund> => {
      const { orderId } = await paidOrder(card(30_00));
      return propose(orderId, amountMinor, { authorised: true });
    };

    for (const answer of ['lost-before', 'lost-after'] as const) {
      it(`whose answer is ${answer.replace('-', ' ')} the money went out are asked for until the outcome is known, and paid once`, async () => {
        await script({ answer });
        const refund = await one();
        await until('the outcome is not known', async () => {
          const now = await server.call(
            refundEndpoint,
            { refundId: refund.refundId },
            { as: giulia },
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
      await server.call(retryRefundEndpoint, input, { as: clerk });
      const paid = await settled(refund.refundId, 'paid');
      expect(paid.parts[0]!.attempts).to.equal(2);
      expect(await booked(paymentRefOf(refund))).to.deep.equal([30_00]);
      expect(moves).to.deep.equal(['failed', 'authorised', 'paid']);
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
        { as: clerk },
      );
      expect(without.slug).to.equal('consent-needed');
      await server.call(
        changeTenderEndpoint,
        { refundId, partId, tender: 'cash', consent: CONSENT },
        { as: clerk },
      );
      const paid = await server.call(counterRefundEndpoint, { refundId }, { as: clerk });
      expect(paid.state).to.equal('paid');
      expect(await booked(paymentRefOf(refund))).to.deep.equal([]);
    });

    it('that are under way cannot be retried, paid otherwise, or paid by hand', async () => {
      await script({ answer: 'lost-after' });
      const refund = await one();
      const { refundId } = refund;
      const { partId } = refund.parts[0]!;
      await until('it was called', async () => (await attemptOf(refund)).calls > 0);
      for (const attempt of [
        server.refusalOf(retryRefundEndpoint, { refundId, partId }, { as: clerk }),
        server.refusalOf(
          changeTenderEndpoint,
          { refundId, partId, tender: 'cash', consent: CONSENT },
          { as: clerk },
        ),
        server.refusalOf(
          handRefundEndpoint,
          { refundId, partId, reference: 'CRO' },
          { as: manager },
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
        expect(moves).to.deep.equal(['paid']);
      });

      it('is believed when the answer never comes', async () => {
        await script({ answer: 'hangs-after', notices: 2, noticeFirst: true }, NOTICES());
        const refund = await one();
        await settled(refund.refundId, 'paid');
        expect(moves).to.deep.equal(['paid']);
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
        expect(moves).to.deep.equal(['paid']);
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
          (await server.call(refundEndpoint, { refundId: refund.refundId }, { as: giulia })).state,
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
        await until(
          'paid',
          async () =>
            (await server.call(refundEndpoint, { refundId }, { as: giulia })).state === 'paid',
          40_000,
        );
      }
      for (const refund of refunds) {
        expect(await booked(paymentRefOf(refund))).to.deep.equal([30_00]);
      }
      expect(moves).to.deep.equal(refunds.map(() => 'paid'));
    });
  });

  describe('due on record', () => {
    const cancelled = async (...payments: Parameters<typeof makePaidOrder>[2][number][]) => {
      const { orderId } = await paidOrder(...payments);
      const { version } = (await server.database
        .db('oc_order')
        .where({ id: orderId })
        .first('version')) as { version: number };
      await server.call(
        cancelOrderEndpoint,
        { orderId, reason: 'cambio idea', expectedVersion: version },
        { as: giulia },
      );
      const { items } = await server.call(refundsDueEndpoint, { limit: 200 }, { as: giulia });
      return { orderId, due: items.find((each) => each.orderId === orderId)! };
    };
    const dueNow = async (orderId: string) => {
      const { items } = await server.call(refundsDueEndpoint, { limit: 200 }, { as: giulia });
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
      const { totals } = await server.call(refundTotalsEndpoint, {}, { as: giulia });
      expect(totals.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(0);
      const { rows } = await server.database.db.raw<{ rows: { type: string }[] }>(
        `select type from core_outbox where stream = ? order by position desc limit 1`,
        [`order:${orderId}`],
      );
      expect(rows[0]!.type).to.equal('omnichannel.order-refunded.v1');
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
        { as: manager },
      );
      await settled(refund.refundId, 'partly-paid');
      expect((await dueNow(orderId)).state).to.equal('due');
      const byHand = refund.parts.find(({ tender }) => tender === 'by-hand')!;
      await server.call(
        handRefundEndpoint,
        { refundId: refund.refundId, partId: byHand.partId, reference: 'CRO 8841' },
        { as: manager },
      );
      expect((await dueNow(orderId)).state).to.equal('settled');
      const again = await server.refusalOf(
        payDebtEndpoint,
        { refundDueId: due.refundId },
        { as: manager },
      );
      expect(again.slug).to.equal('debt-paid-already');
    });

    it('are paid once when two pay them at once, or the rule and a person do', async () => {
      const { orderId, due } = await cancelled(card(55_00));
      const pay = () =>
        server.call(payDebtEndpoint, { refundDueId: due.refundId }, { as: giulia }).then(
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
      const refused = await server.refusalOf(payDebtEndpoint, input, { as: manager });
      expect(refused.slug).to.equal('refund-needs-approval');
      const { refundId } = await server.call(payDebtEndpoint, input, { as: giulia });
      await settled(refundId, 'paid');
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
