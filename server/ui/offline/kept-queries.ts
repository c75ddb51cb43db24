import { dehydrate, hydrate, type DehydratedState, type QueryClient } from '@tanstack/react-query';
import { readKept, writeKept, forgetKept } from './store.ts';

/** What was read lately is kept on the device, so that screens can be read without network. */
const KEEP_DAYS = 3;
const AT_MOST_EVERY_MS = 2_000;

interface Kept {
  readonly build: string;
  readonly keptAt: number;
  readonly state: DehydratedState;
}

/**
 * Brings back what was kept, if this build wrote it and it is not too old: to be shown at once, and asked
 * again as soon as a screen shows it. What was read or done last may have come after it was kept.
 */
export async function bringBack(queries: QueryClient): Promise<void> {
  const kept = (await readKept()) as Kept | null;
  if (!kept || kept.build !== __BUILD__) return;
  if (Date.now() - kept.keptAt > KEEP_DAYS * 24 * 60 * 60 * 1000) return forgetKept();
  hydrate(queries, kept.state);
  await queries.invalidateQueries({ refetchType: 'none' });
}

/** Writes what was read, a moment after it changed. Searches and failures are not kept. */
export function keepQueries(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    const state = dehydrate(queries, {
      shouldDehydrateQuery: (query) =>
        query.state.status === 'success' && query.meta?.['keep'] !== false,
      shouldDehydrateMutation: () => false,
    });
    void writeKept({
      build: __BUILD__,
      keptAt: Date.now(),
      state,
    } satisfies Kept);
  };
  const stop = queries.getQueryCache().subscribe(({ type }) => {
    if (type !== 'updated' && type !== 'removed') return;
    timer ??= setTimeout(write, AT_MOST_EVERY_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Another person, or nobody: what the last one read is not theirs to see. */
export async function forgetAll(queries: QueryClient): Promise<void> {
  queries.clear();
  await forgetKept();
}
