import type { GuessLimiter, GuessRule } from '../auth/guesses.ts';
import { refusalFrom } from '../db/errors.ts';
import { tooManyRequests } from '../kernel/problems.ts';
import { Refusal, type ProblemType } from '../kernel/refusal.ts';
import type { Endpoint } from './contract.ts';
import { NOBODY, type Exchange } from './exchange.ts';

/** Answers by which somebody who tries codes learns that one was wrong. */
const MISSES = new Set([404, 422]);

const NEVER: NonNullable<Endpoint['guesses']> = { attempts: 0, seconds: 1 };

/** Serves an endpoint that limits its wrong answers; any other answer gives the attempt back. */
export async function countingGuesses(
  limiter: GuessLimiter,
  endpoint: Endpoint,
  exchange: Exchange,
  input: object,
  serve: () => Promise<void>,
): Promise<void> {
  const { guesses = NEVER, method, path } = endpoint;
  const about = guesses.about ? guesses.about(input) : '';
  if (about === null) return serve();
  const { attempts, seconds } = guesses;
  const rule: GuessRule = { name: `${method} ${path}`, attempts, seconds };
  const subject = [guesserOf(exchange), ...(about === '' ? [] : [about])].join(' ');
  const misses = guesses.misses ? new Set(guesses.misses) : MISSES;
  await spend(limiter, rule, subject, guesses.refusal);
  let status = 500;
  try {
    await serve();
    status = exchange.response.statusCode;
  } catch (error) {
    status = refusalFrom(error)?.problem.status ?? 500;
    throw error;
  } finally {
    if (!misses.has(status)) await limiter.giveBack(rule, subject);
  }
}

async function spend(
  limiter: GuessLimiter,
  rule: GuessRule,
  subject: string,
  inItsWords: ProblemType<{ readonly retryAfter: number }> | undefined,
): Promise<void> {
  try {
    await limiter.spend(rule, subject);
  } catch (error) {
    if (!inItsWords || !(error instanceof Refusal) || error.problem !== tooManyRequests)
      throw error;
    throw new Refusal(inItsWords, error.extension as { readonly retryAfter: number });
  }
}

function guesserOf({ actor, request }: Exchange): string {
  if (actor === NOBODY) return `address:${request.ip ?? ''}`;
  return actor.deviceId === null ? `${actor.kind}:${actor.id}` : `device:${actor.deviceId}`;
}
