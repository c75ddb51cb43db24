import type { Request, Response } from 'express';
import type { Actor } from '../auth/actor.ts';
import type { Read, Tx } from '../db/transaction.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Endpoint, InputOf, ReplyOf } from './contract.ts';

/** One of several requests that share a transaction: each keeps its own actor and its own result. */
export interface BatchedRequest<E> {
  readonly actor: Actor;
  readonly requestId: string;
  readonly input: InputOf<E>;
}

/** A refusal in a batch is a row of the result: it rolls nothing back, and others go on. */
export type BatchedResult<E> = { readonly reply: ReplyOf<E> } | { readonly refusal: Refusal };

/**
 * Where a module hangs its endpoints. Authentication, policy, validation, idempotency, transaction,
 * problem answers and metrics are done here, once, for all.
 */
export interface Routes {
  /** A read: `(read, input) → reply`. */
  query<E extends Endpoint>(
    endpoint: E,
    work: (read: Read, input: InputOf<E>) => Promise<ReplyOf<E>>,
  ): void;
  /**
   * A read that a live screen starts from: runs in one REPEATABLE READ transaction and is answered
   * as `{ view, cursor }`; the endpoint's reply is `liveView(…)`.
   */
  view<E extends Endpoint>(
    endpoint: E,
    work: (read: Read, input: InputOf<E>) => Promise<ViewOf<E>>,
    /**
     * For a view that is dear to make and depends on nothing but its input, whoever asks: its text is
     * kept in the process and sent again while this mark, asked each time, is the same. The mark must
     * change whenever the view does.
     */
    mark?: (read: Read, input: InputOf<E>) => Promise<string>,
  ): void;
  /** A write: `(tx, input) → reply`, one request in one transaction, refusals thrown. */
  command<E extends Endpoint>(
    endpoint: E,
    work: (tx: Tx, input: InputOf<E>) => Promise<ReplyOf<E>>,
  ): void;
  /** Placing holds: concurrent requests share one transaction. One result per request, in order. */
  batched<E extends Endpoint>(
    endpoint: E,
    work: (tx: Tx, requests: readonly BatchedRequest<E>[]) => Promise<readonly BatchedResult<E>[]>,
  ): void;
  /** Files, uploads, cookies: the handler answers by itself. Policy and validation still hold. */
  raw<E extends Endpoint>(
    endpoint: E,
    handler: (exchange: {
      request: Request;
      response: Response;
      /** For the audit rows of a transaction the handler opens by itself. */
      requestId: string;
      read: Read;
      input: InputOf<E>;
    }) => Promise<void>,
  ): void;
}

export type ViewOf<E> = ReplyOf<E> extends { view: infer V } ? V : never;
