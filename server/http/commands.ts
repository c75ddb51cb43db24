import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { refusalFrom, withRetries } from '../db/errors.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Endpoint } from './contract.ts';
import type { Exchange } from './exchange.ts';
import {
  claimKeys,
  keepAnswers,
  needsKey,
  requestKey,
  worthKeeping,
  type RequestKey,
} from './idempotency.ts';
import { problemBody } from './problem.ts';
import type { Answer } from './reply.ts';

/** A command as the mount sees it: types were checked where it was registered. */
export type CommandWork = (tx: Tx, input: object) => Promise<unknown>;

export interface CommandSurroundings {
  readonly db: Knex;
  readonly log: Logger;
  /** Told when a transaction is run again after a deadlock or the like. */
  readonly retried: () => void;
  /** Text of a reply, after the checks the tests ask for. */
  readonly replyText: (endpoint: Endpoint, reply: unknown) => string;
}

/**
 * One request, one transaction. With a key: the key's row first, then the work behind a savepoint,
 * then the answer beside the key — also when the answer is a refusal, which undoes the work only.
 */
export async function runCommand(
  around: CommandSurroundings,
  endpoint: Endpoint,
  work: CommandWork,
  exchange: Exchange,
  input: object,
): Promise<Answer> {
  const options = { requestId: exchange.requestId };
  const key = needsKey(endpoint) ? requestKey(endpoint, exchange, input) : null;
  const once = (): Promise<Answer> =>
    inTransaction(
      around.db,
      exchange.actor,
      async (tx) => {
        if (!key) return answerOf(around, endpoint, await work(tx, input));
        return underKey(around, endpoint, key, exchange, tx, (inner) => work(inner, input));
      },
      options,
    );
  return withRetries(once, (error) => {
    around.retried();
    around.log.warn({ err: error, requestId: exchange.requestId }, 'transaction tried again');
  });
}

async function underKey(
  around: CommandSurroundings,
  endpoint: Endpoint,
  key: RequestKey,
  exchange: Exchange,
  tx: Tx,
  work: (tx: Tx) => Promise<unknown>,
): Promise<Answer> {
  const [given] = await claimKeys(tx.sql, [key]);
  if (given instanceof Refusal) throw given;
  if (given) return given;
  const answer = await attempted(around, endpoint, exchange, tx, work);
  tx.atEnd((sql) => keepAnswers(sql, [[key, answer]]));
  return answer;
}

async function attempted(
  around: CommandSurroundings,
  endpoint: Endpoint,
  exchange: Exchange,
  tx: Tx,
  work: (tx: Tx) => Promise<unknown>,
): Promise<Answer> {
  try {
    return answerOf(around, endpoint, await tx.attempt(work));
  } catch (error) {
    const refusal = refusalFrom(error);
    if (!refusal || !worthKeeping(refusal)) throw error;
    return refusedAnswer(refusal, exchange);
  }
}

export function answerOf(around: CommandSurroundings, endpoint: Endpoint, reply: unknown): Answer {
  return { status: endpoint.status ?? 200, body: around.replyText(endpoint, reply) };
}

export function refusedAnswer(refusal: Refusal, exchange: Exchange): Answer {
  return { status: refusal.problem.status, body: problemBody(refusal, exchange) };
}
