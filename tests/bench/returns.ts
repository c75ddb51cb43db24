import pg from 'pg';
import { writeCatalogue } from '../../modules/base/api.ts';
import { orderSecrets, recordFulfilled } from '../../modules/omnichannel/api.ts';
import { demoLocations } from '../../seeds/demo/locations.ts';
import { demoPeople } from '../../seeds/demo/people.ts';
import { writeLocations } from '../../seeds/demo/write-base.ts';
import { writePeople } from '../../seeds/demo/write-people.ts';
import { seedReference } from '../../seeds/reference/reference.ts';
import { systemActor } from '../../server/auth/actor.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { openDatabase } from '../../server/db/database.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { newId } from '../../server/kernel/ids.ts';
import { largeCatalogue } from '../support/make/large-catalogue.ts';
import { logIn } from './clerk.ts';
import { summary, type Measure } from './load.ts';
import { startProcess } from './processes.ts';
import type { Report } from './report.ts';

const LINES = 20;
const ROUNDS = 60;
/** The first ones warm server and plans up. */
const WARM = 10;
const SHOP = 'MI01';
const actor = systemActor('bench');

const BASELINE = 'raw SQL: what a return of 20 lines reads';
const ELIGIBILITY = 'eligibility of 20 lines';
const PREVIEW = 'preview of a return of 20 lines';
/** The names of the rows, for whoever measures only some. */
export const RETURN_ROWS = [BASELINE, ELIGIBILITY, PREVIEW];

interface Sold {
  readonly orderId: string;
  readonly lineIds: readonly string[];
}

/**
 * What a clerk waits for with twenty pieces on the counter: every reason of every line with its deadline
 * and where each piece should go; then amounts by line, VAT rate and tender. Beside the rows alone.
 */
export async function returnsReckoned(
  databaseUrl: string,
  secrets: Readonly<Record<string, string>>,
  report: Report,
): Promise<void> {
  const sold = await soldOrder(databaseUrl, secrets);
  const raw = await rawReads(databaseUrl, sold);
  report.add(BASELINE, 1, raw);
  const server = await startProcess('serve.ts', {
    DATABASE_URL: databaseUrl,
    DEMO: '1',
    ...secrets,
  });
  try {
    const { cookie } = await logIn(server.url);
    const path = `${server.url}/api/omnichannel/returns`;
    const look = () =>
      fetch(`${path}/orders/${sold.orderId}?locationId=${SHOP}&proof=code`, {
        headers: { cookie },
      });
    report.add(ELIGIBILITY, 1, await timed(look), raw);
    const body = JSON.stringify({
      orderId: sold.orderId,
      locationId: SHOP,
      proof: 'code',
      lines: sold.lineIds.map((lineId) => ({
        lineId,
        quantity: 1,
        reason: 'withdrawal',
        grade: 'A',
      })),
    });
    const reckon = () =>
      fetch(`${path}/preview`, {
        method: 'POST',
        headers: { cookie, origin: server.url, 'content-type': 'application/json' },
        body,
      });
    report.add(PREVIEW, 1, await timed(reckon), raw);
  } finally {
    await server.stop();
  }
}

async function timed(ask: () => Promise<Response>): Promise<Measure> {
  const times: number[] = [];
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    const began = performance.now();
    const response = await ask();
    const answer = await response.text();
    if (response.status !== 200) throw new Error(`return: ${response.status} ${answer}`);
    times.push(performance.now() - began);
  }
  return measured(times.slice(WARM));
}

function measured(times: readonly number[]): Measure {
  const sum = times.reduce((total, time) => total + time, 0);
  return { ...summary(times), perSecond: (1_000 * times.length) / sum, others: 0 };
}

/** An order of twenty styles, each with stock of all its sizes in every place of the chain. */
async function soldOrder(url: string, given: Readonly<Record<string, string>>): Promise<Sold> {
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
  await inTransaction(db, actor, (tx) => writeCatalogue(tx, [...largeCatalogue(60)], 'bench'));
  await db.raw(
    `insert into ss_stock_level (location_id, item_id, style_id, condition, on_hand, version,
       ledger_version, last_moved_at)
     select l.id, i.id, i.style_id, 'sellable', 3, 1, 1, now() from base_location l, base_item i`,
  );
  const items = await db('base_item')
    .distinctOn('style_id')
    .select<{ gtin: string; vat_rate: string }[]>('gtin', 'vat_rate')
    .orderBy(['style_id', 'gtin'])
    .limit(LINES);
  const day = 86_400_000;
  const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
  const { orderId } = await inTransaction(db, actor, (tx) =>
    recordFulfilled(tx, orderSecrets(keyring), {
      channel: 'web',
      externalId: newId(),
      locationId: 'PC01',
      contractFlow: 'A',
      currency: 'EUR',
      customer: { name: 'Banco', surname: 'Prova', email: 'banco@example.com' },
      placedAt: ago(5),
      sentAt: ago(4),
      deliveredAt: ago(2),
      carrier: 'BRT',
      trackingNumber: '1',
      saleDocument: { kind: 'register' },
      lines: items.map(({ gtin, vat_rate: rate }, place) => ({
        externalLineId: String(place + 1),
        gtin,
        quantity: 1,
        unitPriceMinor: 49_00,
        vatRate: Number(rate),
      })),
      payments: [
        { kind: 'card', amountMinor: 600_00, providerRef: 'bench-1' },
        { kind: 'paypal', amountMinor: LINES * 49_00 - 600_00, providerRef: 'bench-2' },
      ],
    }),
  );
  const lineIds = (await db('oc_order_line')
    .where({ order_id: orderId })
    .orderBy('place')
    .pluck('id')) as string[];
  await db.raw('vacuum analyze');
  await db.destroy();
  return { orderId, lineIds };
}

/** The pieces with their frozen amounts, the payments, and the levels of their styles: read, not judged. */
async function rawReads(url: string, { orderId }: Sold): Promise<Measure> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const times: number[] = [];
  try {
    for (let nth = 0; nth < ROUNDS; nth += 1) {
      const began = performance.now();
      await client.query('select * from oc_order_unit where order_id = $1', [orderId]);
      await client.query('select * from oc_payment where order_id = $1', [orderId]);
      await client.query(
        `select l.location_id, l.item_id, l.on_hand, l.held, l.safety
         from ss_stock_level as l
         where l.style_id in (
           select i.style_id from oc_order_line as line join base_item as i on i.id = line.item_id
           where line.order_id = $1) and l.condition = 'sellable'`,
        [orderId],
      );
      times.push(performance.now() - began);
    }
  } finally {
    await client.end();
  }
  return measured(times.slice(WARM));
}
