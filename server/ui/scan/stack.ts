import { useEffect, useRef, useState } from 'react';

interface Entry<L> {
  readonly order: number;
  readonly listener: L;
}

/** Those who listen, the innermost and last opened first. */
export interface ListenerStack<L> {
  readonly inOrder: () => readonly L[];
  readonly use: (listener: L, when: boolean) => void;
}

/**
 * A stack of React parts that listen. The order is the order in which they were first drawn: a parent is
 * drawn before what is in it, so a dialog hears before the screen it stands on.
 */
export function createListenerStack<A extends unknown[], R>(): ListenerStack<(...told: A) => R> {
  type Listener = (...told: A) => R;
  const entries = new Set<Entry<Listener>>();
  let drawn = 0;
  return {
    inOrder: () => [...entries].sort((a, b) => b.order - a.order).map(({ listener }) => listener),
    use(listener, when) {
      const [order] = useState(() => (drawn += 1));
      const latest = useRef(listener);
      latest.current = listener;
      useEffect(() => {
        if (!when) return undefined;
        const entry: Entry<Listener> = { order, listener: (...told) => latest.current(...told) };
        entries.add(entry);
        return () => void entries.delete(entry);
      }, [when, order]);
    },
  };
}
