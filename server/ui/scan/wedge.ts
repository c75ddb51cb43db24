import { addedBy, feed, GAP_MS, QUIET, type Burst, type Verdict } from './burst.ts';
import { editableIn, insert, snapshotOf, type Snapshot } from './field.ts';

/** Held characters go where they were meant for when no more come within this time. */
const RELEASE_MS = GAP_MS + 15;

interface Wedge {
  burst: Burst;
  /** What the focused field held before the first character of the burst. */
  before: Snapshot | null;
  /** Characters kept back from the page until it is clear whose they are. */
  held: string;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Our own insertion is no typing. */
  inserting: boolean;
  /** The last key had no name (229): its text comes with the next input event. */
  unnamed: boolean;
  /** When it was pressed: the text may arrive much later, on a device that is busy. */
  unnamedAt: number;
  composed: string;
}

/**
 * Listens to the whole page. A burst never reaches a field, a pad or a shortcut: its first character may
 * get into a focused field (nobody can know yet) and is taken back; the rest is held. What turns out to
 * be typed by hand is handed on: to the field, or to `onTyped`. Returns how to stop.
 */
export function listenForScans(told: {
  readonly onScan: (text: string) => void;
  /** A key that a hand pressed outside of any field. */
  readonly onTyped: (key: string) => void;
}): () => void {
  const wedge = quietWedge();

  function release(): void {
    clearTimeout(wedge.timer);
    wedge.timer = undefined;
    const text = wedge.held;
    wedge.held = '';
    if (text === '') return;
    const field = wedge.before?.element;
    if (field && document.activeElement === field) {
      wedge.inserting = true;
      insert(field, text);
      wedge.inserting = false;
    } else {
      for (const key of text) told.onTyped(key);
    }
  }

  function hold(text: string): void {
    wedge.held += text;
    clearTimeout(wedge.timer);
    wedge.timer = setTimeout(release, RELEASE_MS);
  }

  function characters(text: string, event: Event, at: number): Verdict {
    const [burst, verdict] = feed(wedge.burst, { kind: 'characters', text, at });
    if (verdict.is === 'first') {
      release();
      const field = editableIn(event.target);
      wedge.before = field ? snapshotOf(field) : null;
    }
    wedge.burst = burst;
    return verdict;
  }

  /** True when the key ended a scan: then nobody else may see it. */
  function end(at: number): boolean {
    const [burst, verdict] = feed(wedge.burst, { kind: 'end', at });
    wedge.burst = burst;
    if (verdict.is !== 'scan') {
      release();
      return false;
    }
    clearTimeout(wedge.timer);
    wedge.held = '';
    wedge.inserting = true;
    wedge.before?.restore();
    wedge.inserting = false;
    told.onScan(verdict.text);
    return true;
  }

  const onKey = (event: KeyboardEvent) =>
    keyPressed(wedge, event, { characters, hold, end, release });
  const onInput = (event: InputEvent) => textArrived(wedge, event, { characters, hold, end });
  const onCompositionStart = () => {
    wedge.composed = '';
  };
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('beforeinput', onInput, true);
  window.addEventListener('compositionstart', onCompositionStart, true);
  return () => {
    clearTimeout(wedge.timer);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('beforeinput', onInput, true);
    window.removeEventListener('compositionstart', onCompositionStart, true);
  };
}

function quietWedge(): Wedge {
  return {
    burst: QUIET,
    before: null,
    held: '',
    timer: undefined,
    inserting: false,
    unnamed: false,
    unnamedAt: 0,
    composed: '',
  };
}

interface Hands {
  readonly characters: (text: string, event: Event, at: number) => Verdict;
  readonly hold: (text: string) => void;
  readonly end: (at: number) => boolean;
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'AltGraph']);

function keyPressed(
  wedge: Wedge,
  event: KeyboardEvent,
  { characters, hold, end, release }: Hands & { readonly release: () => void },
): void {
  // A phone's keyboard names no key: the text itself comes with `beforeinput`.
  // oxlint-disable-next-line typescript/no-deprecated -- 229 is all that Android's keyboards say
  wedge.unnamed = event.keyCode === 229 || event.isComposing || event.key === 'Unidentified';
  if (wedge.unnamed) wedge.unnamedAt = event.timeStamp;
  if (wedge.unnamed || MODIFIERS.has(event.key)) return;
  if (event.key === 'Enter' || event.key === 'Tab') {
    if (end(event.timeStamp)) swallow(event);
    return;
  }
  // AltGr types characters on Italian keyboards, and says that Ctrl and Alt are down.
  const shortcut = event.metaKey || ((event.ctrlKey || event.altKey) && !altGraph(event));
  if ([...event.key].length !== 1 || shortcut) {
    wedge.burst = QUIET;
    release();
    return;
  }
  const verdict = characters(event.key, event, event.timeStamp);
  const inField = wedge.before !== null;
  // Space presses buttons: outside of a burst it is left alone.
  if (verdict.is === 'first' && (inField || event.key === ' ')) return;
  swallow(event);
  hold(event.key);
}

function altGraph(event: KeyboardEvent): boolean {
  return event.getModifierState('AltGraph');
}

function textArrived(wedge: Wedge, event: InputEvent, { characters, hold, end }: Hands): void {
  if (wedge.inserting || !wedge.unnamed) return;
  if (event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph') {
    if (end(event.timeStamp)) swallow(event);
    return;
  }
  if (event.data === null || !event.inputType.startsWith('insert')) return;
  const composing = event.inputType === 'insertCompositionText';
  const text = composing ? addedBy(wedge.composed, event.data) : event.data;
  wedge.composed = composing ? event.data : '';
  if (text === '') return;
  const verdict = characters(text, event, wedge.unnamedAt);
  // Composed text cannot be held back; it is taken back at the end.
  if (verdict.is === 'fast' && event.cancelable) {
    swallow(event);
    hold(text);
  }
}
