import { systemActor } from '../auth/actor.ts';
import { refusalFrom, withRetries } from '../db/errors.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { Refusal } from '../kernel/refusal.ts';
import { Batcher, type BatchLimits } from './batcher.ts';
import { answerOf, refusedAnswer, type CommandSurroundings } from './commands.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import {
  claimKeys,
  dropKeys,
  keepAnswers,
  nameOf,
  replay,
  requestKey,
  worthKeeping,
  type RequestKey,
} from './idempotency.ts';
import type { Answer } from './reply.ts';
import type { BatchedRequest } from './routes.ts';

type Work = (
  tx: Tx,
  requests: readonly BatchedRequest<Endpoint>[],
) => Promise<readonly ({ readonly reply: unknown } | { readonly refusal: Refusal })[]>;

/** A request that has passed its policy and its contract and now waits for a transaction. */
interface Asked {
  readonly exchange: Exchange;
  readonly input: object;
  readonly key: RequestKey;
}

/** Whoever opens a transaction for several callers; what they do is recorded in their own names. */
const BATCH = systemActor('batch');

/**
 * One endpoint whose concurrent requests share transactions. Each keeps its own actor, key and answer,
 * and gets exactly what it would have got alone.
 */
export function batchedCommand(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: Work,
  limits?: BatchLimits,
): (exchange: Exchange, input: object) => Promise<Answer> {
  const underWay = new Map<
    string,
    { readonly key: RequestKey; readonly answer: Promise<Answer> }
  >();
  const batcher = new Batcher<Asked, Answer | Refusal>(
    {
      together: (asked) => shared(around, endpoint, work, asked),
      alone: (asked) => alone(around, endpoint, work, asked),
    },
    limits,
  );
  const submit = async (asked: Asked): Promise<Answer> => {
    const answer = await batcher.submit(asked);
    if (answer instanceof Refusal) throw answer;
    return answer;
  };
  return async (exchange, input) => {
    const asked: Asked = { exchange, input, key: requestKey(endpoint, exchange, input) };
    const name = nameOf(asked.key);
    // The same request again while the first is under way: one batch cannot hold a key twice.
    for (let first = underWay.get(name); first; first = underWay.get(name)) {
      const given = await first.answer.catch(() => null);
      if (!given) continue;
      const repeated = replay(asked.key, first.key, given);
      if (repeated instanceof Refusal) throw repeated;
      return repeated;
    }
    const answer = submit(asked).finally(() => underWay.delete(name));
    underWay.set(name, { key: asked.key, answer });
    return answer;
  };
}

async function shared(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: Work,
  asked: readonly Asked[],
): Promise<readonly (Answer | Refusal)[]> {
  try {
    return await inTransaction(around.db, BATCH, (tx) =>
      answered(around, endpoint, work, asked, tx),
    );
  } catch (error) {
    around.log.warn(
      { err: error, requests: asked.map(({ exchange }) => exchange.requestId) },
      'a batch failed: each of its requests is tried alone',
    );
    throw error;
  }
}

/** As an ordinary command: a refusal that is thrown after all undoes this request only and is kept. */
function alone(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: Work,
  asked: Asked,
): Promise<Answer | Refusal> {
  const { actor, requestId } = asked.exchange;
  return withRetries(
    () =>
      inTransaction(
        around.db,
        actor,
        async (tx) => {
          const refusing: Work = async (outer, requests) => {
            try {
              return await outer.attempt((inner) => work(inner, requests));
            } catch (error) {
              const refusal = refusalFrom(error);
              if (!refusal || refusal.problem.status >= 500) throw error;
              return [{ refusal }];
            }
          };
          const [answer] = await answered(around, endpoint, refusing, [asked], tx);
          return answer!;
        },
        { requestId },
      ),
    around.retried,
  );
}

async function answered(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: Work,
  asked: readonly Asked[],
  tx: Tx,
): Promise<readonly (Answer | Refusal)[]> {
  const given = await claimKeys(
    tx.sql,
    asked.map(({ key }) => key),
  );
  const fresh = asked.filter((_, place) => given[place] === null);
  if (fresh.length === 0) return given as readonly (Answer | Refusal)[];
  const results = await work(
    tx,
    fresh.map(({ exchange, input }) => ({
      actor: exchange.actor,
      requestId: exchange.requestId,
      input: input as never,
    })),
  );
  if (results.length !== fresh.length) throw new Error('a batch answers each of its requests');
  const kept: [RequestKey, Answer][] = [];
  const passing: RequestKey[] = [];
  const made = results.map((result, place): Answer | Refusal => {
    const { exchange, key } = fresh[place]!;
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
  await keepAnswers(tx.sql, kept);
  await dropKeys(tx.sql, passing);
  let next = 0;
  return given.map((before) => before ?? made[next++]!);
}
