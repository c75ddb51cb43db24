import { systemActor } from '../auth/actor.ts';
import { refusalFrom, withRetries } from '../db/errors.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { answerOf, refusedAnswer, type CommandSurroundings } from './commands.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import {
  claimKeys,
  dropKeys,
  isKeyTaken,
  keepAnswers,
  storeAnswers,
  worthKeeping,
  type RequestKey,
} from './idempotency.ts';
import type { Answer } from './reply.ts';
import type { BatchedRequest } from './routes.ts';

export type BatchedWork = (
  tx: Tx,
  requests: readonly BatchedRequest<Endpoint>[],
) => Promise<readonly ({ readonly reply: unknown } | { readonly refusal: Refusal })[]>;

/** A request that has passed its policy and its contract and now waits for a transaction. */
export interface Asked {
  readonly exchange: Exchange;
  readonly input: object;
  readonly key: RequestKey;
}

/** Whoever opens a transaction for several callers; what they do is recorded in their own names. */
const BATCH = systemActor('batch');

/**
 * All requests in one transaction. First as if each were new, with the keys written last beside their
 * answers: that is nearly always so, and costs one statement and one row version less. When a key
 * turns out to be taken, nothing has been done, and it is done again with the keys claimed first.
 * `ending` is called when all that is left travels with the commit.
 */
export async function together(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: BatchedWork,
  asked: readonly Asked[],
  ending: () => void,
): Promise<readonly (Answer | Refusal)[]> {
  try {
    return await inTransaction(around.db, BATCH, async (tx) => {
      const { answers, kept } = await worked(around, endpoint, work, asked, tx);
      tx.atEnd((sql) => {
        ending();
        return storeAnswers(sql, kept);
      });
      return answers;
    });
  } catch (error) {
    if (isKeyTaken(error)) {
      return inTransaction(around.db, BATCH, (tx) => claimed(around, endpoint, work, asked, tx));
    }
    around.log.warn(
      { err: error, requests: asked.map(({ exchange }) => exchange.requestId) },
      'a batch failed: each of its requests is tried alone',
    );
    throw error;
  }
}

/** As an ordinary command: a refusal that is thrown after all undoes this request only and is kept. */
export function alone(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: BatchedWork,
  asked: Asked,
): Promise<Answer | Refusal> {
  const { actor, requestId } = asked.exchange;
  const refusing: BatchedWork = async (outer, requests) => {
    try {
      return await outer.attempt((inner) => work(inner, requests));
    } catch (error) {
      const refusal = refusalFrom(error);
      if (!refusal || refusal.problem.status >= 500) throw error;
      return [{ refusal }];
    }
  };
  const once = async (tx: Tx): Promise<Answer | Refusal> => {
    const [answer] = await claimed(around, endpoint, refusing, [asked], tx);
    return answer!;
  };
  return withRetries(() => inTransaction(around.db, actor, once, { requestId }), around.retried);
}

/** Takes the keys first: what was answered before is answered again, the rest is worked on. */
async function claimed(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: BatchedWork,
  asked: readonly Asked[],
  tx: Tx,
): Promise<readonly (Answer | Refusal)[]> {
  const given = await claimKeys(
    tx.sql,
    asked.map(({ key }) => key),
  );
  const fresh = asked.filter((_, place) => given[place] === null);
  const { answers, kept, passing } = await worked(around, endpoint, work, fresh, tx);
  tx.atEnd((sql) => keepAnswers(sql, kept));
  tx.atEnd((sql) => dropKeys(sql, passing));
  let next = 0;
  return given.map((before) => before ?? answers[next++]!);
}

interface Worked {
  /** One each, in order. */
  readonly answers: readonly (Answer | Refusal)[];
  readonly kept: readonly (readonly [RequestKey, Answer])[];
  /** Of refusals that may be others next time. */
  readonly passing: readonly RequestKey[];
}

async function worked(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: BatchedWork,
  asked: readonly Asked[],
  tx: Tx,
): Promise<Worked> {
  if (asked.length === 0) return { answers: [], kept: [], passing: [] };
  const results = await work(
    tx,
    asked.map(({ exchange, input }) => ({
      actor: exchange.actor,
      requestId: exchange.requestId,
      input: input as never,
    })),
  );
  if (results.length !== asked.length) throw new Error('a batch answers each of its requests');
  const kept: [RequestKey, Answer][] = [];
  const passing: RequestKey[] = [];
  const answers = results.map((result, place): Answer | Refusal => {
    const { exchange, key } = asked[place]!;
    if ('refusal' in result && !worthKeeping(result.refusal)) {
      passing.push(key);
      return result.refusal;
    }
    const answer =
      'refusal' in result
        ? refusedAnswer(result.refusal, exchange)
        : answerOf(around, endpoint, result.reply);
    kept.push([key, answer]);
    return answer;
  });
  return { answers, kept, passing };
}
