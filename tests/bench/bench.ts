import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { PlacedOrder } from '../../modules/omnichannel/orders/contracts.ts';
import type { HoldPlaced } from '../../modules/store-system/api.ts';
import { openDatabase } from '../../server/db/database.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { newId } from '../../server/kernel/ids.ts';
import { clusterUrl, mochaGlobalSetup, mochaGlobalTeardown } from '../support/cluster.ts';
import { sharedSecrets } from '../support/processes.ts';
import { createDatabase, dropDatabase, templateName } from '../support/template.ts';
import { APPROVAL_ROWS, approvalsSeen } from './approvals.ts';
import { logIn } from './clerk.ts';
import { closedLoop, type Call, type Measure } from './load.ts';
import { PICKUP_ROWS, pickupsOpen } from './pickups.ts';
import { pricesOverHttp, PRICING_ROWS } from './pricing.ts';
import { startProcess } from './processes.ts';
import { rawHolds } from './raw.ts';
import { rawOrders } from './raw-orders.ts';
import { orderOf, WORDS } from './requests.ts';
import { changeToScreens } from './screens.ts';
import { measureEngine } from './engine.ts';
import { Report } from './report.ts';
import { RETURN_ROWS, returnsReckoned } from './returns.ts';
import { SHEET_ROWS, sheetScrolls } from './sheet.ts';
import { TRANSFER_ROWS, transfersReceived } from './transfers.ts';
import { WEBHOOK_ROWS, webhooksDelivered } from './webhooks.ts';
import { makeWorld, type World } from './world.ts';

/**
 * `npm run bench`: what must be fast, beside its baselines in the same run. Ratios count; absolute
 * figures are this machine's, whose cores the load, the server and PostgreSQL share.
 * `npm run bench -- order matrix` measures only rows whose name has one of the words, and baselines.
 */
const CLIENTS = [1, 8, 32, 128];
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 3);
const WORDS_ASKED = process.argv.slice(2);
/** Rows that bring a chain of their own, or need none. */
const OWN_CHAINS = [
  ...WEBHOOK_ROWS,
  ...SHEET_ROWS,
  ...TRANSFER_ROWS,
  ...RETURN_ROWS,
  ...APPROVAL_ROWS,
];

function asked(name: string): boolean {
  return WORDS_ASKED.length === 0 || WORDS_ASKED.some((word) => name.includes(word));
}

const secrets = sharedSecrets();
const report = new Report();
// By itself, before a database takes its share of the machine.
if (asked('engine')) measureEngine(report);
if (!(WORDS_ASKED.length > 0 && WORDS_ASKED.every((word) => word === 'engine')))
  await withDatabase();

report.print();
await mkdir('.bottega', { recursive: true });
await writeFile(
  '.bottega/bench.json',
  JSON.stringify(
    { cores: cpus().length, node: process.version, seconds: SECONDS, rows: report.rows },
    null,
    2,
  ),
);

async function withDatabase(): Promise<void> {
  await mochaGlobalSetup();
  const cluster = await clusterUrl('durable');
  const url = await createDatabase(cluster, await templateName(cluster));
  try {
    if (WEBHOOK_ROWS.some(asked)) await webhooksDelivered(url, secrets, report);
    if (SHEET_ROWS.some(asked)) await ofItsOwn(cluster, sheetScrolls);
    if (TRANSFER_ROWS.some(asked)) await ofItsOwn(cluster, transfersReceived);
    if (RETURN_ROWS.some(asked)) await ofItsOwn(cluster, returnsReckoned);
    if (APPROVAL_ROWS.some(asked)) await ofItsOwn(cluster, approvalsSeen);
    if (!onlyThese(OWN_CHAINS)) await inTheWorld(url);
  } finally {
    await dropDatabase(url);
    await mochaGlobalTeardown();
  }
}

function onlyThese(rows: readonly string[]): boolean {
  const known = (word: string): boolean => rows.some((row) => row.includes(word));
  return WORDS_ASKED.length > 0 && WORDS_ASKED.every(known);
}

/** In a database that nothing else is measured in. */
async function ofItsOwn(cluster: string, measured: typeof sheetScrolls): Promise<void> {
  const url = await createDatabase(cluster, await templateName(cluster));
  try {
    await measured(url, secrets, report);
  } finally {
    await dropDatabase(url);
  }
}

async function inTheWorld(url: string): Promise<void> {
  const db = openDatabase({
    url,
    poolSize: 4,
    statementSeconds: 0,
    lockSeconds: 0,
    idleInTransactionSeconds: 0,
  });
  const keyring = await loadKeyring({ databaseUrl: url, dataFolder: '' }, secrets);
  report.say('100,000 items, 500,000 levels…');
  const world = await makeWorld(db, keyring);
  await db.destroy();
  await measure(world, url);
}

