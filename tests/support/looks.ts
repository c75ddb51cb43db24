import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axe, screenshot } from './browser.ts';
import { overhang } from './screens.ts';

/**
 * Fails for what somebody would stumble over in the page as it is: who cannot see well, or holds a small
 * screen. Looked at in light and in dark, without being loaded anew: they share all but the colours. A
 * picture of each is kept, `NAME-light` and `NAME-dark`.
 */
export async function expectNothingToStumbleOver(page: Page, picture: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
      colorScheme,
    );
    await screenshot(page, `${picture}-${colorScheme}`);
    expect(await axe(page), colorScheme).to.deep.equal([]);
    expect(await overhang(page), `nothing sticks out at the side, ${colorScheme}`).to.equal(0);
  }
}
