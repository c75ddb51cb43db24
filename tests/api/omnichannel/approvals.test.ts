import { expect } from 'chai';
import {
  approveEndpoint,
  answerOfferEndpoint,
  counterEndpoint,
  handOnEndpoint,
  refuseEndpoint,
  seenEndpoint,
  withdrawEndpoint,
} from '../../../modules/omnichannel/approvals/answer-contracts.ts';
import {
  approvalEndpoint,
  inboxEndpoint,
  ownApprovalsEndpoint,
} from '../../../modules/omnichannel/approvals/contracts.ts';
import {
  approvalPolicyEndpoint,
  changeApprovalPolicyEndpoint,
  delegateEndpoint,
  delegationsEndpoint,
  endDelegationEndpoint,
} from '../../../modules/omnichannel/approvals/policy-contracts.ts';
import {
  requestApproval,
  spendApproval,
  withdrawApproval,
} from '../../../modules/omnichannel/approvals/request.ts';
import type { Approval } from '../../../modules/omnichannel/approvals/sql/approvals.ts';
import { answerOverdue } from '../../../modules/omnichannel/approvals/unanswered.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { refusalOnly, type Refusal } from '../../../server/kernel/refusal.ts';
import { useServer, type Caller } from '../../support/api.ts';
import {
  actorOf,
  approvalRequest,
  givePin,
  makeApproval,
  TRIAL_SUBJECT,
  listenToTrials,
} from '../../support/make/approval.ts';
import { makeLocation } from '../../support/make/location.ts';

const PIN = '314159';
const MINUTE = 60_000;

