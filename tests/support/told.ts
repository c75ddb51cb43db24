import type { Page } from 'playwright-core';

/**
 * Runs in every page before anything else, so it is text. What a screen tells and takes away again after a
 * moment (the outcome of a scan, an act that can be undone) is noted when it comes: a busy machine may well
 * look for it when it is gone.
 */
export const NOTE_TELLINGS = `(() => {
  const told = (globalThis.toldSoFar = []);
  const places = '.bt-scan-told, .bt-toast';
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        const within = node.matches(places) ? [node] : node.querySelectorAll(places);
        for (const place of within) told.push(place.textContent ?? '');
      }
  }).observe(document, { subtree: true, childList: true });
})()`;

/**
 * Waits until the page has told something with these words, after what was waited for before: each telling
 * counts once, also one that is gone by now. Use it, not `getByText`, for whatever vanishes by itself.
 */
export async function told(page: Page, words: string | RegExp): Promise<void> {
  const sought = typeof words === 'string' ? { words } : { pattern: words.source };
  try {
    await page.waitForFunction(takeTelling, sought);
  } catch (error) {
    const others = await page.evaluate(() => (globalThis as Telling).toldSoFar);
    const list = others?.map((one) => `«${one}»`).join(', ') ?? '';
    throw new Error(`nothing was told with ${String(words)}; besides: ${list || 'nothing'}`, {
      cause: error,
    });
  }
}

type Telling = typeof globalThis & { toldSoFar?: string[] };

// Runs in the page.
function takeTelling({ words, pattern }: { words?: string; pattern?: string }): boolean {
  const all = (globalThis as Telling).toldSoFar ?? [];
  const at = all.findIndex((one) =>
    words === undefined ? new RegExp(pattern!).test(one) : one.includes(words),
  );
  if (at < 0) return false;
  all.splice(0, at + 1);
  return true;
}
