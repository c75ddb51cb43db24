import type { Browser, BrowserContext, Page } from 'playwright-core';
import { NOTE_TELLINGS } from './told.ts';

/** What cannot be changed any more once a context is there. */
export interface ContextOptions {
  readonly locale: 'it-IT' | 'en-GB';
  readonly colorScheme: 'light' | 'dark';
  readonly touch: boolean;
  readonly permissions: readonly string[];
  readonly keepsScreens: boolean;
}

interface Lent {
  readonly context: BrowserContext;
  readonly kind: string;
  /** Where its pages have been, and may have left something. */
  readonly origins: Set<string>;
  readonly clean: boolean;
}

const PATIENCE_MS = 20_000;
/** The first page of a process is fetched and compiled while everything else starts, too. */
const LOADING_MS = 60_000;

/**
 * Browser contexts, each for one person at a time. What a context has fetched and compiled once it need not
 * fetch again, and that is most of the work of opening a screen; so one that a test leaves is kept for the
 * next. Whoever gets it finds it as new: no cookies, no storage, no page.
 */
export class Contexts {
  private readonly spare: Lent[] = [];
  private readonly lent = new Map<BrowserContext, Lent>();

  /** A context with one page that has been nowhere. */
  async lend(browser: Browser, options: ContextOptions): Promise<Page> {
    const kind = JSON.stringify(options);
    const at = this.spare.findIndex((one) => one.kind === kind);
    const [kept] = at < 0 ? [] : this.spare.splice(at, 1);
    const lent = kept ?? { ...(await fresh(browser, options)), kind };
    this.lent.set(lent.context, lent);
    const page = await lent.context.newPage();
    if (kept) await forget(page, kept.origins);
    this.watch(page);
    return page;
  }

  /** A second page of the person who has this one. */
  async beside(page: Page): Promise<Page> {
    const second = await page.context().newPage();
    this.watch(second);
    return second;
  }

  all(): readonly BrowserContext[] {
    return [...this.lent.keys()];
  }

  /** Takes back what was lent. After a failure nothing is kept: the next test begins from nothing. */
  async takeBack(keep: boolean): Promise<void> {
    const back = [...this.lent.values()];
    this.lent.clear();
    await Promise.all(
      back.map(async (lent) => {
        if (!keep || !lent.clean) return lent.context.close();
        await Promise.all(lent.context.pages().map((page) => page.close()));
        this.spare.push(lent);
      }),
    );
  }

  async close(): Promise<void> {
    await this.takeBack(false);
    await Promise.all(this.spare.splice(0).map(({ context }) => context.close()));
  }

  private watch(page: Page): void {
    const origins = this.lent.get(page.context())?.origins;
    page.on('framenavigated', (frame) => {
      const { protocol, origin } = new URL(frame.url());
      if (protocol.startsWith('http')) origins?.add(origin);
    });
  }
}

async function fresh(browser: Browser, options: ContextOptions): Promise<Omit<Lent, 'kind'>> {
  const { locale, colorScheme, touch, permissions, keepsScreens } = options;
  const context = await browser.newContext({
    locale,
    colorScheme,
    hasTouch: touch,
    permissions: [...permissions],
    timezoneId: 'Europe/Rome',
    // Nothing moves: pictures are the same twice, and colours are judged at rest.
    reducedMotion: 'reduce',
    serviceWorkers: keepsScreens ? 'allow' : 'block',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(LOADING_MS);
  // The compiler of the tests names functions with this; a page that runs one of them lacks it.
  await context.addInitScript('globalThis.__name = (target) => target;');
  await context.addInitScript(NOTE_TELLINGS);
  // A service worker answers for the server: whoever meets one must have brought it.
  return { context, origins: new Set(), clean: !keepsScreens };
}

/** Leaves nothing of the person before: cookies, storage, databases. What was fetched stays. */
async function forget(page: Page, origins: Set<string>): Promise<void> {
  await page.context().clearCookies();
  const session = await page.context().newCDPSession(page);
  for (const origin of origins)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
  origins.clear();
}
