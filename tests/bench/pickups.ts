import { io } from 'socket.io-client';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../seeds/demo/people.ts';
import { openDatabase } from '../../server/db/database.ts';
import { newId } from '../../server/kernel/ids.ts';
import { createLiveClient } from '../../server/live/client.ts';
import { LIVE_PATH } from '../../server/live/protocol.ts';
import { launchChromium } from '../support/chromium.ts';
import { summary, type Measure } from './load.ts';
import type { Report } from './report.ts';
import { orderOf } from './requests.ts';
import type { World } from './world.ts';

const OPEN_ORDERS = 5_000;
const SHOPS = ['MI01', 'MI02', 'MB01', 'BG01', 'TO01', 'VR01', 'BO01', 'FI01', 'RM01', 'NA01'];
const AT_ONCE = 16;
const WAVES = 8;
const PAINTS = 5;
const CHANGES = 100;
const CHANGES_A_SECOND = 10;

const RAW_WAVE = 'raw SQL: 50 orders taken';
const WAVE = 'wave of 50 orders';
const EMPTY_BOARD = 'board, first paint, no orders';
const BOARD = 'board, first paint, 5,000 open orders';
const SOCKET = 'order → bare socket';
const LIVE = 'order → board of 5,000';
/** The names of the rows, for whoever measures only some. */
export const PICKUP_ROWS = [RAW_WAVE, WAVE, EMPTY_BOARD, BOARD, SOCKET, LIVE];

interface Stage {
  readonly world: World;
  readonly url: string;
  readonly databaseUrl: string;
  readonly report: Report;
}

/** The screens of pickups with five thousand open orders in ten shops. */
export async function pickupsOpen(stage: Stage): Promise<void> {
  const { url, report } = stage;
  const clerk = await sessionOf(url, 'noemi.ferri@lungarno.example');
  const office = await sessionOf(url, 'giulia.conti@lungarno.example');
  const browser = await launchChromium();
  try {
    const paint = async (until: string): Promise<Measure> => {
      const times: number[] = [];
      for (let nth = 0; nth < PAINTS; nth += 1) {
        const page = await pageOf(browser, url, office);
        const began = performance.now();
        await page.goto(`${url}/ritiri`);
        await page.locator(until).first().waitFor();
        times.push(performance.now() - began);
        await page.context().close();
      }
      return { ...summary(times), perSecond: rate(times), others: 0 };
    };
    const empty = await paint('.bt-empty, .oc-board-card');
    report.add(EMPTY_BOARD, 1, empty);
    report.say(`${OPEN_ORDERS} open orders…`);
    await placeMany(stage, OPEN_ORDERS);
    report.add(BOARD, 1, await paint('.oc-board-card'), empty);
    const page = await pageOf(browser, url, office);
    await page.goto(`${url}/ritiri`);
    await page.locator('.oc-board-card').first().waitFor();
    await followed(stage, page, office);
    await page.context().close();
  } finally {
    await browser.close();
  }
  const raw = await rawWaves(stage);
  report.add(RAW_WAVE, 1, raw);
  report.add(WAVE, 1, await waves(url, clerk), raw);
}

function rate(times: readonly number[]): number {
  return (1000 * times.length) / times.reduce((sum, time) => sum + time, 0);
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

async function pageOf(
  browser: Awaited<ReturnType<typeof launchChromium>>,
  url: string,
  cookie: string,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url }]);
  return context.newPage();
}

