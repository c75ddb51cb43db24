import { expect } from 'chai';
import { systemActor } from '../../server/auth/actor.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import { messageOf } from '../../server/webhooks/publish.ts';
import { insertEndpoint } from '../../server/webhooks/sql/endpoints.ts';
import { storeMessages } from '../../server/webhooks/sql/messages.ts';
import { useDatabase } from '../support/database.ts';
import { sharedSecrets, startServerProcess, type ServerProcess } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { openReceiver, type Receiver } from '../support/webhook-receiver.ts';

const actor = systemActor('test');

describe('kill -9 while webhooks are under way', function () {
  this.timeout(90_000);
  const database = useDatabase({ keeping: 'durable' });
  const secrets = sharedSecrets();
  let receiver: Receiver;
  let server: ServerProcess | undefined;

  before(async () => {
    receiver = await openReceiver();
  });
  after(async () => {
    await server?.kill();
    await receiver.close();
  });

  const start = () => startServerProcess({ DATABASE_URL: database.url, DEMO: '1', ...secrets });
  const figure = (body: string): number => (JSON.parse(body) as { data: { n: number } }).data.n;

  it('loses no message, changes no id and keeps the order of each stream', async () => {
    const messages = Array.from({ length: 30 }, (_, n) =>
      messageOf(
        { type: 'test.happened', stream: `test:${n % 5}`, channel: null, data: { n } },
        new Date().toISOString(),
      ),
    );
    await inTransaction(database.db, actor, async (tx) => {
      await insertEndpoint(tx, {
        id: newId(),
        title: 'Negozio',
        url: receiver.url,
        types: ['*'],
        channels: null,
        noticeEmail: null,
      });
      await storeMessages(tx, messages);
    });
    // Three times the process dies between having sent and having written that down.
    for (let round = 1; round <= 3; round += 1) {
      receiver.answer = () => (receiver.received.length >= round * 8 ? 'hang' : 200);
      server = await start();
      await until('one that hangs', () => receiver.received.length >= round * 8, 30_000);
      await server.kill();
      // What it had sent to the database is done or not before anybody goes on.
      await until('its connections are gone', async () => {
        const { rows } = await database.db.raw<{ rows: unknown[] }>(
          `select from pg_stat_activity
          where application_name = 'bottega' and datname = current_database()`,
        );
        return rows.length === 0;
      });
      // As if the leases of the dead process were over.
      await database.db.raw(`update core_webhook_lane set due_at = now() where lease is not null`);
    }
    receiver.answer = () => 200;
    server = await start();
    await until(
      'everything taken',
      async () => {
        const { rows } = await database.db.raw<{ rows: { left: number }[] }>(
          `select count(*)::integer as left from core_webhook_delivery where state <> 'delivered'`,
        );
        return rows[0]!.left === 0;
      },
      30_000,
    );
    const sent = new Map(messages.map(({ id, body }) => [id, figure(body)]));
    expect(receiver.received.length, 'something was sent twice').to.be.greaterThan(30);
    for (const { id, body } of receiver.received) expect(sent.get(id)).to.equal(figure(body));
    expect(new Set(receiver.received.map(({ id }) => id))).to.have.lengthOf(30);
    for (let stream = 0; stream < 5; stream += 1) {
      const came = receiver.received
        .map(({ body }) => figure(body))
        .filter((n) => n % 5 === stream);
      // Duplicates may stand beside each other; nothing overtakes anything.
      expect(came).to.deep.equal([...came].sort((a, b) => a - b));
    }
  });
});
