import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { JobRunner } from '../../../server/jobs/jobs.ts';
import { SweepRunner } from '../../../server/jobs/sweeps.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { emptyOldMail } from '../../../server/mail/forget-mail.ts';
import { sendMail } from '../../../server/mail/mail.ts';
import { startPost } from '../../../server/mail/post.ts';
import { retryMail } from '../../../server/mail/retry-mail.ts';
import { MAIL_PAUSES_SECONDS } from '../../../server/mail/schedule.ts';
import { createMetrics } from '../../../server/observability/metrics.ts';
import { pauseAfter } from '../../../server/kernel/attempts.ts';
import { useDatabase } from '../../support/database.ts';
import { silent } from '../../support/feed.ts';
import { refusalOf } from '../../support/refusal.ts';
import { startSmtp, type SmtpServer } from '../../support/smtp.ts';
import { until } from '../../support/until.ts';

describe('mail', () => {
  const database = useDatabase();
  const stops: (() => Promise<void>)[] = [];
  let smtp: SmtpServer;

  before(async () => {
    smtp = await startSmtp();
  });
  after(() => smtp.stop());
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    smtp.refusing = false;
    smtp.unknown = false;
    smtp.received.splice(0);
  });

  /** What a server process does with mail. */
  async function startServer(config: { smtpUrl: string | null; demo: boolean }): Promise<void> {
    const { db } = database;
    const metrics = createMetrics(db);
    const sweeps = new SweepRunner({ db, log: silent, metrics });
    const jobs = new JobRunner({ db, log: silent, metrics });
    startPost({
      db,
      config: { ...config, mailFrom: 'Lungarno <negozi@lungarno.example>' },
      log: silent,
      jobs,
      sweeps,
      metrics,
    });
    await jobs.prepare();
    sweeps.start();
    await jobs.work();
    stops.push(
      () => sweeps.stop(),
      () => jobs.stop(),
    );
  }

  const write = (to: string, subject = 'Il tuo ordine è pronto'): Promise<string> =>
    inTransaction(database.db, systemActor('test'), (tx) =>
      sendMail(tx, { to, subject, text: 'Ti aspettiamo in negozio.', reference: 'order:1' }),
    );

  async function stateOf(id: string): Promise<string> {
    const { rows } = await database.db.raw<{ rows: { state: string }[] }>(
      'select state from core_mail where id = ?',
      [id],
    );
    return rows[0]!.state;
  }

  async function scheduleOf(id: string): Promise<{ attempts: number; next_at: Date | null }> {
    const { rows } = await database.db.raw<{ rows: { attempts: number; next_at: Date | null }[] }>(
      'select attempts, next_at from core_mail where id = ?',
      [id],
    );
    return rows[0]!;
  }

  const tried = (id: string, times: number) =>
    until('it was tried', async () => {
      const schedule = await scheduleOf(id);
      return schedule.attempts === times ? schedule : null;
    });

  it('is sent once with two processes, and says who it is from and which message it is', async () => {
    await startServer({ smtpUrl: smtp.url, demo: false });
    await startServer({ smtpUrl: smtp.url, demo: false });
    const ids = await Promise.all([write('a@negozio.test'), write('b@negozio.test')]);
    for (const id of ids) {
      await until('it is sent', async () => (await stateOf(id)) === 'sent');
    }
    expect(smtp.received.map(({ to }) => to).sort()).to.deep.equal([
      'a@negozio.test',
      'b@negozio.test',
    ]);
    const first = smtp.received.find(({ to }) => to === 'a@negozio.test')!;
    expect(first.message).to.include(`Message-ID: <${ids[0]}@lungarno.example>`);
    expect(first.message).to.include('From: Lungarno <negozi@lungarno.example>');
  });

  it('does not exist when its transaction is undone', async () => {
    await startServer({ smtpUrl: null, demo: false });
    const undone = inTransaction(database.db, systemActor('test'), async (tx) => {
      await sendMail(tx, { to: 'c@negozio.test', subject: 's', text: 't', reference: 'order:2' });
      throw new Error('changed our mind');
    });
    await undone.catch(() => undefined);
    const { rows } = await database.db.raw<{ rows: object[] }>(
      `select id from core_mail where reference = 'order:2'`,
    );
    expect(rows).to.deep.equal([]);
  });

  it('is tried again when the mail server refuses for the moment', async () => {
    await startServer({ smtpUrl: smtp.url, demo: false });
    smtp.refusing = true;
    const id = await write('d@negozio.test');
    await tried(id, 1);
    smtp.refusing = false;
    await until('it is sent', async () => (await stateOf(id)) === 'sent', 20_000);
    expect(smtp.received).to.have.lengthOf(1);
  }).timeout(30_000);

  it('waits for a mail server that is away for a weekend, longer each time, and then leaves', async () => {
    await startServer({ smtpUrl: smtp.url, demo: false });
    smtp.refusing = true;
    const id = await write('g@negozio.test');
    await tried(id, 1);
    // What it has waited for since Friday evening.
    await database.db.raw('update core_mail set attempts = 12, next_at = now() where id = ?', [id]);
    const late = await tried(id, 13);
    expect(late.next_at!.getTime() - Date.now()).to.be.greaterThan(4 * 3_600_000);
    expect(await stateOf(id)).to.equal('queued');
    smtp.refusing = false;
    await database.db.raw('update core_mail set next_at = now() where id = ?', [id]);
    await until('it is sent', async () => (await stateOf(id)) === 'sent');
  });

  it('is tried for three days, and then given up', () => {
    const total = MAIL_PAUSES_SECONDS.reduce((sum, pause) => sum + pause, 0);
    expect(total / 86_400).to.be.within(2.9, 3.1);
    expect(pauseAfter(MAIL_PAUSES_SECONDS.length + 1, 0.5, MAIL_PAUSES_SECONDS)).to.equal(null);
  });

  it('is given up at once when the address is refused for good, seen and sent again', async () => {
    await startServer({ smtpUrl: smtp.url, demo: false });
    smtp.unknown = true;
    const id = await write('h@negozio.test');
    await until('it is given up', async () => (await stateOf(id)) === 'failed');
    expect(await scheduleOf(id)).to.deep.include({ attempts: 1, next_at: null });
    smtp.unknown = false;
    const retry = (): Promise<object> =>
      inTransaction(database.db, systemActor('test'), (tx) => retryMail(tx, id));
    await retry();
    await until('it is sent', async () => (await stateOf(id)) === 'sent');
    expect((await refusalOf(retry())).problem, 'what was sent is not sent twice').to.equal(
      notFound,
    );
  });

  it('is taken up again when nobody told what became of it', async () => {
    const id = await write('i@negozio.test');
    await database.db.raw(`update core_mail set state = 'sending' where id = ?`, [id]);
    await startServer({ smtpUrl: smtp.url, demo: false });
    await until('it is sent', async () => (await stateOf(id)) === 'sent');
  });

  it('says after thirty days no more to whom and what was written, and cannot be sent again', async () => {
    const { db } = database;
    const [sent, failed, waiting, young] = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => write(`${name}@negozio.test`)),
    );
    const become = (id: string, state: string, days: number) =>
      db.raw(
        `update core_mail set state = :state, attempts = 1, queued_at = now() - make_interval(days => :days),
           next_at = case when :state = 'queued' then now() end where id = :id`,
        { id, state, days },
      );
    await become(sent!, 'sent', 31);
    await become(failed!, 'failed', 31);
    await become(waiting!, 'queued', 31);
    await become(young!, 'sent', 29);
    const emptied = await inTransaction(db, systemActor('test'), emptyOldMail);
    expect(emptied).to.equal(2);
    const left = await db('core_mail').whereNot({ recipient: '' }).select('id');
    expect(left.map(({ id }) => String(id))).to.include.members([waiting, young]);
    const kept = await db('core_mail').where({ id: sent }).first();
    expect(kept).to.include({ recipient: '', text: '', html: null, reference: 'order:1' });
    const retry = inTransaction(db, systemActor('test'), (tx) => retryMail(tx, failed!));
    expect((await refusalOf(retry)).problem).to.equal(notFound);
  });

  it('stays in the mailbox when there is no mail server', async () => {
    await startServer({ smtpUrl: null, demo: true });
    const id = await write('e@example.com');
    await until('it is kept', async () => (await stateOf(id)) === 'kept');
  });

  it('leaves the demo only for example.com', async () => {
    await startServer({ smtpUrl: smtp.url, demo: true });
    const stranger = await write('somebody@real-mail.test');
    const invented = await write('Giulia@Example.com');
    await until('one is sent', async () => (await stateOf(invented)) === 'sent');
    expect(await stateOf(stranger)).to.equal('kept');
    expect(smtp.received.map(({ to }) => to)).to.deep.equal(['Giulia@example.com']);
  });

  it('keeps a line break in a subject from becoming a header', async () => {
    await startServer({ smtpUrl: smtp.url, demo: false });
    const id = await write('f@negozio.test', 'Pronto\r\nBcc: everybody@negozio.test');
    await until('it is sent', async () => (await stateOf(id)) === 'sent');
    expect(smtp.received.map(({ to }) => to)).to.deep.equal(['f@negozio.test']);
    expect(smtp.received[0]!.message).not.to.match(/^Bcc:/m);
  });
});
