import { useRef, useState } from 'react';

export interface Latest<T> {
  /** As it is drawn. */
  readonly value: T;
  /** As it was left by whatever came last, drawn or not: what comes next is reckoned from this. */
  readonly latest: () => T;
  readonly keep: (next: T) => void;
}

/** State that scans change: two may come before the screen is drawn again, and neither is forgotten. */
export function useLatest<T>(first: T | (() => T)): Latest<T> {
  const [value, setValue] = useState(first);
  const newest = useRef(value);
  return {
    value,
    latest: () => newest.current,
    keep: (next) => {
      newest.current = next;
      setValue(() => next);
    },
  };
}
