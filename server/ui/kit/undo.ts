import type { Outcome } from '../attempt.ts';
import { problemOf } from '../problem.ts';
import { tellScan } from '../scan/handlers.ts';

type Doing = Promise<Outcome<unknown>>;

/** A reversible act that was just done: how to say it, and how to take it back. */
export interface Undoable {
  /** «Ordine 48 217 pronto, messaggio tra 8 s»: `{{seconds}}` counts down. */
  readonly words: string;
  /** How long it can be taken back; none is offered without time. */
  readonly seconds?: number;
  /** What goes to the server answers what became of it: a refusal is told. */
  readonly onUndo: () => Doing | void;
  /** Told when the time is over and nobody took it back: now the irreversible part may happen. */
  readonly onKept?: () => Doing;
}

export const UNDO_SECONDS = 8;

interface Shown extends Undoable {
  readonly id: number;
  readonly seconds: number;
  readonly until: number;
}

let shown: Shown | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
let underWay: Promise<unknown> = Promise.resolve();
const listeners = new Set<() => void>();

function show(next: Shown | null): void {
  shown = next;
  for (const tell of listeners) tell();
}

/** Whoever pressed may stand on another screen by now: what was refused is told wherever they are. */
async function follow(doing: Doing): Promise<void> {
  const outcome = await doing.catch((error: unknown) => ({
    done: false as const,
    problem: problemOf(error),
  }));
  if (outcome.done) return;
  const { title, detail } = outcome.problem;
  tellScan({ outcome: 'refused', title, ...(detail === null ? {} : { detail }) });
}

function finish(undone: boolean): void {
  const over = shown;
  if (!over) return;
  clearTimeout(timer);
  show(null);
  const doing = undone ? over.onUndo() : over.onKept?.();
  if (doing) underWay = Promise.all([underWay, follow(doing)]);
}

/** Offers to take back what was just done, for eight seconds. A newer act makes the older one final. */
export function offerUndo(act: Undoable): void {
  finish(false);
  lastId += 1;
  const seconds = act.seconds ?? UNDO_SECONDS;
  show({ ...act, id: lastId, seconds, until: Date.now() + seconds * 1000 });
  if (seconds <= 0) finish(false);
  else timer = setTimeout(() => finish(false), seconds * 1000);
}

export function takeBack(): void {
  finish(true);
}

/** Whoever goes takes nothing back any more. Resolves when what was still to be done has been answered. */
export async function keepWhatWasDone(): Promise<void> {
  finish(false);
  await underWay;
}

/** A page that is put away may be closed unseen: what is still to be done is done before. */
export function keepWhenPutAway(): () => void {
  const keep = (): void => {
    if (shown?.onKept) finish(false);
  };
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') keep();
  };
  window.addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    window.removeEventListener('pagehide', keep);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

export function undoable(): Shown | null {
  return shown;
}

export function onUndoable(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
