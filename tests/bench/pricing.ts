import { openDatabase } from '../../server/db/database.ts';
import { makePriceList, publish } from '../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../support/make/promotion.ts';
import { until } from '../support/until.ts';
import { closedLoop, type Call, type Measure } from './load.ts';
import type { Report } from './report.ts';
import { orderOf } from './requests.ts';
import type { World } from './world.ts';

const PROMOTIONS = 60;
const PUBLISHED = 50_000;
const LINES = [3, 20];
const ROUNDS = 4;

const QUOTE = 'quote over HTTP';
const ORDER = 'order of 3 lines at our prices';
const PUBLICATION = 'quotes while 50,000 prices go live';
/** The names of the rows, for whoever measures only some. */
export const PRICING_ROWS = [QUOTE, ORDER, PUBLICATION];

interface Stage {
  readonly world: World;
  readonly url: string;
  readonly databaseUrl: string;
  readonly report: Report;
  readonly post: (path: string, body: object, headers?: Record<string, string>) => Call;
  /** Authenticated empty POSTs, by clients. */
  readonly ones: ReadonlyMap<number, Measure>;
  readonly asked: (name: string) => boolean;
  readonly seconds: number;
}

/** What asking for prices costs, and what a publication does to those who ask meanwhile. */
export async function pricesOverHttp(stage: Stage): Promise<void> {
  const { world, url, report, post, ones, asked, seconds } = stage;
  const db = openDatabase({
    url: stage.databaseUrl,
    poolSize: 4,
    statementSeconds: 0,
    lockSeconds: 0,
    idleInTransactionSeconds: 0,
  });
  try {
    report.say(`prices of 100,000 items, ${PROMOTIONS} promotions…`);
    for (let nth = 0; nth < PROMOTIONS; nth += 1) await promote(db, world, nth);
    await follows(stage, db);
    const quote = (lines: number) => (nth: number) =>
      post('/api/listini-promozioni/quotes', {
        channel: 'store',
        locationId: world.locationId,
        lines: Array.from({ length: lines }, (_, place) => ({
          lineId: String(place + 1),
          itemId: itemAt(world, nth * 31 + place * 997).id,
          quantity: 1 + (place % 3),
        })),
      });
    for (const lines of asked(QUOTE) ? LINES : []) {
      for (const clients of [8, 32]) {
        const { measured, one } = await besideOne(stage, clients, quote(lines));
        report.add(`${QUOTE}, ${lines} lines`, clients, measured, one, `best of ${ROUNDS}`);
      }
    }
    const withKey = {
      'content-type': 'application/json',
      authorization: `Bearer ${world.orderKey}`,
    };
    for (const clients of asked(ORDER) ? [8, 32] : []) {
      const order = (nth: number) => post('/api/omnichannel/orders', priced(world, nth), withKey);
      report.add(
        ORDER,
        clients,
        await closedLoop(url, clients, seconds, order, 201),
        ones.get(clients),
      );
    }
    if (asked(PUBLICATION)) await published(stage, db, quote(3));
  } finally {
    await db.destroy();
  }
}

type Db = ReturnType<typeof openDatabase>;

function itemAt(world: World, nth: number): World['items'][number] {
  return world.items[nth % world.items.length]!;
}

/** The row and its baseline in turn, so that whatever else the machine does meets both; the best of each. */
async function besideOne(
  { url, post, seconds }: Stage,
  clients: number,
  next: (nth: number) => Call,
): Promise<{ measured: Measure; one: Measure }> {
  const best = (a: Measure | undefined, b: Measure): Measure =>
    a && a.perSecond > b.perSecond ? a : b;
  let measured: Measure | undefined;
  let one: Measure | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    one = best(one, await closedLoop(url, clients, seconds, () => post('/api/core/ping', {}), 200));
    measured = best(measured, await closedLoop(url, clients, seconds, next, 200));
  }
  return { measured: measured!, one: one! };
}

/** The same order without prices of its own. */
function priced(world: World, nth: number): object {
  const order = orderOf(world, nth) as { lines: { externalLineId: string; gtin: string }[] };
  return {
    ...order,
    pricing: {},
    lines: order.lines.map(({ externalLineId, gtin }) => ({ externalLineId, gtin, quantity: 1 })),
  };
}

/** Each on some hundred items: a basket meets a few of them. */
async function promote(db: Db, world: World, nth: number): Promise<void> {
  const items = Array.from({ length: 300 }, (_, place) => itemAt(world, nth * 157 + place * 13).id);
  const of = { attribute: 'item', in: items } as const;
  await runPromotion(db, {
    announced: false,
    definition: makeDefinition(
      nth % 3 === 0
        ? { id: 'n-for-m', of, size: 3, pay: 2 }
        : { id: 'percent-off', of, percent: 5 + (nth % 20) },
    ),
  });
}

/** Waits until the server prices with everything published so far; gives back the version. */
async function follows(stage: Stage, db: Db): Promise<number> {
  const { version } = (await db('lp_version_clock').first('version')) as { version: number };
  await until(
    'the server prices with it',
    async () => (await versionTold(stage)) >= version,
    120_000,
  );
  return version;
}

async function versionTold({ world, url, post }: Stage): Promise<number> {
  const call = post('/api/listini-promozioni/quotes', {
    channel: 'store',
    locationId: world.locationId,
    lines: [{ lineId: '1', itemId: world.items[0]!.id, quantity: 1 }],
  });
  const response = await fetch(url + call.path, {
    method: 'POST',
    headers: call.headers,
    body: call.body ?? null,
  });
  return Number(((await response.json()) as { snapshotVersion: string }).snapshotVersion);
}

/** Another process publishes; the server under measure follows while eight clients go on asking. */
async function published(stage: Stage, db: Db, quote: (nth: number) => Call): Promise<void> {
  const { report, url } = stage;
  const items = (await db('base_item').select('id').orderBy('gtin').limit(PUBLISHED)) as {
    id: string;
  }[];
  const { changeSetId } = await makePriceList(db);
  const rows = items.map(({ id }, nth) => ({
    itemId: id,
    amountMinor: 3_900 + ((nth * 370) % 9_000),
  }));
  const publishing = (async () => {
    await publish(db, changeSetId, rows);
    const begun = performance.now();
    await follows(stage, db);
    return (performance.now() - begun) / 1_000;
  })();
  let visible = Number.NaN;
  void publishing.then((seconds) => (visible = seconds));
  const asks: Measure[] = [];
  // As long as it takes, and a round more.
  do asks.push(await closedLoop(url, 8, 2, quote, 200));
  while (Number.isNaN(visible));
  const worst = asks.reduce((a, b) => (b.p99 > a.p99 ? b : a));
  const longest = Math.max(...asks.map((one) => one.longest ?? 0));
  report.add(
    PUBLICATION,
    8,
    worst,
    undefined,
    `in use ${visible.toFixed(2)} s after it was published; worst 2 s; longest wait ${Math.round(longest)} ms`,
  );
}
