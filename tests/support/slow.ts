import type { Page } from 'playwright-core';

/** Keeps every command of this page on its way until it is let go; what is only read passes. */
export async function holdCommands(page: Page): Promise<{ readonly letGo: () => void }> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/**', async (route) => {
    if (route.request().method() !== 'GET') await held;
    await route.continue();
  });
  return { letGo };
}
