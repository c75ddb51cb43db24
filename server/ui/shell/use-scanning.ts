import { useCallback, useEffect, useRef } from 'react';
import { useGo } from '../address.ts';
import { useCopy } from '../copy.ts';
import { soundAccepted, soundRefused } from '../kit/sounds.ts';
import { useText } from '../language.ts';
import { clearTold, offerToScreen, tellScan, tellTyped } from '../scan/handlers.ts';
import { isBrokenCode, readScan } from '../scan/read.ts';
import type { Scan } from '../scan/scan.ts';
import { listenForScans } from '../scan/wedge.ts';
import type { Screen } from '../screen.ts';
import { shellCopy } from './copy.ts';

async function ignore(): Promise<void> {}

/**
 * What happens to every scan: the open screen is asked first, then the screens that want this kind of
 * code, then the search. Returns how to hand in a scan that came by camera or by hand.
 */
export function useScanning(
  screens: readonly Screen[],
  search: (text: string) => void,
  /** Somebody is logging in over the work: no scan reaches it. */
  covered: boolean,
): (text: string, from: Scan['from']) => void {
  const t = useCopy(shellCopy);
  const say = useText();
  const go = useGo();
  const take = useCallback(
    async (text: string, from: Scan['from']) => {
      clearTold();
      const scan = readScan(text, from);
      const result = await offerToScreen(scan);
      if (result.outcome === 'accepted') soundAccepted();
      if (result.outcome === 'refused') soundRefused();
      if (result.outcome !== 'passed') return tellScan(result);
      const screen = screens.find(({ scans }) => scans?.some(({ kind }) => kind === scan.kind));
      const route = screen?.scans?.find(({ kind }) => kind === scan.kind);
      if (screen && route) {
        soundAccepted();
        tellScan({ outcome: 'accepted', title: say(screen.title), detail: scan.code });
        return go(route.to(scan));
      }
      // Goods that no screen asks for, and words, may still be found.
      const words = scan.kind === 'text' && !isBrokenCode(scan.code);
      if (words || scan.kind === 'item') return search(scan.code);
      soundRefused();
      tellScan({ outcome: 'refused', title: t('unknownCode'), detail: t('unknownCodeDetail') });
    },
    [screens, search, go, t, say],
  );
  const latest = useRef(take);
  latest.current = covered ? ignore : take;
  useEffect(
    () =>
      listenForScans({
        onScan: (text) => void latest.current(text, 'wedge'),
        onTyped: tellTyped,
      }),
    [],
  );
  return useCallback((text, from) => void latest.current(text, from), []);
}
