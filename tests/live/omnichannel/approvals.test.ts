import { expect } from 'chai';
import {
  approve,
  counter,
  handOn,
  markSeen,
  refuse,
} from '../../../modules/omnichannel/approvals/answer.ts';
import type { ApprovalInbox } from '../../../modules/omnichannel/approvals/contracts.ts';
import { inboxAfter, ownAfter } from '../../../modules/omnichannel/approvals/live.ts';
import { readInbox, readOwn } from '../../../modules/omnichannel/approvals/queries.ts';
import {
  requestApproval,
  withdrawApproval,
} from '../../../modules/omnichannel/approvals/request.ts';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { actorOf, approvalRequest, listenToTrials } from '../../support/make/approval.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makePerson } from '../../support/make/person.ts';

interface Told {
  readonly type: string;
  readonly payload: object;
}

describe('the screens of approvals', () => {
  const { people, as, told } = useApprovals();

  it('are, from a stale copy and the events since, exactly what a fresh one shows', async () => {
    const { clerk, manager, giulia } = people();
    const ask = (amountMinor: number) =>
      as(clerk, (tx) => requestApproval(tx, approvalRequest({ locationId: 'MI01', amountMinor })));
    const [one, two, three] = [await ask(200_00), await ask(300_00), await ask(900_00)];
    const stale = await as(giulia, readInbox);
    const staleOwn = await as(clerk, readOwn);
    const since = await told('0');

    await as(manager, (tx) => markSeen(tx, one));
    await as(manager, (tx) => approve(tx, { approvalId: one.approvalId }));
    await as(giulia, (tx) =>
      counter(tx, { approvalId: two.approvalId, offer: { kind: 'repair', note: null } }),
    );
    await as(giulia, (tx) => handOn(tx, { approvalId: three.approvalId, personId: manager.id }));
    await as(manager, (tx) => refuse(tx, { approvalId: three.approvalId, reason: 'other' }));
    const four = await ask(250_00);
    await as(clerk, (tx) => withdrawApproval(tx, four.approvalId));
    await ask(260_00);

    const events = (await told('0')).slice(since.length);
    // Twice each: an event that is seen again changes nothing.
    let inbox: ApprovalInbox = stale;
    let own = staleOwn;
    for (const event of events.flatMap((each) => [each, each])) {
      const after = inboxAfter(inbox, event);
      if (after === 'fetch-again') throw new Error('giulia had everything she needed');
      inbox = after;
      own = ownAfter(own, clerk.id, event);
    }
    expect(events.length).to.be.greaterThan(6);
    expect(inbox).to.deep.equal(await as(giulia, readInbox));
    expect(own).to.deep.equal(await as(clerk, readOwn));
  });
});

function useApprovals() {
  const database = useDatabase();
  let people: Readonly<Record<'clerk' | 'manager' | 'giulia', Actor>>;
  before(async () => {
    const { db } = database;
    await makeLocation(db, { id: 'MI01' });
    listenToTrials();
    const person = async (role: string, locationId: string | null): Promise<Actor> =>
      actorOf(await makePerson(db, role, locationId), 'MI01', [
        'omnichannel.approvals.ask',
        'omnichannel.approvals.read',
        'omnichannel.approvals.decide',
      ]);
    people = {
      clerk: await person('clerk', 'MI01'),
      manager: await person('store-manager', 'MI01'),
      giulia: await person('web-store-manager', null),
    };
  });
  return {
    people: () => people,
    as: <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
      inTransaction(database.db, actor, work),
    told: async (after: string): Promise<Told[]> => {
      const { rows } = await database.db.raw<{ rows: Told[] }>(
        `select type, payload from core_outbox
         where stream like 'approval:%' and position > cast(? as bigint) order by position`,
        [after],
      );
      return rows;
    },
  };
}
