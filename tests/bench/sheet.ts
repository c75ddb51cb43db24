import type { Page } from 'playwright-core';
import { writeCatalogue } from '../../modules/base/api.ts';
import {
  beginChangeSet,
  createList,
  followGoods,
  followPlaces,
} from '../../modules/listini-promozioni/api.ts';
import { demoLocations } from '../../seeds/demo/locations.ts';
import { DEMO_PASSWORD, demoPeople } from '../../seeds/demo/people.ts';
import { writeLocations } from '../../seeds/demo/write-base.ts';
import { writePeople } from '../../seeds/demo/write-people.ts';
import { systemActor } from '../../server/auth/actor.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { openDatabase } from '../../server/db/database.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { launchChromium } from '../support/chromium.ts';
import { largeCatalogue } from '../support/make/large-catalogue.ts';
import { startProcess } from './processes.ts';
import type { Report } from './report.ts';

const STYLES = 5_000;
const BATCH = 5_000;
const ROWS = 50_000;
const ROW_HEIGHT = 42;
/** A long pull of the wheel: about twenty rows a frame. */
const PIXELS_A_FRAME = 900;
const LATE_MS = 50;
const actor = systemActor('bench');
const ROW = 'price sheet: a frame of scrolling through 50,000 rows';
const BASELINE = 'price sheet: a frame of an empty virtual list';

/** The names of the rows, for whoever measures only some. */
export const SHEET_ROWS = [BASELINE, ROW];

/**
 * Frames of a headless browser while a sheet of 50,000 prices is scrolled from its top to its end, the
 * prices read on the way; beside a list of as many empty rows of which only those in sight are drawn.
 */
export async function sheetScrolls(
  databaseUrl: string,
  secrets: Readonly<Record<string, string>>,
  report: Report,
): Promise<void> {
  const listId = await fiftyThousandPrices(databaseUrl, secrets);
  const server = await startProcess('serve.ts', {
    DATABASE_URL: databaseUrl,
    DEMO: '1',
    ...secrets,
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.setContent(EMPTY_LIST);
    add(report, BASELINE, await scrolled(page, '#list', ROWS * ROW_HEIGHT));
    await page.goto(`${server.url}/`);
    await page.locator('input').first().fill('marco.bianchi@lungarno.example');
    await page.locator('input[type=password]').fill(DEMO_PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.bt-shell').waitFor();
    await page.goto(`${server.url}/listini/${listId}`);
    await page.locator('.lp-grid tbody th').first().waitFor();
    add(report, ROW, await scrolled(page, '.lp-grid', ROWS * ROW_HEIGHT));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function fiftyThousandPrices(
  url: string,
  secrets: Readonly<Record<string, string>>,
): Promise<string> {
  const db = openDatabase({
    url,
    poolSize: 4,
    statementSeconds: 0,
    lockSeconds: 0,
    idleInTransactionSeconds: 0,
  });
  const keyring = await loadKeyring({ databaseUrl: url, dataFolder: '' }, secrets);
  const locations = demoLocations();
  await writeLocations(db, locations, new Date().getUTCFullYear());
  await writePeople(db, keyring, demoPeople(locations));
  const entries = [...largeCatalogue(STYLES)];
  for (let from = 0; from < entries.length; from += BATCH) {
    const some = entries.slice(from, from + BATCH);
    await inTransaction(db, actor, (tx) => writeCatalogue(tx, some, 'bench'));
  }
  await inTransaction(db, actor, async (tx) => {
    await followGoods(tx, null);
    await followPlaces(tx);
  });
  const { listId } = await inTransaction(db, actor, (tx) =>
    createList(tx, {
      code: 'ITALIA',
      name: { it: 'Italia', en: 'Italy' },
      currency: 'EUR',
      terms: { scope: {}, priority: 0, vatIncluded: true },
    }),
  );
  await inTransaction(db, actor, (tx) => beginChangeSet(tx, { listId, title: 'Prova' }));
  await db.raw('vacuum analyze');
  await db.destroy();
  return listId;
}

interface Frames {
  readonly times: readonly number[];
  readonly reached: number;
}

/** Scrolls to the end of so many pixels and gives back how long each frame took, in milliseconds. */
function scrolled(page: Page, selector: string, pixels: number): Promise<Frames> {
  return page.evaluate(
    `(${SCROLL})(${JSON.stringify({ selector, pixels, step: PIXELS_A_FRAME })})`,
  );
}

// Runs in the page, so it is text: nothing of the compiler gets into it.
const SCROLL = `({ selector, pixels, step }) => new Promise((done) => {
  const element = document.querySelector(selector);
  const times = [];
  let before = performance.now();
  let reached = 0;
  let stuck = 0;
  const frame = (now) => {
    times.push(now - before);
    before = now;
    element.scrollTop += step;
    // At the end of what is read so far: the frames go on until more has come.
    stuck = element.scrollTop > reached ? 0 : stuck + 1;
    reached = Math.max(reached, element.scrollTop);
    if (reached + element.clientHeight >= pixels || stuck > 1000) done({ times, reached });
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

function add(report: Report, what: string, { times, reached }: Frames): void {
  const late = times.filter((time) => time > LATE_MS).length;
  const rows = Math.min(ROWS, Math.round(reached / ROW_HEIGHT) + 15);
  report.addTimes(
    what,
    times,
    `${late} of ${times.length} frames over ${LATE_MS} ms, longest ${Math.max(...times).toFixed(0)} ms, ${rows.toLocaleString('en')} rows`,
  );
}

/** Nothing but positions: what the browser itself costs. */
const EMPTY_LIST = `<!doctype html><style>
  #list { height: 700px; overflow: auto; position: relative }
  #list div { height: ${ROW_HEIGHT}px }
</style><div id="list"></div><script>
  const list = document.getElementById('list');
  const draw = () => {
    const first = Math.max(0, Math.floor(list.scrollTop / ${ROW_HEIGHT}) - 10);
    const last = Math.min(${ROWS}, first + 37);
    const gap = (rows) => '<div style="height:' + rows * ${ROW_HEIGHT} + 'px"></div>';
    list.innerHTML = gap(first) + '<div></div>'.repeat(last - first) + gap(${ROWS} - last);
  };
  list.addEventListener('scroll', draw);
  draw();
</script>`;
