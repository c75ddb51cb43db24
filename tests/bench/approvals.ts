import { io } from 'socket.io-client';
import { writeCatalogue } from '../../modules/base/api.ts';
import { orderSecrets, recordFulfilled } from '../../modules/omnichannel/api.ts';
import { demoLocations } from '../../seeds/demo/locations.ts';
import { DEMO_PASSWORD, demoPeople } from '../../seeds/demo/people.ts';
import { writeLocations } from '../../seeds/demo/write-base.ts';
import { writePeople } from '../../seeds/demo/write-people.ts';
import { seedReference } from '../../seeds/reference/reference.ts';
import { systemActor } from '../../server/auth/actor.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { openDatabase } from '../../server/db/database.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import type { Cursor } from '../../server/events/event.ts';
import { newId } from '../../server/kernel/ids.ts';
import { createLiveClient } from '../../server/live/client.ts';
import { LIVE_PATH } from '../../server/live/protocol.ts';
import { largeCatalogue } from '../support/make/large-catalogue.ts';
import { summary, type Measure } from './load.ts';
import { startProcess } from './processes.ts';
import type { Report } from './report.ts';

const SCREENS = 300;
const REQUESTS = 60;
const REQUESTS_A_SECOND = 4;
const SHOP = 'MI01';

const SOCKET = 'request → 300 bare sockets';
const LIVE = 'request → 300 managers’ screens';
/** The names of the rows, for whoever measures only some. */
export const APPROVAL_ROWS = [SOCKET, LIVE];

/**
 * A clerk confirms a return beyond their limit, and every manager who may decide it sees the request:
 * from sending the command to each of 300 screens. Beside a server that only passes a body of the same
 * size on to as many sockets.
 */
export async function approvalsSeen(
  databaseUrl: string,
  secrets: Readonly<Record<string, string>>,
  report: Report,
): Promise<void> {
  const orders = await soldOrders(databaseUrl, secrets);
  const bare = await startProcess('bare-socket.ts');
  const alone = await toBareSockets(bare.url);
  await bare.stop();
  report.add(SOCKET, SCREENS, alone);
  const server = await startProcess('serve.ts', {
    DATABASE_URL: databaseUrl,
    DEMO: '1',
    ...secrets,
  });
  try {
    const seen = await toScreens(server.url, orders);
    const times = (seen.p50 / alone.p50).toFixed(1);
    report.add(LIVE, SCREENS, seen, undefined, `p50 ${times} × that of bare sockets`);
  } finally {
    await server.stop();
  }
}

/** Latencies from each sending to each hearing, whichever is noticed first. */
class Clock {
  readonly #sent = new Map<string, number>();
  readonly #early: [key: string, at: number][] = [];
  readonly latencies: number[] = [];

  sent(key: string, at: number): void {
    this.#sent.set(key, at);
    for (const [heard, then] of this.#early) if (heard === key) this.latencies.push(then - at);
  }

  heard(key: string): void {
    const at = performance.now();
    const sent = this.#sent.get(key);
    if (sent === undefined) this.#early.push([key, at]);
    else this.latencies.push(at - sent);
  }

  async measured(): Promise<Measure> {
    const due = SCREENS * REQUESTS;
    const end = performance.now() + 10_000;
    while (this.latencies.length < due && performance.now() < end) await pause(50);
    const { latencies } = this;
    return {
      ...summary(latencies),
      perSecond: REQUESTS_A_SECOND,
      others: due - latencies.length,
    };
  }
}

async function toBareSockets(url: string): Promise<Measure> {
  const clock = new Clock();
  const sockets = [];
  for (let one = 0; one < SCREENS; one += 1) {
    const socket = io(url, { transports: ['websocket'], forceNew: true });
    socket.on('told', (body: string) => clock.heard(body.slice(0, 36)));
    await new Promise<void>((open) => socket.on('connect', () => open()));
    sockets.push(socket);
  }
  await atPace(async () => {
    const key = newId();
    clock.sent(key, performance.now());
    await fetch(url, { method: 'POST', body: key.padEnd(2_000, '.') });
  });
  const measured = await clock.measured();
  for (const socket of sockets) socket.close();
  return measured;
}

async function toScreens(url: string, orders: readonly Sold[]): Promise<Measure> {
  const clerk = await sessionOf(url, 'noemi.ferri@lungarno.example');
  const office = await sessionOf(url, 'giulia.conti@lungarno.example');
  const bodies: string[] = [];
  for (const order of orders) bodies.push(await previewed(url, clerk, order));
  const inbox = await fetch(`${url}/api/omnichannel/approvals`, { headers: { cookie: office } });
  const { cursor } = (await inbox.json()) as { cursor: Cursor };
  const clock = new Clock();
  const screens = [];
  for (let one = 0; one < SCREENS; one += 1) {
    const screen = createLiveClient(() =>
      io(url, {
        path: LIVE_PATH,
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie: office, origin: url },
      }),
    );
    screen.subscribe(`approvals:${SHOP}`, cursor, {
      onBatch: (events) => {
        for (const { type, payload } of events) {
          if (type !== 'omnichannel.approval-requested.v1') continue;
          clock.heard((payload as { row: { subject: { id: string } } }).row.subject.id);
        }
      },
      onFetchAgain: () => undefined,
    });
    screens.push(screen);
    if (one % 50 === 49) await pause(100);
  }
  await pause(2_000);
  await atPace(async (nth) => {
    const began = performance.now();
    const answer = await post(`${url}/api/omnichannel/returns`, clerk, bodies[nth]!);
    clock.sent((answer as { returnId: string }).returnId, began);
  });
  const measured = await clock.measured();
  for (const screen of screens) screen.close();
  return measured;
}

