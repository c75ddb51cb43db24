import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { addressFault, guardedLookup, PrivateAddressError, type AddressRules } from './address.ts';

/** What became of one attempt: a status, or why there is none. */
export interface Answer {
  readonly status: number | null;
  readonly failure: Failure | null;
  readonly milliseconds: number;
}

export type Failure =
  | 'timeout'
  | 'refused'
  | 'unreachable'
  | 'private'
  | 'status'
  | 'redirect'
  | 'cut';

export interface Sender {
  post(
    url: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Answer>;
  /** Closes what is kept open between messages. */
  close(): void;
}

export interface SenderOptions {
  readonly rules: AddressRules;
  readonly timeoutMilliseconds?: number;
}

const TIMEOUT_MILLISECONDS = 10_000;
/** The answer's body is nobody's business here: it is not read, so that no endpoint can be made to tell it. */
const SOCKETS = 64;

/** One POST: no redirects, no proxy, ten seconds in all, nothing of the answer but its status. */
export function createSender(options: SenderOptions): Sender {
  const { rules, timeoutMilliseconds = TIMEOUT_MILLISECONDS } = options;
  const lookup = guardedLookup(rules);
  const kept = { keepAlive: true, maxSockets: SOCKETS, maxFreeSockets: SOCKETS, lookup };
  const http = new HttpAgent(kept);
  const https = new HttpsAgent(kept);

  const exchange = (
    url: URL,
    body: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<number> =>
    new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const call = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: 'POST',
          agent: secure ? https : http,
          signal,
          headers: {
            ...headers,
            'content-type': 'application/json; charset=utf-8',
            'content-length': String(Buffer.byteLength(body)),
            'user-agent': 'Bottega-Webhooks/1',
          },
        },
        (answer: IncomingMessage) => {
          resolve(answer.statusCode ?? 0);
          letGo(answer);
        },
      );
      call.on('error', reject);
      call.end(body);
    });

  return {
    async post(url, body, headers, signal) {
      const began = performance.now();
      const took = (): number => Math.round(performance.now() - began);
      const fault = addressFault(url, rules);
      if (fault !== null) return { status: null, failure: 'private', milliseconds: 0 };
      const limit = AbortSignal.timeout(timeoutMilliseconds);
      try {
        const status = await exchange(
          new URL(url),
          body,
          headers,
          AbortSignal.any([signal, limit]),
        );
        return { status, failure: failureOf(status), milliseconds: took() };
      } catch (error) {
        const failure = limit.aborted ? 'timeout' : signal.aborted ? 'cut' : wordFor(error);
        return { status: null, failure, milliseconds: took() };
      }
    },
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

const READ_BYTES = 16_384;

/** A short answer is swallowed, so that the connection can be used again; a long one is cut. */
function letGo(answer: IncomingMessage): void {
  let read = 0;
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > READ_BYTES) answer.destroy();
  });
  answer.on('error', () => undefined);
}

function failureOf(status: number): Failure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

function wordFor(error: unknown): Failure {
  if (error instanceof PrivateAddressError) return 'private';
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'unreachable';
}
