import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message as it came in. */
export interface Received {
  readonly id: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
}

/** How the receiver answers: a status, nothing at all, or a cut line. */
export type Reply = number | 'hang' | 'cut';

/** A web shop's receiver on this computer, which answers as a test wants. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it says to the next ones; 200 unless said. */
  answer: (message: Received, nth: number) => Reply;
  /** How many came in at most at the same time. */
  readonly atOnce: () => number;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const seen = new Map<string, number>();
  const hanging = new Set<ServerResponse>();
  let now = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    now += 1;
    most = Math.max(most, now);
    response.once('close', () => (now -= 1));
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message: Received = {
        id: String(request.headers['webhook-id']),
        body: Buffer.concat(chunks).toString(),
        headers: request.headers,
        path: request.url ?? '',
      };
      received.push(message);
      const nth = (seen.get(message.id) ?? 0) + 1;
      seen.set(message.id, nth);
      const reply = receiver.answer(message, nth);
      if (reply === 'hang') hanging.add(response);
      else if (reply === 'cut') request.socket.destroy();
      else if (reply >= 300 && reply < 400) {
        response.writeHead(reply, { location: '/elsewhere' }).end();
      } else response.writeHead(reply).end('a body that nobody reads');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/webhook`,
    received,
    answer: () => 200,
    atOnce: () => most,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return receiver;
}
