import { useEffect, useRef } from 'react';
import { useGo } from '../address.ts';
import { useTypedKeys } from '../scan/handlers.ts';
import type { Screen } from '../screen.ts';

/** Keys that work on every screen: Ctrl K, F2, the F-keys of the screens, the question mark. */
export function useShellKeys(
  screens: readonly Screen[],
  covered: boolean,
  open: {
    readonly search: () => void;
    readonly camera: () => void;
    readonly shortcuts: () => void;
  },
): void {
  const go = useGo();
  const latest = useRef({ screens, open });
  latest.current = { screens, open };
  useTypedKeys((key) => {
    if (key === '?') latest.current.open.shortcuts();
    return key === '?';
  }, !covered);
  useEffect(() => {
    if (covered) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current;
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        now.open.search();
      } else if (plain && (event.key === 'F1' || event.key === 'F2')) {
        event.preventDefault();
        if (event.key === 'F1') now.open.shortcuts();
        else now.open.camera();
      } else if (plain && /^F\d+$/.test(event.key)) {
        const screen = now.screens.find(({ navigation }) => navigation?.key === event.key);
        if (!screen) return;
        event.preventDefault();
        go(screen.path);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go, covered]);
}
