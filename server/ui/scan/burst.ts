/**
 * Tells a scanner from a hand. A scanner that works as a keyboard types a whole code far faster than
 * anybody can, and ends it with Enter or Tab. Pure: the browser's events are fed in by `wedge.ts`.
 */

/** Between two characters: scanners in shops take 4–12 ms, slow radio ones up to 30; a hand rarely under 40. */
export const GAP_MS = 35;
/** Before the Enter that ends a code: some scanners pause a little. */
export const END_GAP_MS = 100;
export const SHORTEST = 6;

export interface Burst {
  readonly text: string;
  readonly lastAt: number;
}

export type Stroke =
  /** One key is one character; an Android keyboard may bring several at once. */
  | { readonly kind: 'characters'; readonly text: string; readonly at: number }
  | { readonly kind: 'end'; readonly at: number }
  /** Arrows, Escape, shortcuts: nothing a scanner sends. */
  | { readonly kind: 'other' };

export type Verdict =
  /** May be the first of a burst; nobody can know yet. */
  | { readonly is: 'first' }
  /** Follows the one before too fast for a hand. */
  | { readonly is: 'fast' }
  | { readonly is: 'scan'; readonly text: string }
  | { readonly is: 'nothing' };

export const QUIET: Burst = { text: '', lastAt: Number.NEGATIVE_INFINITY };

/** What this stroke means after those before it. `at` is when the key was pressed, not when it was handled. */
export function feed(burst: Burst, stroke: Stroke): readonly [Burst, Verdict] {
  switch (stroke.kind) {
    case 'other':
      return [QUIET, { is: 'nothing' }];
    case 'characters': {
      const follows = burst.text !== '' && stroke.at - burst.lastAt < GAP_MS;
      const text = follows ? burst.text + stroke.text : stroke.text;
      return [{ text, lastAt: stroke.at }, { is: follows ? 'fast' : 'first' }];
    }
    case 'end': {
      const ended = burst.text.length >= SHORTEST && stroke.at - burst.lastAt < END_GAP_MS;
      return [QUIET, ended ? { is: 'scan', text: burst.text } : { is: 'nothing' }];
    }
  }
}

/** What a composition added: Android tells the whole text so far, `8`, `80`, `805`. */
export function addedBy(before: string, now: string): string {
  return now.startsWith(before) ? now.slice(before.length) : now;
}
