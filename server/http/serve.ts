import type { IncomingHttpHeaders } from 'node:http';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Actor } from '../auth/actor.ts';
import type { GuessLimiter } from '../auth/guesses.ts';
import { refusalFrom } from '../db/errors.ts';
import { Refusal } from '../kernel/refusal.ts';
import { methodNotAllowed, notFound, unexpected } from '../kernel/problems.ts';
import { Gone } from './body.ts';
import { exchangeOf, identify, type Exchange } from './exchange.ts';
import { countingGuesses } from './guessing.ts';
import { readInput, undecodable } from './input.ts';
import type { Mounted } from './mount.ts';
import { admit, admitThere } from './policy.ts';
import { sendRefusal } from './reply.ts';
import { refuseCrossSite } from './security.ts';
import type { RouteTable } from './table.ts';

/**
 * Who sent these headers: a session cookie, an API key, or nobody. Also asked by the live handshake,
 * where nobody acts: a screen that only watches does not keep its session alive.
 */
export type Authenticate = (headers: IncomingHttpHeaders, how?: 'acting') => Promise<Actor | null>;

/** Refuses when it is not the person's own PIN, and counts the wrong ones. */
export type ConfirmPin = (actor: Actor, pin: string, requestId: string) => Promise<void>;

/** One answered request, for the access log and the metrics. */
export interface Served {
  readonly method: string;
  /** The template (`/api/base/items/:itemId`), never the address: metrics keep few series. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly requestId: string;
  readonly actorId: string | null;
}

export interface ServeSurroundings {
  readonly table: RouteTable<Mounted>;
  readonly log: Logger;
  readonly authenticate: Authenticate;
  readonly limit: (exchange: Exchange) => Promise<void>;
  readonly guesses: GuessLimiter;
  readonly confirmPin: ConfirmPin;
  readonly observe: (served: Served) => void;
}

/** Pages about the API, which live under its address. */
const DOCUMENTS = /^\/api\/(docs|openapi\.json)([/?]|$)/;

/** Answers everything under `/api/`; the rest goes on to pages. */
export function serveApi(around: ServeSurroundings): RequestHandler {
  return (request, response, next) => {
    const { url } = request;
    if (!url.startsWith('/api/') || DOCUMENTS.test(url)) {
      next();
      return;
    }
    const exchange = exchangeOf(request, response);
    const end = url.indexOf('?');
    const match = around.table.find(request.method, end === -1 ? url : url.slice(0, end));
    const mounted = typeof match === 'object' && 'route' in match ? match : null;
    const answered = mounted
      ? answer(around, exchange, mounted.route, mounted.params)
      : Promise.reject<void>(unmatched(exchange, match as never));
    const path = mounted?.route.endpoint.path ?? '/api/*';
    void answered
      .catch((error: unknown) => refuse(around.log, exchange, path, error))
      .then(() => around.observe(servedOf(exchange, path)));
  };
}

/** Who, how often, may they at all, what exactly, may they there — then the work. */
async function answer(
  around: ServeSurroundings,
  exchange: Exchange,
  { endpoint, serve }: Mounted,
  params: Readonly<Record<string, string>>,
): Promise<void> {
  const { request } = exchange;
  const actor = await around.authenticate(request.headers, 'acting');
  if (actor) identify(exchange, actor);
  await around.limit(exchange);
  if (exchange.actor.sessionId !== null && endpoint.method !== 'GET') {
    refuseCrossSite(request.headers, request.host);
  }
  admit(endpoint, exchange.actor);
  const input = await readInput(endpoint, exchange, params);
  admitThere(endpoint, exchange.actor, input);
  if (endpoint.pin) await proven(around, exchange, input);
  if (endpoint.guesses === undefined) await serve(exchange, input);
  else
    await countingGuesses(around.guesses, endpoint, exchange, input, () => serve(exchange, input));
}

/** The PIN is taken out of the input: neither the command nor the key that is kept of it knows it. */
async function proven(
  { confirmPin }: ServeSurroundings,
  { actor, requestId }: Exchange,
  input: { pin?: unknown },
): Promise<void> {
  const { pin } = input;
  delete input.pin;
  await confirmPin(actor, String(pin), requestId);
}

function unmatched(
  exchange: Exchange,
  match: 'undecodable' | { readonly allowed: readonly string[] },
): Refusal {
  if (match === 'undecodable') return undecodable(exchange.language);
  if (match.allowed.length > 0) {
    exchange.response.setHeader('Allow', [...new Set(match.allowed)].sort().join(', '));
    return new Refusal(methodNotAllowed, {});
  }
  return new Refusal(notFound, {
    what: { it: 'questo indirizzo', en: 'this address' },
  }) as unknown as Refusal;
}

/**
 * The one place where an error becomes an answer. What is not a refusal is ours: logged, not told. Logged is
 * the template and never the address: a customer's link opens the order for whoever reads it.
 */
async function refuse(
  log: Logger,
  exchange: Exchange,
  path: string,
  error: unknown,
): Promise<void> {
  if (error instanceof Gone) return;
  const { request, response, requestId } = exchange;
  const refusal = refusalFrom(error) ?? new Refusal(unexpected, {});
  if (refusal.problem.status >= 500) {
    log.error({ err: error, requestId, method: request.method, path }, 'failed');
  }
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  await sendRefusal(exchange, refusal);
}

function servedOf(
  { request, response, requestId, startedAt, actor }: Exchange,
  path: string,
): Served {
  return {
    method: request.method,
    path,
    status: response.statusCode,
    milliseconds: performance.now() - startedAt,
    requestId,
    actorId: actor.kind === 'client' && actor.id === 'nobody' ? null : actor.id,
  };
}

/** What nobody answered, and what broke outside the API. */
export function lastWord(app: Express, log: Logger): void {
  app.use((request, response) => {
    const exchange = exchangeOf(request, response);
    void sendRefusal(exchange, unmatched(exchange, { allowed: [] }));
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    void refuse(log, exchangeOf(request, response), '/*', clientsFault(error) ?? error);
  });
}

/** Express itself throws these: an address that cannot be decoded, a path outside the folder of files. */
function clientsFault(error: unknown): Refusal | null {
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  if (status === 400) return undecodable('it');
  if (status === 404 || status === 403)
    return new Refusal(notFound, { what: { it: 'questa pagina', en: 'this page' } }) as never;
  return null;
}
