import { useCallback, useEffect, useRef, useState } from 'react';
import { createClient } from '../../../../server/http/client.ts';
import { currentLanguage, useLanguage } from '../../../../server/ui/language.ts';
import type { Reader } from '../../../../server/ui/kit/format.ts';

/** The shop is a visitor's page: no session, no shell, its own small client. */
export const shopClient = createClient({ baseUrl: '', language: currentLanguage });

export interface Reading<T> {
  readonly data: T | null;
  readonly problem: unknown;
  readonly asOf: Date | null;
  readonly again: () => void;
}

/** Reads something and keeps the old answer while the new one is on its way. `key` says when to read anew. */
export function useReading<T>(key: string, read: (signal: AbortSignal) => Promise<T>): Reading<T> {
  const [answer, setAnswer] = useState<{ data: T | null; problem: unknown; asOf: Date | null }>({
    data: null,
    problem: null,
    asOf: null,
  });
  const [round, setRound] = useState(0);
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const leaving = new AbortController();
    latest.current(leaving.signal).then(
      (data) => setAnswer({ data, problem: null, asOf: new Date() }),
      (problem: unknown) => {
        if (!leaving.signal.aborted) setAnswer((before) => ({ ...before, problem }));
      },
    );
    return () => leaving.abort();
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { ...answer, again };
}

/** How figures and times are written for the visitor. */
export function useReader(): Reader {
  return { language: useLanguage(), zone: 'Europe/Rome' };
}

/** Calls `changed` when the stock of one of these items moves anywhere. Reconnects by itself. */
export function useStockNews(gtins: string, changed: () => void): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (gtins === '') return;
    const watched = new Set(gtins.split(','));
    const source = new EventSource('/api/demo-shop/live');
    source.addEventListener('stock', (event) => {
      const { gtins: moved } = JSON.parse((event as MessageEvent<string>).data) as {
        gtins: string[];
      };
      if (moved.some((gtin) => watched.has(gtin))) latest.current();
    });
    // After a cut line the stock may have moved unseen.
    source.addEventListener('hello', () => latest.current());
    return () => source.close();
  }, [gtins]);
}
