import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../kernel/refusal.ts';
import { tooManyRequests } from '../kernel/problems.ts';
import { NOBODY, type Exchange } from './exchange.ts';

export interface RequestLimits {
  /** Of one person or program, unless the program's key says otherwise. */
  readonly perMinute: number;
  /** Of one network address without log-in. */
  readonly publicPerMinute: number;
}

export const USUAL_LIMITS: RequestLimits = { perMinute: 3_000, publicPerMinute: 600 };

/**
 * Keeps one caller from taking the place of all others. Counted in this process only: it protects the
 * machine. What protects secrets from being guessed is counted in the database (`auth/guesses.ts`).
 */
export function requestLimiter(limits: RequestLimits): (exchange: Exchange) => Promise<void> {
  const byRate = new Map<number, RateLimiterMemory>();
  const limiter = (perMinute: number): RateLimiterMemory => {
    let found = byRate.get(perMinute);
    if (!found) {
      found = new RateLimiterMemory({ points: perMinute, duration: 60 });
      byRate.set(perMinute, found);
    }
    return found;
  };
  return async ({ actor, request }) => {
    const rate =
      actor === NOBODY ? limits.publicPerMinute : (actor.requestsPerMinute ?? limits.perMinute);
    const who = actor === NOBODY ? `address:${request.ip ?? ''}` : `${actor.kind}:${actor.id}`;
    try {
      await limiter(rate).consume(who);
    } catch (error) {
      const { msBeforeNext } = error as RateLimiterRes;
      throw new Refusal(tooManyRequests, { retryAfter: Math.ceil(msBeforeNext / 1000) });
    }
  };
}
