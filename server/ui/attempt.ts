import type { CallOptions, ContractClient } from '../http/client.ts';
import type { Endpoint, InputOf, ReplyOf } from '../http/contract.ts';
import { isFinal, problemOf, type Problem } from './problem.ts';

export type Outcome<R> =
  | { readonly done: true; readonly reply: R }
  | { readonly done: false; readonly problem: Problem };

/** What a form wants done once: the key that makes it once, and what it was sent with. */
export interface Attempt {
  key: string;
  fingerprint: string | null;
}

export function newAttempt(): Attempt {
  return { key: crypto.randomUUID(), fingerprint: null };
}

/**
 * Sends a command under its key. While the outcome is unknown (nobody answered, or the server failed) the
 * same content goes again under the same key, so that it has one effect. Once the outcome is known, or for
 * other content, the next one gets a key of its own.
 */
export async function send<E extends Endpoint>(
  client: ContractClient,
  endpoint: E,
  input: InputOf<E>,
  attempt: Attempt,
  options: Pick<CallOptions, 'keepalive'> = {},
): Promise<Outcome<ReplyOf<E>>> {
  const fingerprint = JSON.stringify(input);
  if (attempt.fingerprint !== null && attempt.fingerprint !== fingerprint) startOver(attempt);
  attempt.fingerprint = fingerprint;
  try {
    const reply = await client.call(endpoint, input, { ...options, idempotencyKey: attempt.key });
    startOver(attempt);
    return { done: true, reply };
  } catch (error) {
    const problem = problemOf(error);
    if (isFinal(problem)) startOver(attempt);
    return { done: false, problem };
  }
}

function startOver(attempt: Attempt): void {
  Object.assign(attempt, newAttempt());
}
