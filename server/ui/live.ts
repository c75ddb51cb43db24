import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import type { Cursor } from '../events/event.ts';
import type { Endpoint, InputOf, ReplyOf } from '../http/contract.ts';
import type { LiveClient, Subscription } from '../live/client.ts';
import type { LiveEvent } from '../live/protocol.ts';
import { keyOf, readingOf, useClient, type QueryOptions, type Reading } from './contract.ts';

/** What a live endpoint answers: the view, and the place in the feed that it was read at. */
export interface LiveReply<V> {
  readonly view: V;
  readonly cursor: Cursor;
}

type ViewOf<E> = ReplyOf<E> extends { view: infer V } ? V : never;

/** `fetch-again`: the event does not carry what the view shows; the view is read again, soon. */
export type LiveReducer<V> = (view: V, event: LiveEvent) => V | 'fetch-again';

interface Held {
  holders: number;
  /** One for each room of the view. */
  readonly subscriptions: readonly Subscription[];
  again: ReturnType<typeof setTimeout> | undefined;
}

/** Many events may each ask to read again: one reading serves those of a moment. */
const AGAIN_AFTER_MS = 150;

/**
 * One subscription for each view, however many parts of the page show it: two would apply each event
 * twice to the one copy they share.
 */
export interface LiveViews {
  hold<V>(view: {
    readonly key: readonly unknown[];
    readonly rooms: readonly string[];
    readonly cursor: Cursor;
    readonly apply: LiveReducer<V>;
    readonly onRefused: () => void;
  }): () => void;
  /** A snapshot came: go on from its cursor. */
  snapshot(key: readonly unknown[], cursor: Cursor): void;
  holds(key: readonly unknown[]): boolean;
}

export function createLiveViews(queries: QueryClient, live: LiveClient): LiveViews {
  const held = new Map<string, Held>();
  const nameOf = (key: readonly unknown[]) => JSON.stringify(key);

  function fetchSoon(key: readonly unknown[]): void {
    const entry = held.get(nameOf(key));
    if (!entry || entry.again !== undefined) return;
    entry.again = setTimeout(() => {
      entry.again = undefined;
      // One already on its way is not cut off: what it misses is replayed from its cursor.
      void queries.refetchQueries({ queryKey: key, exact: true }, { cancelRefetch: false });
    }, AGAIN_AFTER_MS);
  }

  function onBatch<V>(
    key: readonly unknown[],
    apply: LiveReducer<V>,
    events: readonly LiveEvent[],
    alone: boolean,
  ): void {
    const old = queries.getQueryData<LiveReply<V>>(key);
    if (!old) return fetchSoon(key);
    const result = applyAll(old, events, apply);
    if (result === 'fetch-again') return fetchSoon(key);
    // Of several rooms the slowest may still stand at the snapshot: from there is what is replayed.
    const { cursor } = alone ? result : old;
    queries.setQueryData<LiveReply<V>>(key, { view: result.view, cursor });
  }

  return {
    hold({ key, rooms, cursor, apply, onRefused }) {
      const name = nameOf(key);
      const entry = held.get(name);
      if (entry) entry.holders += 1;
      else {
        const subscriptions = rooms.map((room) =>
          live.subscribe(room, cursor, {
            onBatch: (events) => onBatch(key, apply, events, rooms.length === 1),
            onFetchAgain: () => fetchSoon(key),
            onRefused,
          }),
        );
        held.set(name, { holders: 1, subscriptions, again: undefined });
      }
      return () => {
        const last = held.get(name);
        if (!last) return;
        last.holders -= 1;
        if (last.holders > 0) return;
        clearTimeout(last.again);
        for (const subscription of last.subscriptions) subscription.close();
        held.delete(name);
      };
    },
    snapshot: (key, cursor) => {
      for (const subscription of held.get(nameOf(key))?.subscriptions ?? []) {
        subscription.resume(cursor);
      }
    },
    holds: (key) => held.has(nameOf(key)),
  };
}

/** The events applied in order, or the wish to read the view again. */
export function applyAll<V>(
  reply: LiveReply<V>,
  events: readonly LiveEvent[],
  apply: LiveReducer<V>,
): LiveReply<V> | 'fetch-again' {
  let { view, cursor } = reply;
  for (const event of events) {
    const next = apply(view, event);
    if (next === 'fetch-again') return 'fetch-again';
    view = next;
    ({ cursor } = event);
  }
  return { view, cursor };
}

export const LiveContext = createContext<LiveViews | null>(null);

function useLiveViews(): LiveViews {
  const views = useContext(LiveContext);
  if (!views) throw new Error('a live screen stands inside the shell, which brings the connection');
  return views;
}

/**
 * A view that follows the shop without reload: fetched once with its cursor, then kept by the events of
 * `room`, or of several: rooms run apart, so `apply` must not mind an event twice or out of step with
 * another stream. `apply` is the pure reducer of the room's `live.ts`; define it outside the component.
 */
export function useLiveView<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  room: string | readonly string[],
  apply: LiveReducer<ViewOf<E>>,
  options: Pick<QueryOptions, 'when'> = {},
): Reading<ViewOf<E>> {
  const client = useClient();
  const queries = useQueryClient();
  const views = useLiveViews();
  const [refused, setRefused] = useState(false);
  const key = keyOf(endpoint, input);
  const name = JSON.stringify(key);
  const rooms = JSON.stringify(typeof room === 'string' ? [room] : room);
  const when = options.when ?? true;
  const query = useQuery({
    queryKey: key,
    enabled: when,
    queryFn: async ({ signal }) => {
      const reply = (await client.call(endpoint, input, { signal })) as LiveReply<ViewOf<E>>;
      views.snapshot(key, reply.cursor);
      return reply;
    },
    // While somebody holds the view it is as fresh as can be.
    staleTime: () => (views.holds(key) && !refused ? Infinity : 0),
  });
  const there = query.data !== undefined;
  useEffect(() => {
    const reply = queries.getQueryData<LiveReply<ViewOf<E>>>(JSON.parse(name) as unknown[]);
    if (!when || !reply) return undefined;
    return views.hold<ViewOf<E>>({
      key: JSON.parse(name) as unknown[],
      rooms: JSON.parse(rooms) as string[],
      cursor: reply.cursor,
      apply,
      onRefused: () => setRefused(true),
    });
  }, [views, queries, name, rooms, apply, when, there]);
  const reading = readingOf(query);
  return { ...reading, data: reading.data?.view };
}
