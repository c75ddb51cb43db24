import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ContractClient } from '../http/client.ts';
import type { Endpoint, InputOf, ReplyOf } from '../http/contract.ts';
import { newAttempt, send as sendOnce, type Attempt, type Outcome } from './attempt.ts';
import { useConnection } from './connection.ts';
import { inTurn } from './in-turn.ts';
import { offlineProblem, problemOf, type Problem } from './problem.ts';

/** Calls an endpoint by its contract: the only road from a screen to the server. */
export type Client = ContractClient;

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('a screen stands inside the shell, which brings the client');
  return client;
}

/** What a screen knows of something it reads. Old data stays while new data is on its way. */
export interface Reading<T> {
  readonly data: T | undefined;
  readonly state: 'loading' | 'ready' | 'failed';
  /** When `data` was read; null while there is none. */
  readonly asOf: Date | null;
  /** Also set when old data is still shown. */
  readonly problem: Problem | null;
  readonly refreshing: boolean;
  readonly retry: () => void;
}

export interface QueryOptions {
  /** False while a needed input is not there yet. */
  readonly when?: boolean;
  /** How long an answer is good enough without asking again; 30 unless said. */
  readonly freshSeconds?: number;
  /** Asks again by itself this often, as long as the page is looked at: figures that move by themselves. */
  readonly everySeconds?: number;
  /** Show the answer to the previous input until the new one is there: lists that are filtered, never details. */
  readonly keepPrevious?: boolean;
}

export function keyOf(endpoint: Endpoint, input: unknown): readonly unknown[] {
  return [endpoint.method, endpoint.path, input];
}

/** Turns TanStack Query's view of a query into ours. */
export function readingOf<T>(query: UseQueryResult<T>): Reading<T> {
  const stuck = query.data === undefined && query.fetchStatus === 'paused';
  const problem = query.error ? problemOf(query.error) : stuck ? offlineProblem() : null;
  const state = query.data !== undefined ? 'ready' : problem ? 'failed' : 'loading';
  return {
    data: query.data,
    state,
    asOf: query.dataUpdatedAt > 0 ? new Date(query.dataUpdatedAt) : null,
    problem,
    refreshing: query.isFetching,
    retry: () => void query.refetch(),
  };
}

/** Reads an endpoint, keeps the answer for other screens and for the time without network. */
export function useQueryOf<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: QueryOptions = {},
): Reading<ReplyOf<E>> {
  const client = useClient();
  const query = useQuery<ReplyOf<E>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => client.call(endpoint, input, { signal }),
    enabled: options.when ?? true,
    staleTime: (options.freshSeconds ?? 30) * 1000,
    ...(options.everySeconds ? { refetchInterval: options.everySeconds * 1000 } : {}),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
  return readingOf(query);
}

/** Reads again whatever was read from these endpoints, with any input. */
export function refresh(queries: QueryClient, endpoints: readonly Endpoint[]): Promise<unknown> {
  return Promise.all(
    endpoints.map(({ method, path }) => queries.invalidateQueries({ queryKey: [method, path] })),
  );
}

export interface Command<E extends Endpoint> {
  /**
   * Never throws: a refusal is an outcome, and also stands in `problem`. The same again while it is on its
   * way does nothing new; other content goes after it, and gets an outcome of its own.
   */
  readonly send: (input: InputOf<E>) => Promise<Outcome<ReplyOf<E>>>;
  /** Until the last of those that wait for each other is done. */
  readonly pending: boolean;
  /** What was refused last; it stays while others follow by themselves, and goes with the next press. */
  readonly problem: Problem | null;
  /** The server cannot be reached: show «Serve la rete» beside the disabled button. */
  readonly offline: boolean;
  readonly forget: () => void;
}

/**
 * A command with its Idempotency-Key. The key is made when the form opens and kept as long as the
 * outcome is unknown, so a double tap or a retry after a cut connection has one effect. After a success
 * or a refusal, and for other content, the next attempt gets a new one.
 */
export function useCommandOf<E extends Endpoint>(
  endpoint: E,
  options: {
    readonly refreshes?: readonly Endpoint[];
    readonly onDone?: (reply: ReplyOf<E>) => void;
  } = {},
): Command<E> {
  const client = useClient();
  const queries = useQueryClient();
  const { online } = useConnection();
  const attempt = useRef<Attempt>(newAttempt());
  const { mutateAsync } = useMutation<Outcome<ReplyOf<E>>, Error, InputOf<E>>({
    networkMode: 'always',
    mutationFn: (input) => sendOnce(client, endpoint, input, attempt.current),
    onSuccess: async (outcome) => {
      if (outcome.done) options.onDone?.(outcome.reply);
      if (options.refreshes) await refresh(queries, options.refreshes);
    },
  });
  const { watch, pending, problem, forget } = useStanding();
  const send = useMemo(() => {
    const sendInTurn = inTurn((input: InputOf<E>) => mutateAsync(input));
    return (input: InputOf<E>) => watch(sendInTurn(input));
  }, [mutateAsync, watch]);
  return { send, pending, problem, offline: !online, forget };
}

/** How the commands that were sent stand, also when one waits for another. */
function useStanding() {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const underWay = useRef(new Set<Promise<unknown>>());
  const watch = useCallback(<R>(sent: Promise<Outcome<R>>): Promise<Outcome<R>> => {
    const those = underWay.current;
    if (those.has(sent)) return sent;
    if (those.size === 0) setProblem(null);
    those.add(sent);
    setPending(true);
    const ended = (refusal: Problem | null): void => {
      // Forgotten meanwhile: nobody looks at it any more.
      if (those !== underWay.current) return;
      those.delete(sent);
      if (refusal !== null) setProblem(refusal);
      if (those.size === 0) setPending(false);
    };
    sent.then(
      (outcome) => ended(outcome.done ? null : outcome.problem),
      () => ended(null),
    );
    return sent;
  }, []);
  const forget = useCallback(() => {
    underWay.current = new Set();
    setPending(false);
    setProblem(null);
  }, []);
  return { watch, pending, problem, forget };
}
