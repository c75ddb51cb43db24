import { systemActor } from '../../server/auth/actor.ts';
import { openDatabase } from '../../server/db/database.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import { messageOf } from '../../server/webhooks/publish.ts';
import { createSender } from '../../server/webhooks/send.ts';
import { signed } from '../../server/webhooks/sign.ts';
import { insertEndpoint } from '../../server/webhooks/sql/endpoints.ts';
import { storeMessages } from '../../server/webhooks/sql/messages.ts';
import { summary, type Measure } from './load.ts';
import { startProcess } from './processes.ts';
import type { Report } from './report.ts';

const MESSAGES = 6_000;
const BATCH = 500;
/** What the courier has under way at one endpoint at most. */
const AT_ONCE = 16;
const ROW = 'webhooks delivered, log and all';
const BASELINE = 'webhooks: bare signed POSTs';
const actor = systemActor('bench');

/** The names of the rows, for whoever measures only some. */
export const WEBHOOK_ROWS = [BASELINE, ROW];

/**
 * Six thousand messages of six thousand orders, waiting for one endpoint, from the moment it is started
 * to the last settled one; beside the same POSTs from one process that keeps no log and no order.
 */
export async function webhooksDelivered(
  databaseUrl: string,
  secrets: Readonly<Record<string, string>>,
  report: Report,
): Promise<void> {
  const receiver = await startProcess('bare.ts');
  const messages = Array.from({ length: MESSAGES }, (_, n) =>
    messageOf(
      {
        type: 'order.ready',
        stream: `order:${n}`,
        channel: 'web',
        data: { orderId: newId(), externalId: `W-${n}`, state: 'ready', version: 7, n },
      },
      new Date().toISOString(),
    ),
  );
  const bare = await barePosts(receiver.url, messages);
  report.add(BASELINE, AT_ONCE, bare);
  report.add(ROW, AT_ONCE, await throughTheLog(databaseUrl, secrets, receiver.url, messages), bare);
  await receiver.stop();
}

type Messages = readonly ReturnType<typeof messageOf>[];

async function barePosts(url: string, messages: Messages): Promise<Measure> {
  const sender = createSender({ rules: { privateAllowed: true } });
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const leaving = new AbortController();
  const latencies: number[] = [];
  let others = 0;
  let next = 0;
  const began = performance.now();
  const client = async (): Promise<void> => {
    for (let message = messages[next++]; message; message = messages[next++]) {
      const headers = { ...signed(message, new Date(), [secret]) };
      const sent = performance.now();
      const { failure } = await sender.post(url, message.body, headers, leaving.signal);
      if (failure === null) latencies.push(performance.now() - sent);
      else others += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  const seconds = (performance.now() - began) / 1000;
  sender.close();
  return { ...summary(latencies), perSecond: latencies.length / seconds, others };
}

async function throughTheLog(
  databaseUrl: string,
  secrets: Readonly<Record<string, string>>,
  url: string,
  messages: Messages,
): Promise<Measure> {
  const db = openDatabase({ url: databaseUrl, poolSize: 2 });
  const endpointId = newId();
  await inTransaction(db, actor, async (tx) => {
    await insertEndpoint(tx, {
      id: endpointId,
      title: 'bench',
      url,
      types: ['*'],
      channels: null,
      noticeEmail: null,
    });
    await tx.sql.raw(`update core_webhook_endpoint set state = 'paused'`);
  });
  for (let from = 0; from < messages.length; from += BATCH) {
    await inTransaction(db, actor, (tx) => storeMessages(tx, messages.slice(from, from + BATCH)));
  }
  const server = await startProcess('serve.ts', {
    DATABASE_URL: databaseUrl,
    DEMO: '1',
    ...secrets,
  });
  try {
    const began = performance.now();
    await db.raw(`update core_webhook_endpoint set state = 'active' where id = ?`, [endpointId]);
    for (;;) {
      const { rows } = await db.raw<{ rows: { left: boolean }[] }>(
        `select exists (select 1 from core_webhook_lane where endpoint_id = ?) as left`,
        [endpointId],
      );
      if (!rows[0]!.left) break;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    const seconds = (performance.now() - began) / 1000;
    const { rows } = await db.raw<{ rows: { milliseconds: number; taken: boolean }[] }>(
      `select milliseconds, failure is null as taken from core_webhook_attempt`,
    );
    const taken = rows.filter((row) => row.taken);
    return {
      ...summary(taken.map(({ milliseconds }) => milliseconds)),
      perSecond: taken.length / seconds,
      others: rows.length - taken.length,
    };
  } finally {
    await server.stop();
    await db.raw(
      `truncate core_webhook_lane, core_webhook_attempt, core_webhook_delivery,
         core_webhook_message, core_webhook_endpoint`,
    );
    await db.destroy();
  }
}
