import { connect } from 'node:net';
import pg from 'pg';

/** One request, made anew each time: other items, another key. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Measure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** The longest anybody waited. */
  readonly longest?: number;
  /** Answers that were not what the row measures. */
  readonly others: number;
}

/**
 * A closed loop: `clients` connections, each sending its next request when the last one is answered.
 * The first second warms up and is not counted.
 *
 * It writes and reads plain HTTP/1.1 by itself: whatever the load costs is taken from the server and
 * from PostgreSQL on the same cores, and Node's own client costs as much as a small answer does.
 */
export async function closedLoop(
  url: string,
  clients: number,
  seconds: number,
  next: (nth: number) => Call,
  expected = 201,
): Promise<Measure> {
  return measured(clients, seconds, async () => {
    const connection = await Connection.open(url);
    return {
      ask: async (nth) => (await connection.ask(next(nth))) === expected,
      close: () => connection.close(),
    };
  });
}

/** The same closed loop without HTTP: one statement, prepared once on each of at most ten connections. */
export async function closedLoopOfSql(
  url: string,
  clients: number,
  seconds: number,
  statement: { readonly name: string; readonly text: string },
  next: (nth: number) => readonly unknown[],
): Promise<Measure> {
  const pool = new pg.Pool({ connectionString: url, max: Math.min(clients, 10) });
  const ask = async (nth: number): Promise<boolean> => {
    const { rowCount } = await pool.query({ ...statement, values: [...next(nth)] });
    return rowCount === 1;
  };
  const measure = await measured(clients, seconds, () => Promise.resolve({ ask }));
  await pool.end();
  return measure;
}

interface Asking {
  /** Whether the answer is what the row measures. */
  readonly ask: (nth: number) => Promise<boolean>;
  readonly close?: () => void;
}

async function measured(
  clients: number,
  seconds: number,
  open: () => Promise<Asking>,
): Promise<Measure> {
  const latencies: number[] = [];
  let nth = 0;
  let others = 0;
  const warm = performance.now() + 1_000;
  const end = warm + seconds * 1_000;
  const client = async (): Promise<void> => {
    const { ask, close } = await open();
    for (;;) {
      const sent = performance.now();
      if (sent >= end) break;
      const asExpected = await ask((nth += 1));
      const answered = performance.now();
      if (sent < warm || answered > end) continue;
      if (asExpected) latencies.push(answered - sent);
      else others += 1;
    }
    close?.();
  };
  await Promise.all(Array.from({ length: clients }, client));
  const longest = latencies.reduce((most, one) => Math.max(most, one), 0);
  return { ...summary(latencies), longest, perSecond: latencies.length / seconds, others };
}

export function summary(latencies: readonly number[]): { p50: number; p99: number } {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** A connection that is kept: one request at a time, answers with a length. */
class Connection {
  readonly #socket;
  readonly #host: string;
  #pending: ((status: number) => void) | null = null;
  #fail: ((error: Error) => void) | null = null;
  /** What has come of the head of an answer, while it is not complete. */
  #head: Buffer | null = null;
  #status = 0;
  /** Bytes of the body still to come; null while reading the head. */
  #left: number | null = null;

  private constructor(host: string, port: number) {
    this.#host = `${host}:${port}`;
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#fail?.(error));
    this.#socket.on('close', () => this.#fail?.(new Error('the server closed the connection')));
  }

  static open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const connection = new Connection(hostname, Number(port));
    return new Promise((resolve, reject) => {
      connection.#fail = reject;
      connection.#socket.once('connect', () => resolve(connection));
    });
  }

  /** The status of the answer, once all of it has come. */
  ask({ method, path, headers, body }: Call): Promise<number> {
    let text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n`;
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
    return new Promise((resolve, reject) => {
      this.#pending = resolve;
      this.#fail = reject;
      this.#socket.write(`${text}\r\n${body ?? ''}`);
    });
  }

  close(): void {
    this.#fail = null;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#left === null) {
      const come = this.#head ? Buffer.concat([this.#head, chunk]) : chunk;
      const end = come.indexOf(HEAD_END);
      this.#head = end < 0 ? come : null;
      if (end < 0) return;
      const head = come.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head);
      if (!length) {
        this.#fail?.(new Error(`an answer without a length: ${head}`));
        return;
      }
      this.#status = Number(head.slice(9, 12));
      this.#left = Number(length[1]) - (come.length - end - HEAD_END.length);
    } else {
      this.#left -= chunk.length;
    }
    if (this.#left > 0) return;
    this.#left = null;
    this.#pending?.(this.#status);
  }
}
