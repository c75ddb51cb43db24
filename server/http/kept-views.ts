import { crc32, deflateRaw, inflateRaw, constants } from 'node:zlib';
import { promisify } from 'node:util';
import type { Cursor } from '../events/event.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** All the texts of one process together, in bytes as they are kept. */
const ROOM = 64 * 1024 * 1024;

/**
 * Texts of live views that are dear to make and the same for everybody. Each is kept under a mark that
 * changes whenever the view does; the least recently asked for are given up first.
 */
export class KeptViews {
  readonly #texts = new Map<string, { readonly mark: string; readonly text: PackedText }>();
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
  find(key: string, mark: string): PackedText | null {
    const kept = this.#texts.get(key);
    if (kept?.mark !== mark) return null;
    this.#texts.delete(key);
    this.#texts.set(key, kept);
    return kept.text;
  }

  keep(key: string, mark: string, text: PackedText): void {
    this.#giveUp(key);
    this.#texts.set(key, { mark, text });
    this.#taken += text.size;
    for (const oldest of this.#texts.keys()) {
      if (this.#taken <= this.#room) break;
      this.#giveUp(oldest);
    }
  }

  #giveUp(key: string): void {
    this.#taken -= this.#texts.get(key)?.text.size ?? 0;
    this.#texts.delete(key);
  }
}

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
/** An empty last block: ends what was flushed. */
const LAST_BLOCK = Buffer.from([3, 0]);

/**
 * A text compressed once, to be sent many times with another ending each time: compressing costs more than
 * all else that a kept view needs, and only its place in the feed is new.
 */
export class PackedText {
  readonly #blocks: Buffer;
  readonly #crc: number;
  readonly #length: number;

  private constructor(blocks: Buffer, crc: number, length: number) {
    this.#blocks = blocks;
    this.#crc = crc;
    this.#length = length;
  }

  static async of(text: string): Promise<PackedText> {
    const bytes = Buffer.from(text);
    const blocks = await deflate(bytes, { level: 4, finishFlush: constants.Z_FULL_FLUSH });
    return new PackedText(blocks, crc32(bytes), bytes.length);
  }

  /** In bytes, as it is kept. */
  get size(): number {
    return this.#blocks.length;
  }

  /** The text and an ending of at most 65,535 bytes as one gzip file: the ending is stored as it is. */
  gzipWith(ending: string): Buffer {
    const last = Buffer.from(ending);
    const block = Buffer.alloc(5);
    block.writeUInt8(1, 0);
    block.writeUInt16LE(last.length, 1);
    block.writeUInt16LE(~last.length & 0xffff, 3);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(last, this.#crc), 0);
    trailer.writeUInt32LE((this.#length + last.length) >>> 0, 4);
    return Buffer.concat([GZIP_HEADER, this.#blocks, block, last, trailer]);
  }

  /** For programs that do not take compressed answers. */
  async textWith(ending: string): Promise<string> {
    const bytes = await inflate(Buffer.concat([this.#blocks, LAST_BLOCK]));
    return bytes.toString('utf8') + ending;
  }
}

/** The part of a live reply written by `JSON.stringify({ view, cursor })` that stays while the view does. */
export function stayingPart(reply: string, cursor: Cursor): string {
  return reply.slice(0, reply.length - endingWith(cursor).length);
}

/** What follows the staying part of a live reply. */
export function endingWith(cursor: Cursor): string {
  return `,"cursor":${JSON.stringify(cursor)}}`;
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
