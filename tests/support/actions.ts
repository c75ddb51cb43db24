import type { CDPSession, Locator, Page } from 'playwright-core';

export interface ScanOptions {
  /** What the scanner sends last; most are set to Enter. */
  readonly suffix?: 'Enter' | 'Tab' | 'none';
  /** A phone's keyboard wedge: every key is the unidentified code 229, the text arrives by input events. */
  readonly android?: boolean;
}

/**
 * Scans a code as a keyboard wedge does: a burst of key presses, far faster than a person types. They are
 * handed to the browser all at once: on a busy machine no pause of the test's own gets in between.
 */
export async function scan(page: Page, code: string, options: ScanOptions = {}): Promise<void> {
  const { suffix = 'Enter', android = false } = options;
  const keyboard = await page.context().newCDPSession(page);
  try {
    const began = Date.now() / 1000;
    const at = (place: number): number => began + place * SECONDS_A_KEY;
    const keys = [...code].flatMap((character, place) =>
      android
        ? pressUnidentified(keyboard, character, at(place))
        : press(keyboard, character, at(place)),
    );
    if (suffix !== 'none') keys.push(...pressNamed(keyboard, suffix, at(code.length)));
    await Promise.all(keys);
  } finally {
    await keyboard.detach();
  }
}

type Sent = Promise<unknown>;

/** The keys carry the scanner's own timing, however busy the machine that delivers them. */
const SECONDS_A_KEY = 0.004;

function press(keyboard: CDPSession, character: string, timestamp: number): Sent[] {
  const code = keyCode(character);
  const key = {
    key: character,
    code,
    windowsVirtualKeyCode: character.toUpperCase().charCodeAt(0),
    timestamp,
  };
  return [
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text: character, ...key }),
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ];
}

function pressUnidentified(keyboard: CDPSession, character: string, timestamp: number): Sent[] {
  const key = { key: 'Unidentified', code: '', windowsVirtualKeyCode: 229, timestamp };
  return [
    keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }),
    keyboard.send('Input.insertText', { text: character }),
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ];
}

function pressNamed(keyboard: CDPSession, name: 'Enter' | 'Tab', timestamp: number): Sent[] {
  const text = name === 'Enter' ? '\r' : '\t';
  const key = {
    key: name,
    code: name,
    windowsVirtualKeyCode: name === 'Enter' ? 13 : 9,
    timestamp,
  };
  return [
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', text, ...key }),
    keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ];
}

function keyCode(character: string): string {
  if (/[0-9]/.test(character)) return `Digit${character}`;
  if (/[a-z]/i.test(character)) return `Key${character.toUpperCase()}`;
  return character === '-' ? 'Minus' : '';
}

/** Writes into a list of choices, and presses the first one that fits as soon as it is shown: one action. */
export async function takeByWriting(list: Locator, value: string): Promise<void> {
  await list.fill(value);
  await list.page().getByRole('option', { name: value }).first().click();
}

export interface ActionCount {
  /** Clicks, taps, scans and keyboard submits since the count began or was last taken back to zero. */
  count(): Promise<number>;
  /** What they were, for the message of a failed test. */
  list(): Promise<string[]>;
  reset(): Promise<void>;
}

/**
 * Counts what a clerk's hand does: each click or tap, each Enter (which also ends a scan) and each
 * press of Space on a control. Typing into a field is free; moving between fields is, too.
 */
export async function countActions(page: Page): Promise<ActionCount> {
  let actions: string[] = [];
  await page.exposeBinding('recordAction', (_source, what: string) => void actions.push(what));
  await page.addInitScript(WATCH);
  await page.evaluate(WATCH);
  const settled = async () => {
    // A round trip: what the page recorded before it has arrived when it returns.
    await page.evaluate(() => null);
    return [...actions];
  };
  return {
    count: async () => (await settled()).length,
    list: settled,
    reset: async () => {
      await settled();
      actions = [];
    },
  };
}

// Runs in the page, so it is text: nothing of the test's compiler gets into it.
const WATCH = `(() => {
  if (globalThis.watchedForActions) return;
  globalThis.watchedForActions = true;
  const name = (target) =>
    (target.getAttribute?.('aria-label') || target.textContent || target.tagName || '')
      .trim().replace(/\\s+/g, ' ').slice(0, 40);
  addEventListener('click', (event) => {
    // A click that Enter or Space caused has no detail, and a label's second click is not the hand's.
    if (event.isTrusted && event.detail > 0 && event.pointerType !== '')
      globalThis.recordAction('click ' + name(event.target));
  }, true);
  addEventListener('keydown', (event) => {
    if (!event.isTrusted || event.repeat) return;
    if (event.key === 'Enter') globalThis.recordAction('Enter ' + name(event.target));
    const control = 'button, a, [role], input[type=checkbox], input[type=radio]';
    if (event.key === ' ' && event.target.matches?.(control))
      globalThis.recordAction('Space ' + name(event.target));
  }, true);
})()`;
