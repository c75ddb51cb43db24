import pg from 'pg';
import { receiveStock } from '../../modules/store-system/stock/commands.ts';
import { send } from '../../modules/store-system/transfers/request-transfer.ts';
import { ship } from '../../modules/store-system/transfers/ship.ts';
import { writeCatalogue } from '../../modules/base/api.ts';
import { demoLocations } from '../../seeds/demo/locations.ts';
import { demoPeople } from '../../seeds/demo/people.ts';
import { writeLocations } from '../../seeds/demo/write-base.ts';
import { writePeople } from '../../seeds/demo/write-people.ts';
import { seedReference } from '../../seeds/reference/reference.ts';
import { systemActor } from '../../server/auth/actor.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { openDatabase } from '../../server/db/database.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import { largeCatalogue } from '../support/make/large-catalogue.ts';
import { logIn } from './clerk.ts';
import { summary, type Measure } from './load.ts';
import { startProcess } from './processes.ts';
import type { Report } from './report.ts';

const LINES = 500;
const SHIPMENTS = 12;
/** The first ones warm server and plans up. */
const WARM = 2;
const FROM = 'PC01';
const TO = 'MI01';
const actor = systemActor('bench');
const ROW = 'transfer of 500 lines received';
const BASELINE = 'raw SQL: 500 lines received';

/** The names of the rows, for whoever measures only some. */
export const TRANSFER_ROWS = [BASELINE, ROW];

interface OnTheWay {
  readonly shipmentId: string;
  readonly lineIds: readonly string[];
}

/**
 * A clerk's receipt of 500 counted lines, from request to answer: levels, ledger, receipt, what was
 * expected, events and audit of each level; beside the rows alone, in four statements.
 */
export async function transfersReceived(
  databaseUrl: string,
  secrets: Readonly<Record<string, string>>,
  report: Report,
): Promise<void> {
  const { shipments, itemIds } = await sentShipments(databaseUrl, secrets);
  const raw = await rawReceipts(databaseUrl, itemIds);
  report.add(BASELINE, 1, raw);
  const server = await startProcess('serve.ts', {
    DATABASE_URL: databaseUrl,
    DEMO: '1',
    ...secrets,
  });
  try {
    const { cookie } = await logIn(server.url);
    const times: number[] = [];
    for (const shipment of shipments) times.push(await received(server.url, cookie, shipment));
    report.add(ROW, 1, measured(times.slice(WARM)), raw);
  } finally {
    await server.stop();
  }
}

async function received(
  url: string,
  cookie: string,
  { shipmentId, lineIds }: OnTheWay,
): Promise<number> {
  const lines = lineIds.map((lineId) => ({ lineId, good: 2, damaged: 0 }));
  const body = JSON.stringify({ lines, complete: true });
  const began = performance.now();
  const response = await fetch(
    `${url}/api/store-system/transfer-shipments/${shipmentId}/receipts`,
    {
      method: 'POST',
      headers: {
        cookie,
        origin: url,
        'content-type': 'application/json',
        'idempotency-key': newId(),
      },
      body,
    },
  );
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`receipt: ${response.status} ${answer}`);
  return performance.now() - began;
}

/** As many shipments of 500 lines as are received, on their way from the warehouse to a shop. */
async function sentShipments(url: string, secrets: Readonly<Record<string, string>>) {
  const db = openDatabase({
    url,
    poolSize: 2,
    statementSeconds: 0,
    lockSeconds: 0,
    idleInTransactionSeconds: 0,
  });
  const as = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, actor, work);
  const keyring = await loadKeyring({ databaseUrl: url, dataFolder: '' }, secrets);
  await seedReference(db);
  const locations = demoLocations();
  await writeLocations(db, locations, new Date().getUTCFullYear());
  await writePeople(db, keyring, demoPeople(locations));
  await as((tx) => writeCatalogue(tx, [...largeCatalogue(60)], 'bench'));
  const rows = await db('base_item').select<{ id: string }[]>('id').orderBy('gtin').limit(LINES);
  const itemIds = rows.map(({ id }) => id);
  const document = { kind: 'delivery', id: 'bench' };
  const quantity = 2 * SHIPMENTS;
  const stocked = itemIds.map((itemId) => ({ itemId, quantity }));
  await as((tx) => receiveStock(tx, { locationId: FROM, lines: stocked, document }));
  const shipments: OnTheWay[] = [];
  for (let nth = 0; nth < SHIPMENTS; nth += 1) {
    shipments.push(await as((tx) => onTheWay(tx, itemIds)));
  }
  await db.raw('vacuum analyze');
  await db.destroy();
  return { shipments, itemIds };
}

async function onTheWay(tx: Tx, itemIds: readonly string[]): Promise<OnTheWay> {
  const lines = itemIds.map((itemId) => ({ itemId, quantity: 2 }));
  const asked = await send(tx, { from: FROM, to: TO, causal: 'replenishment', lines });
  const { transferId } = asked.transfer;
  await tx.sql.raw(
    `update ss_transfer_line set picked = accepted where transfer_id = :transferId`,
    { transferId },
  );
  const { shipmentId } = await ship(tx, { transferId, carriedBy: 'sender', parcels: 8 });
  return { shipmentId, lineIds: asked.lines.map(({ lineId }) => lineId) };
}

/** The rows such a receipt cannot do without: 500 levels, movements, receipt lines and counters. */
async function rawReceipts(url: string, itemIds: readonly string[]): Promise<Measure> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    create table bench_level (
      item_id uuid primary key, on_hand integer not null, version bigint not null);
    create table bench_movement (id uuid primary key, item_id uuid not null, quantity integer);
    create table bench_receipt_line (receipt_id uuid, line_id uuid, good integer,
      primary key (receipt_id, line_id));
    create table bench_counter (line_id uuid primary key, received integer not null)`);
  await client.query(`insert into bench_level select unnest($1::uuid[]), 0, 0`, [itemIds]);
  await client.query(`insert into bench_counter select unnest($1::uuid[]), 0`, [itemIds]);
  const times: number[] = [];
  for (let nth = 0; nth < SHIPMENTS; nth += 1) {
    const ids = itemIds.map(() => newId());
    const receiptId = newId();
    const began = performance.now();
    await client.query('begin');
    await client.query(
      `select from bench_level where item_id = any($1::uuid[]) order by item_id for update`,
      [itemIds],
    );
    await client.query(
      `update bench_level set on_hand = on_hand + 2, version = version + 1
       where item_id = any($1::uuid[])`,
      [itemIds],
    );
    await client.query(
      `insert into bench_movement select *, 2 from unnest($1::uuid[], $2::uuid[])`,
      [ids, itemIds],
    );
    await client.query(`insert into bench_receipt_line select $1, unnest($2::uuid[]), 2`, [
      receiptId,
      itemIds,
    ]);
    await client.query(
      `update bench_counter set received = received + 2 where line_id = any($1::uuid[])`,
      [itemIds],
    );
    await client.query('commit');
    times.push(performance.now() - began);
  }
  await client.end();
  return measured(times.slice(WARM));
}

function measured(times: readonly number[]): Measure {
  const sum = times.reduce((total, time) => total + time, 0);
  return { ...summary(times), perSecond: (1_000 * times.length) / sum, others: 0 };
}
