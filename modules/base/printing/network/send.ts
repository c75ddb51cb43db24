import { connect, type Socket } from 'node:net';
import type { Fault, Sent } from '../domain/job.ts';

/** How long a printer may take for each step, in milliseconds. */
export interface Patience {
  readonly connect: number;
  readonly status: number;
  /** A long receipt takes its time to come out. */
  readonly print: number;
}

const PATIENCE: Patience = { connect: 3_000, status: 2_000, print: 20_000 };

// ESC/POS: the state now, whatever is waiting in the printer's buffer (DLE EOT n) …
const OFFLINE_CAUSE = Buffer.from([0x10, 0x04, 0x02]);
const PAPER = Buffer.from([0x10, 0x04, 0x04]);
// … and the paper sensor as it will be once everything sent before has been printed (GS r 1).
const PAPER_AFTER = Buffer.from([0x1d, 0x72, 0x01]);

/**
 * Prints on a receipt printer in the network. It is asked before whether it can, and afterwards
 * whether it has: without that second answer nobody knows how much came out, and it says so.
 */
export async function sendToPrinter(
  address: { readonly host: string; readonly port: number },
  bytes: Uint8Array,
  patience = PATIENCE,
): Promise<Sent> {
  const printer = await open(address, patience.connect);
  if (!printer) return { outcome: 'nothing-sent', fault: 'offline' };
  try {
    const fault = await faultNow(printer, patience.status);
    if (fault) return { outcome: 'nothing-sent', fault };
    printer.write(Buffer.concat([bytes, PAPER_AFTER]));
    const paper = await printer.answer(patience.print);
    if (paper === null) {
      return { outcome: 'maybe-printed', fault: printer.gone() ? 'cut' : 'no-answer' };
    }
    return paper & 0x0c ? { outcome: 'maybe-printed', fault: 'paper-out' } : { outcome: 'printed' };
  } finally {
    printer.close();
  }
}

/** What keeps the printer from printing now, before anything is sent. */
async function faultNow(printer: Conversation, patience: number): Promise<Fault | null> {
  printer.write(OFFLINE_CAUSE);
  const cause = await printer.answer(patience);
  if (cause === null) return printer.gone() ? 'offline' : 'no-answer';
  if (cause & 0x04) return 'cover-open';
  if (cause & 0x40) return 'error';
  printer.write(PAPER);
  const paper = await printer.answer(patience);
  if (paper === null) return printer.gone() ? 'offline' : 'no-answer';
  return paper & 0x60 || cause & 0x20 ? 'paper-out' : null;
}

interface Conversation {
  write(bytes: Uint8Array): void;
  /** The next byte the printer says; null when it says none in time, or has hung up. */
  answer(patience: number): Promise<number | null>;
  gone(): boolean;
  close(): void;
}

function open(
  { host, port }: { readonly host: string; readonly port: number },
  patience: number,
): Promise<Conversation | null> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const giveUp = setTimeout(() => socket.destroy(new Error('too late')), patience);
    socket.once('error', () => {
      clearTimeout(giveUp);
      done(null);
    });
    socket.once('connect', () => {
      clearTimeout(giveUp);
      done(conversation(socket));
    });
  });
}

function conversation(socket: Socket): Conversation {
  const said: number[] = [];
  let gone = false;
  let heard: () => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    said.push(...chunk);
    heard();
  });
  const over = (): void => {
    gone = true;
    heard();
  };
  socket.on('error', over);
  socket.on('close', over);
  return {
    write: (bytes) => void socket.write(bytes),
    gone: () => gone,
    close: () => void socket.destroy(),
    answer: (patience) =>
      new Promise((done) => {
        const finish = (): void => {
          clearTimeout(giveUp);
          heard = () => undefined;
          done(said.shift() ?? null);
        };
        const giveUp = setTimeout(finish, patience);
        heard = finish;
        if (said.length > 0 || gone) finish();
      }),
  };
}