async function placeOne({ world, url }: Stage, nth: number): Promise<void> {
  const response = await fetch(`${url}/api/omnichannel/orders`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${world.orderKey}`,
      'idempotency-key': newId(),
    },
    body: JSON.stringify({ ...orderOf(world, nth), locationId: SHOPS[nth % SHOPS.length] }),
  });
  if (response.status !== 201) throw new Error(`order: ${await response.text()}`);
  await response.arrayBuffer();
}

async function placeMany(stage: Stage, count: number): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let nth = next++; nth < count; nth = next++) await placeOne(stage, nth);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
}

/** Runs in the page: answers with the figure over «Da preparare», and notes when it becomes another. */
const WATCH_THE_FIGURE = `(() => {
  const cell = document.querySelectorAll('.oc-board thead th b')[1];
  const seen = (window.seenOnBoard = []);
  const read = () => Number(cell.textContent.replace(/\\D/g, ''));
  new MutationObserver(() => seen.push([read(), Date.now()])).observe(cell, {
    subtree: true, childList: true, characterData: true,
  });
  return read();
})()`;

/** Ten orders a second while the board is open: when a bare socket has each, and when the screen shows it. */
async function followed({ world, url, databaseUrl, report }: Stage, page: Page, cookie: string) {
  const stage = { world, url, databaseUrl, report };
  const board = (await (
    await fetch(`${url}/api/omnichannel/pickups/board`, { headers: { cookie } })
  ).json()) as { cursor: Parameters<ReturnType<typeof createLiveClient>['subscribe']>[1] };
  const arrived: number[] = [];
  const socket = createLiveClient(() =>
    io(url, { path: LIVE_PATH, transports: ['websocket'], extraHeaders: { cookie, origin: url } }),
  );
  for (const shop of SHOPS) {
    socket.subscribe(`pickups:${shop}`, board.cursor, {
      onBatch: (events) => {
        for (const { type } of events) {
          if (type === 'omnichannel.order-placed.v1') arrived.push(Date.now());
        }
      },
      onFetchAgain: () => undefined,
    });
  }
  // The figure over «Da preparare» and its moments, as the page itself sees them.
  const before = (await page.evaluate(WATCH_THE_FIGURE)) as number;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  arrived.length = 0;
  const sent: number[] = [];
  for (let nth = 0; nth < CHANGES; nth += 1) {
    const began = Date.now();
    sent.push(began);
    await placeOne(stage, OPEN_ORDERS + nth);
    const rest = 1_000 / CHANGES_A_SECOND - (Date.now() - began);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)));
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const shown = (await page.evaluate('window.seenOnBoard')) as [number, number][];
  socket.close();
  const late = sent.map((began, nth) => {
    const moment = shown.find(([figure]) => figure >= before + nth + 1);
    return moment ? moment[1] - began : Number.NaN;
  });
  const lateSockets = sent.map((began, nth) => (arrived[nth] ?? Number.NaN) - began);
  const measured = (all: readonly number[]): Measure => {
    const there = all.filter((time) => !Number.isNaN(time));
    return { ...summary(there), perSecond: rate(there), others: all.length - there.length };
  };
  const bare = measured(lateSockets);
  report.add(SOCKET, 1, bare);
  report.add(LIVE, 1, measured(late), bare);
}

async function waves(url: string, cookie: string): Promise<Measure> {
  const times: number[] = [];
  for (let nth = 0; nth < WAVES; nth += 1) {
    const began = performance.now();
    const response = await fetch(`${url}/api/omnichannel/pickups/take-next`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie,
        origin: url,
        'idempotency-key': newId(),
      },
      body: JSON.stringify({ locationId: 'MI01', count: 50 }),
    });
    if (!response.ok) throw new Error(`wave: ${await response.text()}`);
    const { rows } = (await response.json()) as { rows: readonly unknown[] };
    if (rows.length < 50) throw new Error(`a wave of ${rows.length} orders only`);
    times.push(performance.now() - began);
  }
  return { ...summary(times), perSecond: rate(times), others: 0 };
}

/** Fifty orders locked and given to somebody, and nothing else: no events, no audit, no reply. */
async function rawWaves({ databaseUrl }: Stage): Promise<Measure> {
  const db = openDatabase({ url: databaseUrl, poolSize: 1 });
  const times: number[] = [];
  for (let nth = 0; nth < WAVES; nth += 1) {
    const began = performance.now();
    await db
      .transaction(async (trx) => {
        await trx.raw(`
          with next as (
            select id from oc_order where location_id = 'MI01' and state in ('placed', 'acknowledged')
            order by ready_by, id limit 50 for no key update skip locked),
          lines as (
            update oc_order_line as l set state = 'picking' from next where l.order_id = next.id)
          update oc_order as o set state = 'picking', picker_id = 'bench', picker_name = 'Bench',
            taken_at = now(), version = version + 1
          from next where o.id = next.id`);
        times.push(performance.now() - began);
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
  }
  await db.destroy();
  return { ...summary(times), perSecond: rate(times), others: 0 };
}

/** So that the next wave finds the same orders. */
class Undone extends Error {}