describe('approvals', function () {
  this.timeout(30_000);
  const server = useServer();
  /** What the owner of the subject was told, in its order. */
  let told: { state: string; approvalId: string }[] = [];
  let clerk: Caller;
  let manager: Caller;
  let elsewhere: Caller;
  let giulia: Caller;
  let second: Caller;

  before(async () => {
    const { db } = server.database;
    for (const id of ['MI01', 'RM01']) await makeLocation(db, { id });
    clerk = await server.person('clerk', 'MI01');
    manager = await server.person('store-manager', 'MI01');
    elsewhere = await server.person('store-manager', 'RM01');
    giulia = await server.person('web-store-manager', null);
    second = await server.person('web-store-manager', null);
    for (const person of [clerk, manager, elsewhere, giulia, second]) {
      await givePin(db, server.keyring, person, PIN);
    }
  });

  beforeEach(() => {
    told = [];
    listenToTrials({
      decided: async (_tx, { state, approvalId }) => void told.push({ state, approvalId }),
    });
  });

  const ask = (given: Partial<Parameters<typeof approvalRequest>[0]> = {}): Promise<Approval> =>
    inTransaction(server.database.db, actorOf(clerk, 'MI01', []), (tx) =>
      requestApproval(tx, approvalRequest({ locationId: 'MI01', ...given })),
    );
  const overdueAt = (at: Date): Promise<number> =>
    inTransaction(server.database.db, systemActor('test'), answerOverdue, { at });
  const stateOf = async (approvalId: string) =>
    (await server.database.db('oc_approval').where({ id: approvalId }).first()) as {
      state: string;
      decided_by: string | null;
      reason: string | null;
      role: string;
      answer_by: Date;
      used_at: Date | null;
    };

  it('asks the least role whose limit covers the amount, and shows it to all of them at once', async () => {
    const small = await ask({ amountMinor: 22_000 });
    const large = await ask({ amountMinor: 50_001 });
    expect([small.role, large.role]).to.deep.equal(['store-manager', 'web-store-manager']);

    const inbox = await server.call(inboxEndpoint, {}, { as: giulia });
    const open = inbox.view.open.map(({ approvalId }) => approvalId);
    expect(open).to.include.members([small.approvalId, large.approvalId]);
    const { rows } = await server.database.db.raw<{ rows: { rooms: string[] }[] }>(
      `select rooms from core_outbox where stream = ?`,
      [`approval:${large.approvalId}`],
    );
    expect(rows[0]!.rooms).to.deep.equal(['approvals:MI01', `user:${clerk.id}`]);
    const there = await server.call(inboxEndpoint, {}, { as: elsewhere });
    expect(there.view.open.map(({ approvalId }) => approvalId)).not.to.include(large.approvalId);
  });

  it('lets another person approve with their PIN, and tells the owner of the subject in the same transaction', async () => {
    const { approvalId } = await ask();
    const row = await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
    expect(row).to.include({ state: 'approved', version: 2 });
    expect(row.decidedBy).to.deep.equal({ id: manager.id, name: manager.name });
    expect(told).to.deep.equal([{ state: 'approved', approvalId }]);
    const own = await server.call(ownApprovalsEndpoint, {}, { as: clerk });
    expect(own.view.requests[0]).to.include({ approvalId, state: 'approved' });
  });

  it('gives the same answer twice for the same key, and once to the subject', async () => {
    const { approvalId } = await ask();
    const idempotencyKey = crypto.randomUUID();
    const input = { approvalId, pin: PIN };
    const first = await server.call(approveEndpoint, input, { as: manager, idempotencyKey });
    const again = await server.call(approveEndpoint, input, { as: manager, idempotencyKey });
    expect(again).to.deep.equal(first);
    expect(told).to.have.lengthOf(1);
  });

  it('lets the first of two simultaneous answers count and tells the other who was first', async () => {
    const { approvalId } = await ask();
    const outcomes = await Promise.allSettled([
      server.call(approveEndpoint, { approvalId, pin: PIN }, { as: giulia }),
      server.call(
        refuseEndpoint,
        { approvalId, pin: PIN, reason: 'suspected-abuse' },
        { as: second },
      ),
    ]);
    const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const lost = outcomes[1 - won] as PromiseRejectedResult;
    expect(lost.reason).to.include({ slug: 'approval-moved', status: 409 });
    expect(lost.reason.problem.decidedByName).to.equal([giulia, second][won]!.name);
    expect(told).to.have.lengthOf(1);
    const { state } = await stateOf(approvalId);
    expect(state).to.equal(['approved', 'refused'][won]);
  });

  it('never lets the one who asked decide, whatever their role', async () => {
    const { approvalId } = await inTransaction(
      server.database.db,
      actorOf(giulia, 'MI01', []),
      (tx) => requestApproval(tx, approvalRequest({ locationId: 'MI01' })),
    );
    const input = { approvalId, pin: PIN };
    const refusal = await server.refusalOf(approveEndpoint, input, { as: giulia });
    expect(refusal).to.include({ slug: 'own-request', status: 403 });
    const forced = server.database.db.raw(
      `update oc_approval set state = 'approved', decided_by = requested_by, decided_at = now(),
         usable_until = now() where id = ?`,
      [approvalId],
    );
    expect(await forced.catch(({ constraint }) => constraint)).to.equal(
      'oc_approval_by_another_person',
    );
  });

  it('refuses who stands lower than the role that is asked, and who decides elsewhere', async () => {
    const { approvalId } = await ask({ amountMinor: 50_001 });
    const low = await server.refusalOf(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
    expect(low).to.include({ slug: 'beyond-own-limit', status: 403 });
    expect(low.problem['limitMinor']).to.equal(50_000);
    const small = await ask();
    const input = { approvalId: small.approvalId, pin: PIN };
    const far = await server.refusalOf(approveEndpoint, input, { as: elsewhere });
    expect(far.slug).to.equal('beyond-own-limit');
  });

  it('wants the right PIN, counts the wrong ones and then closes, whatever is asked', async () => {
    const guesser = await server.person('store-manager', 'MI01');
    await givePin(server.database.db, server.keyring, guesser, PIN);
    const { approvalId } = await ask();
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      const wrong = await server.refusalOf(
        approveEndpoint,
        { approvalId, pin: '000001' },
        { as: guesser },
      );
      expect(wrong.slug).to.equal('wrong-pin');
      expect(wrong.problem['attemptsLeft']).to.equal(attemptsLeft);
    }
    const closed = await server.refusalOf(
      approveEndpoint,
      { approvalId, pin: PIN },
      { as: guesser },
    );
    expect(closed.status).to.equal(429);
    expect((await stateOf(approvalId)).state).to.equal('waiting');
    const { rows } = await server.database.db.raw<{ rows: { count: number }[] }>(
      `select count(*)::integer from core_audit where action = 'core.pin-refused' and actor_id = ?`,
      [guesser.id],
    );
    expect(rows[0]!.count).to.equal(5);
  });

  it('keeps no trace of the PIN in what it stores', async () => {
    const { approvalId } = await ask();
    await server.call(approveEndpoint, { approvalId, pin: PIN, note: 'va bene' }, { as: manager });
    const { rows } = await server.database.db.raw<{ rows: object[] }>(
      `select 1 from core_idempotency where core_idempotency::text like :pin
       union all select 1 from core_audit where details::text like :pin
       union all select 1 from core_outbox where payload::text like :pin`,
      { pin: `%${PIN}%` },
    );
    expect(rows).to.deep.equal([]);
  });

  describe('an offer', () => {
    it('waits for the customer, and is approved with its terms when they agree', async () => {
      const { approvalId } = await ask();
      const offer = { kind: 'amount', amountMinor: 15_000, note: 'segni d’uso' } as const;
      await server.call(counterEndpoint, { approvalId, pin: PIN, offer }, { as: manager });
      const row = await server.call(
        answerOfferEndpoint,
        { approvalId, agreed: true },
        { as: clerk },
      );
      expect(row).to.include({ state: 'approved' });
      expect(row.offer).to.deep.equal(offer);
      expect(told.map(({ state }) => state)).to.deep.equal(['countered', 'approved']);
    });

    it('that is declined lets the request wait for another answer', async () => {
      const { approvalId } = await ask();
      const offer = { kind: 'tender', tender: 'cash', note: null } as const;
      await server.call(counterEndpoint, { approvalId, pin: PIN, offer }, { as: manager });
      await server.call(answerOfferEndpoint, { approvalId, agreed: false }, { as: clerk });
      const row = await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: giulia });
      expect(row).to.include({ state: 'approved', offer: null });
      const { answers } = await server.call(approvalEndpoint, { approvalId }, { as: giulia });
      expect(answers.map(({ kind }) => kind)).to.deep.equal([
        'counter',
        'decline-offer',
        'approve',
      ]);
    });

    it('of all that was asked, or more, is no offer', async () => {
      const { approvalId } = await ask();
      const offer = { kind: 'amount', amountMinor: 22_000, note: null } as const;
      const refusal = await server.refusalOf(
        counterEndpoint,
        { approvalId, pin: PIN, offer },
        { as: manager },
      );
      expect(refusal.slug).to.equal('offer-too-high');
    });

    it('that nobody took expires with the request', async () => {
      const { approvalId, endsAt } = await ask();
      const offer = { kind: 'repair', note: null } as const;
      await server.call(counterEndpoint, { approvalId, pin: PIN, offer }, { as: manager });
      await overdueAt(endsAt);
      expect(await stateOf(approvalId)).to.include({ state: 'expired' });
    });
  });

  describe('an approval that was given', () => {
    const approvedOne = async (): Promise<Approval> => {
      const approval = await ask();
      const { approvalId } = approval;
      await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
      return approval;
    };
    const use = async (
      approval: Approval,
      other: Partial<Parameters<typeof spendApproval>[1]> = {},
    ) =>
      inTransaction(server.database.db, actorOf(clerk, 'MI01', []), (tx) =>
        spendApproval(tx, {
          approvalId: approval.approvalId,
          subject: { kind: TRIAL_SUBJECT, id: approval.subjectId },
          digest: approval.digest,
          amountMinor: approval.amountMinor,
          ...other,
        }),
      ).then(
        () => 'done',
        (error: unknown) => String((refusalOnly(error).extension as { because?: string }).because),
      );

    it('holds once, also for two at once', async () => {
      const approval = await approvedOne();
      const outcomes = await Promise.all([use(approval), use(approval), use(approval)]);
      expect(outcomes.sort()).to.deep.equal(['done', 'used', 'used']);
    });

    it('holds for nothing else than what was asked: content, amount, thing', async () => {
      const approval = await approvedOne();
      const other = await approvedOne();
      expect(await use(approval, { digest: 'f'.repeat(64) })).to.equal('other-content');
      expect(await use(approval, { amountMinor: 22_001 })).to.equal('other-content');
      const subject = { kind: TRIAL_SUBJECT, id: other.subjectId };
      expect(await use(approval, { subject })).to.equal('other-content');
      expect(await use(approval)).to.equal('done');
    });

    it('runs out when it is not used in time', async () => {
      const approval = await approvedOne();
      await overdueAt(new Date(Date.now() + 3 * MINUTE));
      expect(await stateOf(approval.approvalId)).to.include({ state: 'expired' });
      expect(await use(approval)).to.equal('too-late');
    });
  });

  describe('when nobody answers', () => {
    type Policy = InputOf<typeof changeApprovalPolicyEndpoint>['policy'];
    const publish = (policy: Policy, expectedVersion: number) =>
      server.call(changeApprovalPolicyEndpoint, { policy, expectedVersion }, { as: giulia });

    it('passes to the next role after the time of the first, and refuses after the time of the last', async () => {
      const { approvalId, answerBy } = await ask();
      await overdueAt(answerBy);
      const escalated = await stateOf(approvalId);
      expect(escalated).to.include({ state: 'waiting', role: 'web-store-manager' });
      expect(escalated.answer_by.getTime() - answerBy.getTime()).to.equal(240 * MINUTE);
      await overdueAt(escalated.answer_by);
      expect(await stateOf(approvalId)).to.include({
        state: 'refused',
        reason: 'nobody-answered',
        decided_by: 'system:unanswered',
      });
    });

    it('does not happen a moment too early', async () => {
      const { approvalId, answerBy } = await ask();
      await overdueAt(new Date(answerBy.getTime() - 1));
      expect(await stateOf(approvalId)).to.include({ state: 'waiting', role: 'store-manager' });
    });

    it('allows up to the amount of the rules, and refuses beyond it', async () => {
      const { version, policy } = await server.call(approvalPolicyEndpoint, {}, { as: giulia });
      const allowing = {
        ...policy,
        unanswered: [
          {
            role: 'store-manager',
            afterMinutes: 15,
            fallback: { act: 'allow', upToMinor: 20_000 } as const,
          },
        ],
      };
      await publish(allowing, version);
      const small = await ask({ amountMinor: 20_000 });
      const large = await ask({ amountMinor: 20_001 });
      await overdueAt(small.answerBy > large.answerBy ? small.answerBy : large.answerBy);
      expect(await stateOf(small.approvalId)).to.include({ state: 'approved' });
      expect(await stateOf(large.approvalId)).to.include({ state: 'refused' });
      await publish(policy, version + 1);
    });

    it('keeps the rules a request was made under', async () => {
      const before = await ask();
      const { version, policy } = await server.call(approvalPolicyEndpoint, {}, { as: giulia });
      const ladder = [
        { role: 'clerk', upToMinor: 0 },
        { role: 'store-manager', upToMinor: 10_000 },
        { role: 'web-store-manager', upToMinor: null },
      ];
      await publish({ ...policy, ladder }, version);
      const after = await ask();
      expect([before.role, after.role]).to.deep.equal(['store-manager', 'web-store-manager']);
      const input = { approvalId: before.approvalId, pin: PIN };
      const row = await server.call(approveEndpoint, input, { as: manager });
      expect(row.state).to.equal('approved');
      await publish(policy, version + 1);
    });

    it('is not published with rules by which nobody decides', async () => {
      const { version, policy } = await server.call(approvalPolicyEndpoint, {}, { as: giulia });
      const refusal = await server.refusalOf(
        changeApprovalPolicyEndpoint,
        {
          policy: { ...policy, ladder: [{ role: 'store-manager', upToMinor: 50_000 }] },
          expectedVersion: version,
        },
        { as: giulia },
      );
      expect(refusal.problem['fault']).to.equal('nobody-decides-any-amount');
    });
  });

  describe('handing over', () => {
    it('lets the other decide with one’s own limit for a time, in every shop, and no longer', async () => {
      const { delegationId } = await server.call(
        delegateEndpoint,
        {
          pin: PIN,
          personId: elsewhere.id,
          validUntil: new Date(Date.now() + 8 * 60 * MINUTE).toISOString(),
        },
        { as: giulia },
      );
      const { approvalId } = await ask({ amountMinor: 90_000 });
      const inbox = await server.call(inboxEndpoint, {}, { as: elsewhere });
      expect(inbox.view.open.map((row) => row.approvalId)).to.include(approvalId);
      await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: elsewhere });
      const { answers } = await server.call(approvalEndpoint, { approvalId }, { as: giulia });
      expect(answers.at(-1)!.details).to.deep.equal({ for: giulia.id });

      await server.call(endDelegationEndpoint, { delegationId }, { as: giulia });
      const next = await ask({ amountMinor: 90_000 });
      const input = { approvalId: next.approvalId, pin: PIN };
      const refusal = await server.refusalOf(approveEndpoint, input, { as: elsewhere });
      expect(refusal.slug).to.equal('beyond-own-limit');
      const list = await server.call(delegationsEndpoint, {}, { as: giulia });
      expect(list.delegations).to.deep.equal([]);
    });

    it('of one request lets the other answer that one, and none besides', async () => {
      const one = await ask({ amountMinor: 90_000 });
      const other = await ask({ amountMinor: 90_000 });
      const { approvalId } = one;
      const row = await server.call(
        handOnEndpoint,
        { approvalId, pin: PIN, personId: manager.id },
        { as: giulia },
      );
      expect(row.handedTo).to.deep.equal([{ id: manager.id, name: manager.name }]);
      const input = { approvalId: other.approvalId, pin: PIN };
      const refusal = await server.refusalOf(approveEndpoint, input, { as: manager });
      expect(refusal.slug).to.equal('beyond-own-limit');
      const done = await server.call(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
      expect(done.state).to.equal('approved');
    });

    it('is no way round: not to a clerk, not to the one who asked, not onwards', async () => {
      const { approvalId } = await ask();
      for (const personId of [clerk.id, giulia.id]) {
        const refusal = await server.refusalOf(
          handOnEndpoint,
          { approvalId, pin: PIN, personId },
          { as: giulia },
        );
        expect(refusal.slug).to.equal('delegate-unfit');
      }
    });
  });

  it('is taken back by the counter, unless somebody has decided', async () => {
    const { approvalId } = await ask();
    const row = await server.call(withdrawEndpoint, { approvalId }, { as: clerk });
    expect(row.state).to.equal('withdrawn');
    expect(told).to.deep.equal([{ state: 'withdrawn', approvalId }]);
    const late = await server.refusalOf(approveEndpoint, { approvalId, pin: PIN }, { as: manager });
    expect(late).to.include({ slug: 'approval-moved', status: 409 });
  });

  it('shows the clerk who has looked at it, once for each person', async () => {
    const { approvalId } = await ask();
    await server.call(seenEndpoint, { approvalId }, { as: manager });
    await server.call(seenEndpoint, { approvalId }, { as: manager });
    const row = await server.call(seenEndpoint, { approvalId }, { as: giulia });
    expect(row.seenBy.map(({ id }) => id)).to.deep.equal([manager.id, giulia.id]);
    expect(row.version).to.equal(3);
  });

  it('asks the same again without a second request, and something else only after withdrawing', async () => {
    const subject = { kind: TRIAL_SUBJECT, id: crypto.randomUUID() };
    const first = await ask({ subject });
    const again = await ask({ subject });
    expect(again.approvalId).to.equal(first.approvalId);
    const other = await ask({ subject, digest: 'f'.repeat(64) }).catch((error: unknown) => error);
    expect((other as Refusal).problem.slug).to.equal('approval-pending');
    await inTransaction(server.database.db, actorOf(clerk, 'MI01', []), (tx) =>
      withdrawApproval(tx, first.approvalId),
    );
    const next = await ask({ subject, digest: 'f'.repeat(64) });
    expect(next.approvalId).not.to.equal(first.approvalId);
  });

  it('has one event and one audit row for every version, and no name in the audit', async () => {
    const preview = { customerName: 'Wanda Osservata' };
    const { approvalId } = await makeApproval(server.database.db, { locationId: 'MI01', preview });
    await server.call(seenEndpoint, { approvalId }, { as: giulia });
    await server.call(refuseEndpoint, { approvalId, pin: PIN, reason: 'other' }, { as: giulia });
    const { rows } = await server.database.db.raw<{ rows: { versions: string; names: boolean }[] }>(
      `select string_agg(details ->> 'version', ' ' order by position) as versions,
         bool_or(details::text like '%Osservata%') as names
       from core_audit where subject = ?`,
      [`approval:${approvalId}`],
    );
    expect(rows[0]).to.deep.equal({ versions: '1 2 3', names: false });
  });
});
