import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keyOf, readingOf, useClient, type Reading } from './contract.ts';
import type { Endpoint, InputOf, ReplyOf } from '../http/contract.ts';

interface Page<I> {
  readonly items: readonly I[];
  readonly next: string | null;
}

type ItemOf<E extends Endpoint> = ReplyOf<E> extends { items: (infer I)[] } ? I : never;

export interface Pages<I> extends Reading<readonly I[]> {
  /** Null when there is no more. */
  readonly more: (() => void) | null;
  readonly loadingMore: boolean;
  /** Reads on until there are this many, or no more; null when a page cannot be read. */
  readonly readTo: (count: number) => Promise<readonly I[] | null>;
}

/**
 * A list that is read page by page, as one list that grows. `kept: false` for long ones that nobody
 * reads without network: all that is kept is written to the device again at every page.
 */
export function usePages<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { kept = true }: { readonly kept?: boolean } = {},
): Pages<ItemOf<E>> {
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: [...keyOf(endpoint, input), 'pages'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const asked = {
        ...(input as object),
        ...(pageParam === null ? {} : { after: pageParam }),
      } as InputOf<E>;
      return (await client.call(endpoint, asked, { signal })) as Page<ItemOf<E>>;
    },
    getNextPageParam: ({ next }) => next,
    staleTime: 5000,
    meta: { keep: kept },
    // A page is new as a whole: comparing all pages before it, deep, would cost more than drawing them.
    structuralSharing: false,
  });
  const reading = readingOf(query);
  const pages = reading.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  const readTo = async (count: number): Promise<readonly ItemOf<E>[] | null> => {
    let { data, hasNextPage } = query;
    const all = () => data?.pages.flatMap((page) => page.items) ?? [];
    while (hasNextPage && all().length < count) {
      // What is being read already is waited for.
      const next = await query.fetchNextPage({ cancelRefetch: false });
      if (next.isError) return null;
      ({ data, hasNextPage } = next);
    }
    return all();
  };
  return {
    ...reading,
    data: items,
    readTo,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    loadingMore: query.isFetchingNextPage,
  };
}
