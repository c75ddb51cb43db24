import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Endpoint } from './contract.ts';
import { problemBody } from './problem.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Exchange } from './exchange.ts';
import { replyComplaint } from './validation.ts';

const compress = promisify(gzip);

/** Smaller answers travel in a packet or two whatever is done to them. */
const WORTH_COMPRESSING = 4_096;

/**
 * A sign beyond Latin-1, such as `€` or `“`. Node writes a text with one at half the speed of its bytes; a
 * text without one it writes faster as it is, and there the engine of expressions does not even look.
 */
const WIDE = /[^\u0000-\u00ff]/;

/** On every answer of the API, which is read by programs and never rendered. */
const ALWAYS: OutgoingHttpHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** A status and a body that is already text: what is sent, and what is stored under an idempotency key. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly replayed?: true;
}

/** Makes a reply's text; in tests also makes sure that it keeps the contract's promise. */
export function replyWriter(check: boolean): (endpoint: Endpoint, reply: unknown) => string {
  if (!check) return (_, reply) => JSON.stringify(reply);
  return (endpoint, reply) => {
    const text = JSON.stringify(reply);
    const complaint = replyComplaint(endpoint.reply, JSON.parse(text));
    if (complaint) throw new Error(`${endpoint.method} ${endpoint.path} replied: ${complaint}`);
    return text;
  };
}

/** Sends a successful answer or a stored one. */
export async function sendAnswer(
  exchange: Exchange,
  answer: Answer,
  headers: OutgoingHttpHeaders = {},
): Promise<void> {
  const problem = answer.status >= 400;
  const all: OutgoingHttpHeaders = {
    ...ALWAYS,
    'X-Request-Id': exchange.requestId,
    'Content-Type': problem ? 'application/problem+json' : 'application/json; charset=utf-8',
    ...headers,
  };
  if (answer.replayed) all['Idempotency-Replayed'] = 'true';
  await send(exchange, answer.status, answer.body, all);
}

/** Sends a refusal as problem+json in the reader's language. */
export async function sendRefusal(exchange: Exchange, refusal: Refusal): Promise<void> {
  const { status } = refusal.problem;
  const headers: OutgoingHttpHeaders = {};
  const { retryAfter } = refusal.extension as { retryAfter?: unknown };
  if (typeof retryAfter === 'number') headers['Retry-After'] = String(Math.ceil(retryAfter));
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="bottega"';
  // What is still being sent of an oversized body is not waited for.
  if (status === 413) headers['Connection'] = 'close';
  await sendAnswer(exchange, { status, body: problemBody(refusal, exchange) }, headers);
}

/** Does whoever asks take compressed answers? */
export function takesGzip({ request }: Exchange): boolean {
  return request.headers['accept-encoding']?.includes('gzip') === true;
}

/** Sends a successful answer that is compressed already. */
export async function sendPacked({ response, requestId }: Exchange, packed: Buffer): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  response
    .writeHead(200, {
      ...ALWAYS,
      'X-Request-Id': requestId,
      'Content-Type': 'application/json; charset=utf-8',
      ...packedHeaders(packed),
    })
    .end(packed);
}

function packedHeaders(packed: Buffer): OutgoingHttpHeaders {
  return {
    'Content-Encoding': 'gzip',
    Vary: 'Accept-Encoding',
    'Content-Length': packed.length,
  };
}

async function send(
  exchange: Exchange,
  status: number,
  body: string,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const { response } = exchange;
  if (response.headersSent || response.destroyed) return;
  if (body.length >= WORTH_COMPRESSING && takesGzip(exchange)) {
    const packed = await compress(body, { level: 3 });
    response.writeHead(status, { ...headers, ...packedHeaders(packed) }).end(packed);
    return;
  }
  const sent = WIDE.test(body) ? Buffer.from(body) : body;
  headers['Content-Length'] = Buffer.byteLength(sent);
  response.writeHead(status, headers).end(sent);
}
