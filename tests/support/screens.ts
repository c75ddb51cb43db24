import type { Page } from 'playwright-core';
import type { AppOptions } from '../../server/app.ts';
import { builtScreens } from '../../server/http/screens.ts';
import { buildScreens } from '../../server/ui/build.ts';
import type { Caller } from './api.ts';

/** The built screens on a server of the tests: `useServer({ screens: servedScreens })`. */
export const servedScreens: NonNullable<AppOptions['screens']> = async (app) => {
  builtScreens(await buildScreens())(app);
};

/** Opens an address as somebody who is logged in, and waits until the shell is there. */
export async function openAs(page: Page, url: string, who: Caller, path: string): Promise<void> {
  const [name, value] = who.headers['cookie']!.split('=') as [string, string];
  await page.context().addCookies([{ name, value, url }]);
  await page.goto(url + path);
  await page.locator('.bt-shell').waitFor();
}

/** Somebody was at another tab and looks at this one again: screens read anew what may have changed. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.dispatchEvent(new Event('visibilitychange')));
}

/** How far the page is wider than the screen it is shown on. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

export const SIZES = {
  desktop: { width: 1280, height: 800 },
  handheld: { width: 390, height: 844 },
} as const;
