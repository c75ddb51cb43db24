import type { GuessLimiter, GuessRule } from '../auth/guesses.ts';
import { refusalFrom } from '../db/errors.ts';
import type { Endpoint } from './contract.ts';
import { NOBODY, type Exchange } from './exchange.ts';

/** Answers by which somebody who tries codes learns that one was wrong. */
const MISSES = new Set([404, 422]);

const NEVER = { attempts: 0, seconds: 1 };

/** Serves an endpoint that limits its wrong answers; any other answer gives the attempt back. */
export async function countingGuesses(
  limiter: GuessLimiter,
  endpoint: Endpoint,
  exchange: Exchange,
  serve: () => Promise<void>,
): Promise<void> {
  const { guesses = NEVER, method, path } = endpoint;
  const rule: GuessRule = { name: `${method} ${path}`, ...guesses };
  const subject = guesserOf(exchange);
  await limiter.spend(rule, subject);
  let status = 500;
  try {
    await serve();
    status = exchange.response.statusCode;
  } catch (error) {
    status = refusalFrom(error)?.problem.status ?? 500;
    throw error;
  } finally {
    if (!MISSES.has(status)) await limiter.giveBack(rule, subject);
  }
}

function guesserOf({ actor, request }: Exchange): string {
  if (actor === NOBODY) return `address:${request.ip ?? ''}`;
  return actor.deviceId === null ? `${actor.kind}:${actor.id}` : `device:${actor.deviceId}`;
}
