import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { Contexts } from './contexts.ts';
import { atEndOfRun } from './end-of-run.ts';

const SCREENSHOTS = '.bottega/screenshots';
const LAUNCH_MS = 60_000;

export interface PageOptions {
  /** 1280 × 800, the shop's computer, unless said otherwise; the phone is 390 × 844. */
  readonly width?: number;
  readonly height?: number;
  readonly locale?: 'it-IT' | 'en-GB';
  readonly colorScheme?: 'light' | 'dark';
  /** A second tab of the same person: cookies and storage are shared with this page. */
  readonly beside?: Page;
  readonly permissions?: readonly string[];
  /** With the service worker, which fetches every screen at the first visit: for who goes offline. */
  readonly keepsScreens?: boolean;
}

export interface BrowserForTests {
  /** A fresh person at a fresh screen: no cookies, no storage, in Rome. */
  page(options?: PageOptions): Promise<Page>;
  /** Complaints of the browser that this test causes on purpose: a refused request, a cut line. */
  expectComplaint(pattern: RegExp): void;
  /** Everything the browser has complained about in this test so far. */
  complaints(): readonly string[];
}

let shared: Promise<Browser> | null = null;

/** The one browser of this process, started when first needed. */
export function browserOfRun(): Promise<Browser> {
  if (!shared) {
    const starting = launchChromium();
    shared = starting;
    // One that crashed is of no use to the files after this one.
    void starting.then(
      (browser) =>
        browser.once('disconnected', () => (shared = shared === starting ? null : shared)),
      () => (shared = null),
    );
    atEndOfRun(async () => {
      shared = null;
      await (await starting).close();
    });
  }
  return shared;
}

/**
 * Gives the tests of a `describe` pages in a real browser. After each test every page is closed, and
 * the test fails when a page logged an error, threw, or could not fetch something, unless the test
 * said that it expects this. Of a failed test a picture of each open page is kept.
 */
export function useBrowser(): BrowserForTests {
  const contexts = new Contexts();
  let complaints: string[] = [];
  let expected: RegExp[] = [];

  before('the browser starts', async function () {
    this.timeout(LAUNCH_MS);
    await browserOfRun();
  });

  afterEach('the browser has nothing to complain about', async function () {
    if (this.currentTest?.state === 'failed') {
      await keepPictures(contexts.all(), this.currentTest.titlePath().join(' '));
    }
    await contexts.takeBack(this.currentTest?.state === 'passed');
    const unexpected = complaints.filter((said) => !expected.some((pattern) => pattern.test(said)));
    complaints = [];
    expected = [];
    if (unexpected.length > 0) throw new Error(`the browser complains:\n${unexpected.join('\n')}`);
  });

  after('nobody is left at the screens', () => contexts.close());

  return {
    async page(options = {}) {
      const { beside, width = 1280, height = 800 } = options;
      const page = beside
        ? await contexts.beside(beside)
        : await contexts.lend(await browserOfRun(), {
            locale: options.locale ?? 'it-IT',
            colorScheme: options.colorScheme ?? 'light',
            touch: width < 600,
            permissions: options.permissions ?? [],
            keepsScreens: options.keepsScreens ?? false,
          });
      await page.setViewportSize({ width, height });
      listen(page, (complaint) => complaints.push(complaint));
      return page;
    },
    expectComplaint(pattern) {
      expected.push(pattern);
    },
    complaints: () => complaints,
  };
}

/** Reports what a person at the page would find broken, with the address it happened at. */
function listen(page: Page, complain: (complaint: string) => void): void {
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    complain(`console: ${message.text()} (${message.location().url || page.url()})`);
  });
  page.on('pageerror', (error) => complain(`thrown: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // A page that is left gives up its requests: nobody sees that.
    if (reason === 'net::ERR_ABORTED') return;
    complain(`request: ${request.method()} ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500)
      complain(`answer: ${response.status()} ${response.request().method()} ${response.url()}`);
  });
}

async function keepPictures(contexts: readonly BrowserContext[], title: string): Promise<void> {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 120);
  const pages = contexts.flatMap((context) => context.pages());
  await Promise.all(
    pages.map(async (page, place) => {
      const file = await screenshot(page, `failed/${name}-${place + 1}`).catch(() => null);
      if (file) process.stdout.write(`  picture of the failure: ${file} (${page.url()})\n`);
    }),
  );
}

/** Keeps a picture of the page under `.bottega/screenshots/` and returns its path. */
export async function screenshot(
  page: Page,
  name: string,
  options: { readonly fullPage?: boolean } = {},
): Promise<string> {
  const file = join(SCREENSHOTS, `${name}.png`);
  await mkdir(join(file, '..'), { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => null));
  await page.screenshot({
    path: file,
    fullPage: options.fullPage ?? false,
    animations: 'disabled',
  });
  return file;
}

/**
 * What a person who cannot see well, or uses no mouse, would stumble over: one sentence for each
 * element, empty when the page is clean. `within` limits the check to a part of the page.
 */
export async function axe(page: Page, within?: string): Promise<string[]> {
  // In the page itself: one page tells what is wrong in it, and a second one to count the rest is not opened.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (within) builder.include(within);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) =>
        `${id} (${impact ?? 'unrated'}): ${help}\n  at ${target.join(' ')}: ${html.slice(0, 200)}\n  ${failureSummary ?? ''}`,
    ),
  );
}
