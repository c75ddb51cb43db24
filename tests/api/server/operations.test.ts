import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { sendMail } from '../../../server/mail/mail.ts';
import {
  auditEndpoint,
  failuresEndpoint,
  mailboxEndpoint,
  operationsEndpoint,
  retryFailureEndpoint,
  retryMailEndpoint,
  undeliveredEndpoint,
} from '../../../server/operations/contracts.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { until } from '../../support/until.ts';

const SWEPT = 'bottega_sweep_due_seconds{sweep="core.audit-seal"}';
const COUNTED =
  /bottega_http_request_seconds_count\{method="GET",path="\/api\/core\/operations",status="200"\} [1-9]/;

describe('what administrators and auditors see', () => {
  const server = useServer({ modules: ['base'], env: { DEMO: '0' } });
  let administrator: Caller;
  let auditor: Caller;
  let clerk: Caller;

  before(async () => {
    administrator = await server.person('administrator', null);
    auditor = await server.person('auditor', null);
    clerk = await server.person('clerk', 'MI01');
  });

  async function write(subject: string, locationId: string | null, at?: Date): Promise<void> {
    await inTransaction(
      server.database.db,
      systemActor('till'),
      async (tx) => tx.audit({ action: 'test.done', subject, locationId, details: { n: 1 } }),
      at ? { at } : {},
    );
  }

  const subjects = async (
    caller: Caller,
    filter: Parameters<typeof server.call<typeof auditEndpoint>>[1],
  ): Promise<string[]> =>
    (await server.call(auditEndpoint, filter, { as: caller })).items.map(({ subject }) => subject);

  describe('the audit', () => {
    before(async () => {
      await write('thing:1', 'MI01', new Date('2026-03-01T10:00:00Z'));
      await write('thing:2', 'RM01', new Date('2026-03-02T10:00:00Z'));
      await write('thing:3', null, new Date('2026-03-03T10:00:00Z'));
      await write('thing:4', 'MI01', new Date('2026-03-04T10:00:00Z'));
    });

    it('is read newest first, page by page', async () => {
      const filter = { action: 'test.done', limit: 3 };
      const first = await server.call(auditEndpoint, filter, { as: auditor });
      expect(first.items.map(({ subject }) => subject)).to.deep.equal([
        'thing:4',
        'thing:3',
        'thing:2',
      ]);
      const second = await server.call(
        auditEndpoint,
        { ...filter, after: first.next! },
        { as: auditor },
      );
      expect(second.items.map(({ subject }) => subject)).to.deep.equal(['thing:1']);
      expect(second.next).to.equal(null);
      expect(first.items[0]).to.deep.include({
        actorId: 'system:till',
        locationId: 'MI01',
        details: { n: 1 },
        occurredAt: '2026-03-04T10:00:00.000Z',
      });
    });

    it('is filtered by actor, subject, location and time', async () => {
      const own = { action: 'test.done' };
      expect(await subjects(auditor, { ...own, subject: 'thing:2' })).to.deep.equal(['thing:2']);
      expect(await subjects(auditor, { ...own, locationId: 'MI01' })).to.deep.equal([
        'thing:4',
        'thing:1',
      ]);
      expect(await subjects(auditor, { ...own, actorId: 'system:nobody' })).to.deep.equal([]);
      expect(
        await subjects(auditor, {
          ...own,
          from: '2026-03-02T10:00:00Z',
          until: '2026-03-04T10:00:00Z',
        }),
      ).to.deep.equal(['thing:3', 'thing:2']);
    });

    it('says in words what was done, and nothing of what nobody has words for', async () => {
      await inTransaction(server.database.db, systemActor('till'), async (tx) =>
        tx.audit({ action: 'base.file-uploaded', subject: 'import:1', locationId: null }),
      );
      const titleOf = async (action: string) =>
        (await server.call(auditEndpoint, { action, limit: 1 }, { as: auditor })).items[0]!.title;
      expect(await titleOf('base.file-uploaded')).to.deep.equal({
        it: 'File caricato',
        en: 'File uploaded',
      });
      expect(await titleOf('test.done')).to.equal(null);
      // One looks for it in the words one has read.
      expect(await subjects(auditor, { action: 'file car' })).to.deep.equal(['import:1']);
      expect(await subjects(auditor, { action: 'FILE UPLOADED' })).to.deep.equal(['import:1']);
      expect(await subjects(auditor, { action: 'done' })).to.deep.equal([]);
    });

    it('shows an auditor of one shop that shop only', async () => {
      const ofRome = await server.person('auditor', 'RM01');
      expect(await subjects(ofRome, { action: 'test.done' })).to.deep.equal(['thing:2']);
      expect(await subjects(ofRome, { action: 'test.done', locationId: 'MI01' })).to.deep.equal([]);
    });

    it('is not for clerks', async () => {
      const refusal = await server.refusalOf(auditEndpoint, {}, { as: clerk });
      expect(refusal.problem.status).to.equal(403);
    });
  });

  describe('operations', () => {
    it('tell how sweeps and subscribers are getting on', async () => {
      const state = await server.call(operationsEndpoint, {}, { as: administrator });
      expect(state.sweeps.map(({ name }) => name)).to.include('core.audit-seal');
      expect(state.epoch).to.match(/^[0-9a-f-]{36}$/);
    });

    it('are for administrators, and looked at by auditors', async () => {
      const { problem } = await server.refusalOf(operationsEndpoint, {}, { as: clerk });
      expect(problem.status).to.equal(403);
      expect((await server.call(failuresEndpoint, {}, { as: auditor })).items).to.deep.equal([]);
      const retry = await server.refusalOf(retryFailureEndpoint, { id: newId() }, { as: auditor });
      expect(retry.problem.status).to.equal(403);
    });

    it('say when an event is not there any more', async () => {
      const gone = await server.refusalOf(
        retryFailureEndpoint,
        { id: newId() },
        { as: administrator },
      );
      expect(gone.problem.status).to.equal(404);
    });

    it('name the module that is missing when its event cannot be tried again', async () => {
      const id = newId();
      await server.database.db.raw(
        `insert into core_outbox_failure
           (id, subscriber, state, tx, position, type, stream, rooms, payload, actor_id, occurred_at,
            attempts, error)
         values (?, 'gone.subscriber', 'failed', '5', 1, 'gone.happened.v1', 'gone:1', '{}', '{}',
                 'system:gone', now(), 5, 'Error: broken')`,
        [id],
      );
      const { items } = await server.call(failuresEndpoint, {}, { as: administrator });
      expect(items.map(({ subscriber, state, error }) => [subscriber, state, error])).to.deep.equal(
        [['gone.subscriber', 'failed', 'Error: broken']],
      );
      const refusal = await server.refusalOf(retryFailureEndpoint, { id }, { as: administrator });
      expect(refusal.problem.type).to.include('subscriber-not-running');
    });
  });

  describe('the mailbox', () => {
    it('does not exist outside the demo', async () => {
      const refusal = await server.refusalOf(mailboxEndpoint, {});
      expect(refusal.problem.status).to.equal(404);
    });
  });

  describe('letters that did not leave', () => {
    it('are seen by an administrator with the reason, and sent again', async () => {
      const mail = {
        to: 'giulia@negozio.test',
        subject: 'Pronto',
        text: 't',
        reference: 'order:1',
      };
      const id = await inTransaction(server.database.db, systemActor('test'), (tx) =>
        sendMail(tx, mail),
      );
      await server.database
        .db('core_mail')
        .where({ id })
        .update({ state: 'failed', attempts: 3, next_at: null, error: '550 no such mailbox' });
      const list = () => server.call(undeliveredEndpoint, {}, { as: administrator });
      const { items } = await list();
      expect(items.map((one) => [one.id, one.state, one.error])).to.deep.equal([
        [id, 'failed', '550 no such mailbox'],
      ]);
      await server.call(retryMailEndpoint, { id }, { as: administrator });
      expect((await list()).items).to.deep.equal([]);
      const again = await server.refusalOf(retryMailEndpoint, { id }, { as: administrator });
      expect(again.problem.status).to.equal(404);
    });
  });

  describe('health and figures', () => {
    it('say that the server lives and takes requests', async () => {
      expect((await fetch(`${server.url}/health/live`)).status).to.equal(200);
      const ready = await fetch(`${server.url}/health/ready`);
      expect([ready.status, await ready.json()]).to.deep.equal([200, { status: 'ready' }]);
    });

    it('are given to a collector on this machine, not to one behind a proxy', async () => {
      await server.call(operationsEndpoint, {}, { as: administrator });
      // A request is counted when its answer is gone, which the caller may learn a moment earlier.
      // And the sweeps have their first round a moment after the start.
      const text = await until('the request and the sweep are counted', async () => {
        const own = await fetch(`${server.url}/metrics`);
        const figures = await own.text();
        return own.ok && COUNTED.test(figures) && figures.includes(SWEPT) ? figures : null;
      });
      expect(text).to.include(SWEPT);
      const far = { 'x-forwarded-for': '203.0.113.9' };
      expect((await fetch(`${server.url}/metrics`, { headers: far })).status).to.equal(403);
      const asAdministrator = { ...far, ...administrator.headers };
      expect((await fetch(`${server.url}/metrics`, { headers: asAdministrator })).status).to.equal(
        200,
      );
    });
  });
});

describe('the mailbox of the demo', () => {
  const server = useServer({ modules: ['base'], env: { DEMO: '1' } });

  it('shows what customers were written, newest first, and by what it is about', async () => {
    await inTransaction(server.database.db, systemActor('test'), async (tx) => {
      const mail = { subject: 's', text: 't', html: '<p>t</p>' };
      await sendMail(tx, { ...mail, to: 'giulia@example.com', reference: 'order:1' });
      await sendMail(tx, { ...mail, to: 'marco@example.com', reference: 'order:2' });
    });
    await until('both are kept', async () => {
      const { items } = await server.call(mailboxEndpoint, {});
      return items.every(({ state }) => state === 'kept');
    });
    const { items } = await server.call(mailboxEndpoint, {});
    expect(items.map(({ to }) => to)).to.deep.equal(['marco@example.com', 'giulia@example.com']);
    const about = await server.call(mailboxEndpoint, { reference: 'order:1' });
    expect(about.items.map(({ to }) => to)).to.deep.equal(['giulia@example.com']);
    const hers = await server.call(mailboxEndpoint, { to: 'Giulia@Example.com' });
    expect(hers.items.map(({ to }) => to)).to.deep.equal(['giulia@example.com']);
  });
});
