import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';

/**
 * Notes in the page itself when these words are first drawn, from now on. Whoever looks from outside looks
 * twice a second, and on a busy machine later: that would be measured, too. Answers, once they are there,
 * in milliseconds since 1970.
 */
export async function whenShown(page: Page, words: string): Promise<() => Promise<number>> {
  const noted = await page.evaluateHandle((sought) => {
    const at = new Promise<number>((resolve) => {
      const look = (): void => {
        if (!document.body.innerText.includes(sought)) return;
        observer.disconnect();
        resolve(Date.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    });
    return { at };
  }, words);
  return () => noted.evaluate(({ at }) => at);
}

const PROBE_MS = 80;

/**
 * How many times longer work takes just now than when nobody else works on this machine; at least 1. A bound
 * in seconds is one for a machine that has time: `expect(took).to.be.lessThan(1_000 * slowness())`.
 */
export function slowness(): number {
  const began = performance.now();
  const before = process.cpuUsage();
  let worked = 0;
  let text = '';
  while (worked < PROBE_MS) {
    for (let round = 0; round < 2_000; round += 1)
      text = createHash('sha256').update(text).digest('hex');
    const { user, system } = process.cpuUsage(before);
    worked = (user + system) / 1000;
  }
  return Math.max(1, (performance.now() - began) / worked);
}
