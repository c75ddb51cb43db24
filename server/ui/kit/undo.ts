/** A reversible act that was just done: how to say it, and how to take it back. */
export interface Undoable {
  /** «Ordine 48 217 pronto, messaggio tra 8 s»: `{{seconds}}` counts down. */
  readonly words: string;
  readonly onUndo: () => void;
  /** Told when the time is over and nobody took it back: now the irreversible part may happen. */
  readonly onKept?: () => void;
}

export const UNDO_SECONDS = 8;

interface Shown extends Undoable {
  readonly id: number;
  readonly until: number;
}

let shown: Shown | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
const listeners = new Set<() => void>();

function show(next: Shown | null): void {
  shown = next;
  for (const tell of listeners) tell();
}

function finish(undone: boolean): void {
  const over = shown;
  if (!over) return;
  clearTimeout(timer);
  show(null);
  if (undone) over.onUndo();
  else over.onKept?.();
}

/** Offers to take back what was just done, for eight seconds. A newer act makes the older one final. */
export function offerUndo(act: Undoable): void {
  finish(false);
  lastId += 1;
  show({ ...act, id: lastId, until: Date.now() + UNDO_SECONDS * 1000 });
  timer = setTimeout(() => finish(false), UNDO_SECONDS * 1000);
}

export function takeBack(): void {
  finish(true);
}

export function undoable(): Shown | null {
  return shown;
}

export function onUndoable(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
