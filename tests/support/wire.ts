import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to a connection at the moment a test has chosen. */
export type Fault =
  /** The bytes do not arrive any more; both ends see the connection end. */
  | 'cut before it arrives'
  /** The bytes arrive; whoever sent them sees the connection end before any answer. */
  | 'cut right after it was sent'
  /** The other end has answered; the answer is thrown away and the connection ends. */
  | 'cut with the answer on its way'
  /** The bytes arrive, and from then on neither end hears anything from the other: half-open. */
  | 'silence for ever';

/** Says whether these bytes, the last ones of all that this end has sent, are those that are waited for. */
export type Moment = (chunk: string, sent: string) => boolean;

/** A wire between two programs: passes everything on until a fault strikes, once. */
export interface Wire {
  readonly port: number;
  /** At the next such moment on any connection; the connections after it are sound again. */
  strike(fault: Fault, moment: Moment): void;
  /** Has the fault struck? */
  readonly struck: boolean;
  stop(): Promise<void>;
}

/** How much of what was said a moment may look back at. */
const REMEMBERED = 200_000;

export async function startWire(target: { host: string; port: number }): Promise<Wire> {
  const sockets = new Set<Socket>();
  let planned: { readonly fault: Fault; readonly moment: Moment } | null = null;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // An end that is cut off is what this is for.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((near) => {
    keep(near);
    const far = keep(connect(target));
    let sent = '';
    let silent = false;
    let answerIsLost = false;
    near.on('data', (bytes) => {
      const chunk = bytes.toString('latin1');
      sent = (sent + chunk).slice(-REMEMBERED);
      if (silent) return;
      const fault = planned?.moment(chunk, sent) ? planned.fault : null;
      if (fault) planned = null;
      if (fault === 'cut before it arrives') {
        near.destroy();
        far.destroy();
      } else if (fault === 'cut right after it was sent') {
        near.destroy();
        far.end(bytes);
      } else {
        far.write(bytes);
        silent = fault === 'silence for ever';
        answerIsLost = fault === 'cut with the answer on its way';
      }
    });
    far.on('data', (bytes) => {
      if (answerIsLost) {
        near.destroy();
        far.destroy();
      } else if (!silent) near.write(bytes);
    });
    near.on('close', () => !silent && !far.writableEnded && far.destroy());
    far.on('close', () => !silent && near.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    strike: (fault, moment) => void (planned = { fault, moment }),
    get struck() {
      return planned === null;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The last byte of an HTTP request whose first line begins like this. */
export function wholeRequest(start: RegExp): Moment {
  return (_, sent) => {
    // On one connection requests follow each other, the next right behind the body of the last.
    const [begins] = [...sent.matchAll(/(?:GET|POST|PUT|PATCH|DELETE) \S+ HTTP\/1\.1\r\n/g)].slice(
      -1,
    );
    const request = sent.slice(begins?.index ?? sent.length);
    const end = request.indexOf('\r\n\r\n');
    if (end === -1 || !start.test(request)) return false;
    const length = Number(/^content-length: (\d+)/im.exec(request.slice(0, end))?.[1] ?? 0);
    return request.length >= end + 4 + length;
  };
}

/** The COMMIT of a PostgreSQL transaction in which this has been said. */
export function commitOf(said: RegExp): Moment {
  return (chunk, sent) => {
    if (!/COMMIT;?\0/i.test(chunk)) return false;
    return said.test(sent.slice(sent.toUpperCase().lastIndexOf('BEGIN')));
  };
}