async function measure(world: World, databaseUrl: string): Promise<void> {
  const bare = await startProcess('bare.ts');
  const json = { 'content-type': 'application/json' };
  const empty: Call = {
    method: 'POST',
    path: '/',
    headers: { ...json, 'content-length': '2' },
    body: '{}',
  };
  for (const clients of asked('bare Express POST') ? CLIENTS : []) {
    report.add(
      'bare Express POST',
      clients,
      await closedLoop(bare.url, clients, SECONDS, () => empty, 200),
    );
  }
  await bare.stop();

  const spread = (nth: number): string => world.items[(nth * 7_919) % world.items.length]!.id;
  for (const clients of asked('raw SQL hold') ? CLIENTS : []) {
    report.add(
      'raw SQL hold, 10,000 items',
      clients,
      await rawHolds(databaseUrl, world, clients, SECONDS, spread),
    );
    report.add(
      'raw SQL hold, one hot item',
      clients,
      await rawHolds(databaseUrl, world, clients, SECONDS, () => world.items[0]!.id),
    );
  }

  const server = await startProcess('serve.ts', {
    DATABASE_URL: databaseUrl,
    DEMO: '1',
    ...secrets,
  });
  try {
    await overHttp(world, server.url, databaseUrl, spread);
    if (PICKUP_ROWS.some(asked)) {
      await pickupsOpen({ world, url: server.url, databaseUrl, report });
    }
  } finally {
    await server.stop();
  }
}

async function overHttp(
  world: World,
  url: string,
  databaseUrl: string,
  spread: (nth: number) => string,
): Promise<void> {
  const clerk = await logIn(url);
  const asClerk = { 'content-type': 'application/json', cookie: clerk.cookie, origin: url };
  const post = (path: string, body: object, headers: Record<string, string> = asClerk): Call => {
    const text = JSON.stringify(body);
    return {
      method: 'POST',
      path,
      headers: {
        ...headers,
        'idempotency-key': newId(),
        'content-length': String(Buffer.byteLength(text)),
      },
      body: text,
    };
  };
  const run = async (
    name: string,
    clients: number,
    next: (nth: number) => Call,
    status: number,
    baseline?: Measure,
  ): Promise<Measure> => {
    const measured = await closedLoop(url, clients, SECONDS, next, status);
    report.add(name, clients, measured, baseline);
    return measured;
  };
  const ones = new Map<number, Measure>();
  for (const clients of CLIENTS) {
    ones.set(
      clients,
      await run('authenticated empty POST (= 1)', clients, () => post('/api/core/ping', {}), 200),
    );
  }
  const hold = (itemId: string) =>
    post('/api/store-system/holds', {
      locationId: world.locationId,
      lines: [{ itemId, quantity: 1 }],
    });
  for (const clients of asked('hold over HTTP') ? CLIENTS : []) {
    await run(
      'hold over HTTP, 10,000 items',
      clients,
      (nth) => hold(spread(nth)),
      201,
      ones.get(clients),
    );
    await run(
      'hold over HTTP, one hot item',
      clients,
      () => hold(world.items[0]!.id),
      201,
      ones.get(clients),
    );
  }
  const withKey = { 'content-type': 'application/json', authorization: `Bearer ${world.orderKey}` };
  if (asked('raw SQL order of 3 lines')) {
    const like = await closedCall(url, post('/api/omnichannel/orders', orderOf(world, 0), withKey));
    for (const clients of [8, 32]) {
      report.add(
        'raw SQL order of 3 lines',
        clients,
        await rawOrders(databaseUrl, world, clients, SECONDS, (like as PlacedOrder).orderId),
        ones.get(clients),
      );
    }
  }
  for (const clients of asked('order of 3 lines over HTTP') ? [8, 32] : []) {
    await run(
      'order of 3 lines over HTTP',
      clients,
      (nth) => post('/api/omnichannel/orders', orderOf(world, nth), withKey),
      201,
      ones.get(clients),
    );
  }
  if (PRICING_ROWS.some(asked)) {
    await pricesOverHttp({ world, url, databaseUrl, report, post, ones, asked, seconds: SECONDS });
  }
  // As browsers ask.
  const headers = { cookie: clerk.cookie, 'accept-encoding': 'gzip, deflate, br' };
  const get = (path: string): Call => ({ method: 'GET', path, headers });
  for (const clients of [1, 8]) {
    const nothing = await run('empty GET (/health/live)', clients, () => get('/health/live'), 200);
    if (asked('matrix of a style over 50 locations')) {
      await run(
        'matrix of a style over 50 locations',
        clients,
        (nth) =>
          get(
            `/api/store-system/styles/${world.items[(nth * 11) % world.items.length]!.styleId}/matrix?from=MI01`,
          ),
        200,
        nothing,
      );
    }
    if (asked('text search over 100,000 items')) {
      await run(
        'text search over 100,000 items',
        clients,
        (nth) => get(`/api/base/items/search?q=${encodeURIComponent(WORDS[nth % WORDS.length]!)}`),
        200,
        nothing,
      );
    }
  }
  if (!asked('change → 500 connected screens')) return;
  const screens = await changeToScreens({
    url,
    cookie: clerk.cookie,
    room: `stock:${world.locationId}`,
    cursor: clerk.cursor(world.items[0]!.styleId),
    change: async (nth) => {
      const item = world.items[100 + nth]!;
      await closedCall(url, hold(item.id));
      return item.id;
    },
    itemIn: (payload) => (payload as HoldPlaced['payload']).levels[0]!.itemId,
  });
  report.addScreens(screens);
}

async function closedCall(url: string, call: Call): Promise<unknown> {
  const response = await fetch(url + call.path, {
    method: call.method,
    headers: call.headers,
    body: call.body ?? null,
  });
  if (response.status !== 201)
    throw new Error(`${call.path}: ${response.status} ${await response.text()}`);
  return response.json();
}
