import type { Cursor } from '../events/event.ts';

/** All the texts of one process together, in characters. */
const ROOM = 64 * 1024 * 1024;

/**
 * Texts of live views that are dear to make and the same for everybody. Each is kept under a mark that
 * changes whenever the view does; the least recently asked for are given up first.
 */
export class KeptViews {
  readonly #texts = new Map<string, { readonly mark: string; readonly text: string }>();
  readonly #room: number;
  #taken = 0;

  constructor(room = ROOM) {
    this.#room = room;
  }

  /** Whether it is worth finding out the mark. */
  has(key: string): boolean {
    return this.#texts.has(key);
  }

  /** The view's text, if it is kept and still right. */
  find(key: string, mark: string): string | null {
    const kept = this.#texts.get(key);
    if (kept?.mark !== mark) return null;
    this.#texts.delete(key);
    this.#texts.set(key, kept);
    return kept.text;
  }

  keep(key: string, mark: string, text: string): void {
    this.#giveUp(key);
    this.#texts.set(key, { mark, text });
    this.#taken += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#taken <= this.#room) break;
      this.#giveUp(oldest);
    }
  }

  #giveUp(key: string): void {
    this.#taken -= this.#texts.get(key)?.text.length ?? 0;
    this.#texts.delete(key);
  }
}

const OPENING = '{"view":';

/** A live reply, put together from a view's text and a place in the feed. */
export function liveReply(viewText: string, cursor: Cursor): string {
  return `${OPENING}${viewText},"cursor":${JSON.stringify(cursor)}}`;
}

/** The view's part of a live reply written by `JSON.stringify({ view, cursor })`. */
export function viewTextOf(reply: string, cursor: Cursor): string {
  return reply.slice(OPENING.length, reply.length - `,"cursor":${JSON.stringify(cursor)}}`.length);
}

/** How old a place in the feed may be when it is handed out: what came since is simply told again. */
const RECENT_MILLISECONDS = 1_000;

/** A place in the feed that is at most a second old, without asking the database each time. */
export function recentCursor(read: () => Promise<Cursor>): () => Promise<Cursor> {
  let latest: Promise<Cursor> | null = null;
  let freshUntil = 0;
  return () => {
    if (latest && performance.now() < freshUntil) return latest;
    freshUntil = performance.now() + RECENT_MILLISECONDS;
    latest = read();
    latest.catch(() => (latest = null));
    return latest;
  };
}
