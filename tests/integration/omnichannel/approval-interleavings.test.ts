import { expect } from 'chai';
import {
  answerOffer,
  approve,
  counter,
  refuse,
} from '../../../modules/omnichannel/approvals/answer.ts';
import {
  requestApproval,
  spendApproval,
  withdrawApproval,
} from '../../../modules/omnichannel/approvals/request.ts';
import type { Approval } from '../../../modules/omnichannel/approvals/sql/approvals.ts';
import { answerOverdue } from '../../../modules/omnichannel/approvals/unanswered.ts';
import { systemActor, type Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { interleave, type Contender, type Outcome } from '../../support/interleave.ts';
import {
  actorOf,
  approvalRequest,
  listenToTrials,
  TRIAL_SUBJECT,
} from '../../support/make/approval.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makePerson } from '../../support/make/person.ts';
import { differences } from '../../support/reconcile.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';

/** All orders with PROOF=1; otherwise those with at most so many interruptions. */
const SWITCHES = process.env['PROOF'] ? undefined : 1;
const MATTERS = /\boc_approval\b(?!_)|oc_trial/;

type Verb = 'approve' | 'refuse' | 'counter' | 'withdraw' | 'expire' | 'use' | 'agree' | 'decline';

describe('approvals, two verbs at once in every order of their statements', function () {
  this.timeout(600_000);
  const database = useDatabase();
  let people: Readonly<Record<'clerk' | 'manager' | 'giulia', Actor>>;

  before(async () => {
    const { db } = database;
    await makeLocation(db, { id: 'MI01' });
    await db.raw('create table oc_trial (id uuid primary key, told integer not null default 0)');
    const person = async (role: string, locationId: string | null): Promise<Actor> =>
      actorOf(await makePerson(db, role, locationId), 'MI01', [
        'omnichannel.approvals.ask',
        'omnichannel.approvals.decide',
      ]);
    people = {
      clerk: await person('clerk', 'MI01'),
      manager: await person('store-manager', 'MI01'),
      giulia: await person('web-store-manager', null),
    };
    listenToTrials({
      lock: async (tx, id) => {
        await tx.sql.raw('select 1 from oc_trial where id = ? for update', [id]);
      },
      decided: async (tx, { subjectId }) => {
        await tx.sql.raw('update oc_trial set told = told + 1 where id = ?', [subjectId]);
      },
    });
  });

  const work: Readonly<Record<Verb, (tx: Tx, approval: Approval) => Promise<unknown>>> = {
    approve: (tx, { approvalId }) => approve(tx, { approvalId }),
    refuse: (tx, { approvalId }) => refuse(tx, { approvalId, reason: 'other' }),
    counter: (tx, { approvalId }) =>
      counter(tx, { approvalId, offer: { kind: 'amount', amountMinor: 10_000, note: null } }),
    // As the counter does it: the subject first.
    withdraw: async (tx, { approvalId, subjectId }) => {
      await tx.sql.raw('select 1 from oc_trial where id = ? for update', [subjectId]);
      return withdrawApproval(tx, approvalId);
    },
    expire: (tx) => answerOverdue(tx),
    use: async (tx, { approvalId, subjectId, digest, amountMinor }) => {
      await tx.sql.raw('select 1 from oc_trial where id = ? for update', [subjectId]);
      return spendApproval(tx, {
        approvalId,
        subject: { kind: TRIAL_SUBJECT, id: subjectId },
        digest,
        amountMinor,
      });
    },
    agree: (tx, { approvalId }) => answerOffer(tx, { approvalId, agreed: true }),
    decline: (tx, { approvalId }) => answerOffer(tx, { approvalId, agreed: false }),
  };

  const contender = (verb: Verb, side: 'left' | 'right'): Contender<Approval> => ({
    name: verb,
    actor: {
      approve: side === 'left' ? people.manager : people.giulia,
      refuse: side === 'left' ? people.manager : people.giulia,
      counter: side === 'left' ? people.manager : people.giulia,
      withdraw: people.clerk,
      expire: systemActor('test'),
      use: people.clerk,
      agree: people.clerk,
      decline: people.clerk,
    }[verb],
    work: work[verb],
  });

  /** A request in the state from which both start; overdue, so that expiring has something to do. */
  const prepare = (from: 'waiting' | 'countered' | 'approved') => async (): Promise<Approval> => {
    const { db } = database;
    // What an earlier order left would be swept up by this one.
    await db.raw(`delete from oc_approval_answer; delete from oc_approval`);
    const approval = await inTransaction(db, people.clerk, async (tx) => {
      const request = approvalRequest({ locationId: 'MI01' });
      await tx.sql.raw('insert into oc_trial (id) values (?)', [request.subject.id]);
      return requestApproval(tx, request);
    });
    const { approvalId } = approval;
    const as = (actor: Actor, verb: (tx: Tx) => Promise<unknown>) => inTransaction(db, actor, verb);
    if (from === 'countered') await as(people.manager, (tx) => work.counter(tx, approval));
    if (from === 'approved') await as(people.manager, (tx) => work.approve(tx, approval));
    await db.raw('update oc_trial set told = 0 where id = ?', [approval.subjectId]);
    const soon = from === 'approved' ? `usable_until = now() + interval '1 hour'` : overdue(from);
    await db.raw(`update oc_approval set ${soon} where id = ?`, [approvalId]);
    return approval;
  };

  const overdue = (from: 'waiting' | 'countered'): string =>
    `requested_at = now() - interval '2 hours', answer_by = now() - interval '1 minute',
     ends_at = now() ${from === 'waiting' ? `+ interval '1 hour'` : `- interval '1 minute'`},
     fallback = '{"act": "refuse"}'`;

  /** Exactly one of two that exclude each other had an effect, and it is told once. */
  const faults = async (
    approval: Approval,
    [left, right]: readonly [Outcome, Outcome],
  ): Promise<string[]> => {
    const { rows } = await database.db.raw<{
      rows: {
        state: string;
        version: number;
        answers: number;
        events: number;
        audits: number;
        told: number;
      }[];
    }>(
      `select a.state, a.version, t.told,
         (select count(*)::integer from oc_approval_answer where approval_id = a.id) as answers,
         (select count(*)::integer from core_outbox where stream = 'approval:' || a.id) as events,
         (select count(*)::integer from core_audit where subject = 'approval:' || a.id) as audits
       from oc_approval as a join oc_trial as t on t.id = a.subject_id where a.id = ?`,
      [approval.approvalId],
    );
    const row = rows[0]!;
    const found: string[] = [];
    if (row.events !== row.version || row.audits !== row.version) {
      found.push(`version ${row.version} has ${row.events} events and ${row.audits} audit rows`);
    }
    if (row.told > 1) found.push(`the owner was told ${row.told} times`);
    for (const outcome of [left, right]) {
      const code = 'error' in outcome ? (outcome.error as { code?: string }).code : undefined;
      // A deadlock, or anything else the database has to stop.
      if (code !== undefined) found.push(`the database said ${code}`);
    }
    return found;
  };

  /** Giving up what was just approved, offered or declined is no contradiction: one after the other. */
  const mayFollow = (left: Verb, right: Verb): boolean =>
    right === 'withdraw' && left !== 'withdraw' && left !== 'use';

  const PAIRS: readonly (readonly [Verb, Verb, 'waiting' | 'countered' | 'approved'])[] = [
    ['approve', 'approve', 'waiting'],
    ['approve', 'refuse', 'waiting'],
    ['approve', 'counter', 'waiting'],
    ['approve', 'withdraw', 'waiting'],
    ['approve', 'expire', 'waiting'],
    ['refuse', 'refuse', 'waiting'],
    ['refuse', 'counter', 'waiting'],
    ['refuse', 'withdraw', 'waiting'],
    ['refuse', 'expire', 'waiting'],
    ['counter', 'counter', 'waiting'],
    ['counter', 'withdraw', 'waiting'],
    ['counter', 'expire', 'waiting'],
    ['withdraw', 'withdraw', 'waiting'],
    ['withdraw', 'expire', 'waiting'],
    ['expire', 'expire', 'waiting'],
    ['agree', 'agree', 'countered'],
    ['agree', 'decline', 'countered'],
    ['agree', 'withdraw', 'countered'],
    ['agree', 'expire', 'countered'],
    ['decline', 'withdraw', 'countered'],
    ['use', 'use', 'approved'],
    ['use', 'withdraw', 'approved'],
  ];

  for (const [left, right, from] of PAIRS) {
    it(`${left} and ${right}`, async () => {
      const one = async (approval: Approval, outcomes: readonly [Outcome, Outcome]) => {
        const found = await faults(approval, outcomes);
        const row = await database
          .db('oc_approval')
          .where({ id: approval.approvalId })
          .first('version');
        const before = from === 'waiting' ? 1 : 2;
        const moves = row.version - before;
        const most = mayFollow(left, right) ? 2 : 1;
        if (moves < 1 || moves > most) found.push(`${moves} answers counted`);
        return found;
      };
      const {
        tried,
        faults: wrong,
        endings,
      } = await interleave({
        url: database.url,
        prepare: prepare(from),
        left: contender(left, 'left'),
        right: contender(right, 'right'),
        faults: one,
        matters: MATTERS,
        ...(SWITCHES === undefined ? {} : { switches: SWITCHES }),
      });
      expect(wrong).to.deep.equal([]);
      expect(tried, 'orders').to.be.greaterThan(2);
      if (process.env['PROOF']) console.log(`  ${tried} orders: ${JSON.stringify([...endings])}`);
    });
  }

  it('leave nothing behind that reconcile would find', async () => {
    expect(await differences(database.db, OMNICHANNEL_CHECKS)).to.deep.equal([]);
  });

  it('would be told apart from a version that looks first and then writes', async () => {
    const naive = async (tx: Tx, { approvalId }: Approval): Promise<unknown> => {
      const { rows } = await tx.sql.raw<{ rows: { state: string }[] }>(
        'select state from oc_approval where id = ?',
        [approvalId],
      );
      if (rows[0]!.state !== 'waiting') throw new Error('somebody was faster');
      return tx.sql.raw(
        `update oc_approval set state = 'approved', version = version + 1, decided_by = 'naive',
           decided_at = now(), usable_until = now() where id = ?`,
        [approvalId],
      );
    };
    const { tried, faults: wrong } = await interleave({
      url: database.url,
      prepare: prepare('waiting'),
      left: { name: 'naive', actor: people.manager, work: naive },
      right: { name: 'naive', actor: people.giulia, work: naive },
      faults: async (_approval, [left, right]) =>
        'reply' in left && 'reply' in right ? ['both were told that they decided'] : [],
      matters: MATTERS,
    });
    expect(tried).to.be.greaterThan(5);
    expect(wrong.length).to.be.greaterThan(0);
  });
});