async function atPace(work: (nth: number) => Promise<void>): Promise<void> {
  for (let nth = 0; nth < REQUESTS; nth += 1) {
    const began = performance.now();
    await work(nth);
    await pause(Math.max(0, 1_000 / REQUESTS_A_SECOND - (performance.now() - began)));
  }
}

/** What the clerk is about to confirm, with the digest of what was previewed. */
async function previewed(url: string, cookie: string, { orderId, lineId }: Sold): Promise<string> {
  const given = {
    orderId,
    locationId: SHOP,
    proof: 'code',
    lines: [{ lineId, quantity: 1, reason: 'withdrawal', grade: 'A' }],
  };
  const answer = await post(
    `${url}/api/omnichannel/returns/preview`,
    cookie,
    JSON.stringify(given),
  );
  const { digest } = answer as { digest: string };
  return JSON.stringify({ ...given, digest, custodyPlace: 'B2' });
}

async function post(to: string, cookie: string, body: string): Promise<unknown> {
  const response = await fetch(to, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': newId(),
      origin: new URL(to).origin,
      cookie,
    },
    body,
  });
  if (!response.ok) throw new Error(`${to}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function sessionOf(url: string, login: string): Promise<string> {
  const response = await fetch(`${url}/api/core/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  });
  if (response.status !== 201) throw new Error(`log-in: ${response.status}`);
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

interface Sold {
  readonly orderId: string;
  readonly lineId: string;
}

/** Orders of one piece each that came by carrier, dear enough that a clerk may not decide alone. */
async function soldOrders(url: string, given: Readonly<Record<string, string>>): Promise<Sold[]> {
  const db = openDatabase({
    url,
    poolSize: 2,
    statementSeconds: 0,
    lockSeconds: 0,
    idleInTransactionSeconds: 0,
  });
  const keyring = await loadKeyring({ databaseUrl: url, dataFolder: '' }, given);
  await seedReference(db);
  const locations = demoLocations();
  await writeLocations(db, locations, new Date().getUTCFullYear());
  await writePeople(db, keyring, demoPeople(locations));
  const actor = systemActor('bench');
  await inTransaction(db, actor, (tx) => writeCatalogue(tx, [...largeCatalogue(60)], 'bench'));
  const item = (await db('base_item').first('gtin', 'vat_rate')) as {
    gtin: string;
    vat_rate: string;
  };
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const sold: Sold[] = [];
  for (let nth = 0; nth < REQUESTS; nth += 1) {
    const { orderId } = await inTransaction(db, actor, (tx) =>
      recordFulfilled(tx, orderSecrets(keyring), {
        channel: 'web',
        externalId: newId(),
        locationId: 'PC01',
        contractFlow: 'A',
        currency: 'EUR',
        customer: { name: 'Banco', surname: 'Prova', email: `banco.${nth}@example.com` },
        placedAt: ago(5),
        sentAt: ago(4),
        deliveredAt: ago(2),
        carrier: 'BRT',
        trackingNumber: '1',
        saleDocument: { kind: 'register' },
        lines: [
          {
            externalLineId: '1',
            gtin: item.gtin,
            quantity: 1,
            unitPriceMinor: 390_00,
            vatRate: Number(item.vat_rate),
          },
        ],
        payments: [{ kind: 'card', amountMinor: 390_00, providerRef: `bench-${nth}` }],
      }),
    );
    const line = (await db('oc_order_line').where({ order_id: orderId }).first('id')) as {
      id: string;
    };
    sold.push({ orderId, lineId: line.id });
  }
  await db.raw('vacuum analyze');
  await db.destroy();
  return sold;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
