import { useEffect } from 'react';

const LOOK_AGAIN_MS = 1_000;

/** Calls again and again while the server is at work on something that no live room tells of. */
export function useLookAgain(underWay: boolean, look: () => void): void {
  useEffect(() => {
    if (!underWay) return undefined;
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- `look` is new at every drawing and the same
  }, [underWay]);
}
