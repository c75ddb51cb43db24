import { createServer, type Socket } from 'node:net';
import { after } from 'mocha';
import codepages from '@point-of-sale/codepage-encoder';

/** How a printer behaves from now on. */
export type Mood =
  | 'prints'
  | 'paper-out'
  | 'cover-open'
  /** Takes the paper's first bytes and hangs up. */
  | 'hangs-up-halfway'
  /** Prints, and the last sheet comes out on the end of the roll. */
  | 'paper-ends';

export interface FakePrinter {
  readonly host: string;
  readonly port: number;
  mood: Mood;
  /** Everything that was sent to be printed, document by document. */
  readonly printed: Buffer[];
  /** Nobody answers at its address any more. */
  switchOff(): Promise<void>;
}

const IDLE = 0x12;

/** A receipt printer on a port of this machine: it answers about its state as ESC/POS printers do. */
export async function fakePrinter(): Promise<FakePrinter> {
  const printed: Buffer[] = [];
  const sockets = new Set<Socket>();
  const printer = { mood: 'prints' as Mood };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let document = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      if (chunk.length === 3 && chunk[0] === 0x10 && chunk[1] === 0x04) {
        socket.write(Buffer.from([stateOf(printer.mood, chunk[2]!)]));
        return;
      }
      document = Buffer.concat([document, chunk]);
      if (printer.mood === 'hangs-up-halfway') {
        printed.push(document);
        socket.destroy();
        return;
      }
      const asked = document.subarray(-3).equals(Buffer.from([0x1d, 0x72, 0x01]));
      if (!asked) return;
      printed.push(document.subarray(0, -3));
      socket.write(Buffer.from([printer.mood === 'paper-ends' ? 0x0c : 0x00]));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const switchOff = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => void server.close(() => done()));
  };
  after(() => switchOff().catch(() => undefined));
  return Object.assign(printer, { host: '127.0.0.1', port, printed, switchOff });
}

function stateOf(mood: Mood, asked: number): number {
  if (asked === 0x02 && mood === 'cover-open') return IDLE | 0x04;
  if (asked === 0x02 && mood === 'paper-out') return IDLE | 0x20;
  if (asked === 0x04 && mood === 'paper-out') return IDLE | 0x60;
  return IDLE;
}

/** What a person would read on the paper: ESC/POS read back, code pages and all; codes as `[code …]`. */
export function paperOf(bytes: Uint8Array): string {
  const out: string[] = [];
  let page = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    const next = bytes[at + 1];
    if (byte === 0x1b && next === 0x74) {
      page = bytes[at + 2]!;
      at += 3;
    } else if (byte === 0x1b && next === 0x40) at += 2;
    else if (byte === 0x1b) at += 3;
    else if (byte === 0x1c) at += 2;
    else if (byte === 0x1d && next === 0x56) {
      out.push('[cut]');
      at += bytes[at + 2]! >= 65 ? 4 : 3;
    } else if (byte === 0x1d && next === 0x6b) {
      const length = bytes[at + 3]!;
      const data = Buffer.from(bytes.subarray(at + 4, at + 4 + length)).toString('latin1');
      out.push(`[code ${data}]`);
      at += 4 + length;
    } else if (byte === 0x1d && next === 0x28) {
      const length = bytes[at + 3]! + 256 * bytes[at + 4]!;
      if (bytes[at + 6] === 80) {
        const data = bytes.subarray(at + 8, at + 5 + length);
        out.push(`[code ${Buffer.from(data).toString('latin1')}]`);
      }
      at += 5 + length;
    } else if (byte === 0x1d) at += 3;
    else if (byte === 0x0d) at += 1;
    else {
      out.push(letterOf(byte, page));
      at += 1;
    }
  }
  return out.join('');
}

/** Epson's numbers of the code pages that European words need. */
const PAGES: Readonly<Record<number, string>> = {
  0: 'cp437',
  2: 'cp850',
  3: 'cp860',
  4: 'cp863',
  5: 'cp865',
  13: 'cp857',
  14: 'cp737',
  15: 'iso88597',
  16: 'windows1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
  34: 'cp861',
  39: 'iso88592',
  40: 'iso885915',
  45: 'windows1250',
  46: 'windows1251',
  47: 'windows1253',
  48: 'windows1254',
};
const letters = new Map<number, Map<number, string>>();

function letterOf(byte: number, page: number): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  let known = letters.get(page);
  if (!known) {
    const name = PAGES[page];
    if (name === undefined)
      throw new Error(`the printer was told a code page nobody knows: ${page}`);
    known = new Map();
    for (const letter of 'àèéìòùÀÈÉÌÒÙ€äöüÄÖÜßçñšžłŠŽŁáíóúýčřęąÁÍÓÚ°×') {
      const encoded = codepages.encode(letter, name as 'cp437');
      if (encoded.length === 1 && encoded[0]! >= 0x80) known.set(encoded[0]!, letter);
    }
    letters.set(page, known);
  }
  return known.get(byte) ?? `[${byte.toString(16)} of ${PAGES[page]}]`;
}
