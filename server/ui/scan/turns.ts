import { useCallback, useRef } from 'react';

/** Does one thing after the other, in the order they were asked for: the next begins when the last has ended. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** For scans that ask the server: however fast they come, each is answered before the next is asked. */
export function useTurns(): InTurn {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback((work) => {
    const turn = last.current.then(work);
    last.current = turn.catch(() => undefined);
    return turn;
  }, []);
}
