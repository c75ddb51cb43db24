import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useClient, type Reading } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLiveView, type LiveReply } from '../../../../server/ui/live.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { accepted, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { findStyle, lookUp, type FinderView } from '../contracts.ts';
import { applyToFinder, styleRoom } from '../live.ts';
import { copy } from './copy.ts';

/** The matrix of a style, kept live. Every part of the page that asks shares one subscription. */
export function useStyle(styleId: string): Reading<FinderView> {
  const from = useLocationId();
  const input = from === null ? { styleId } : { styleId, from };
  return useLiveView(findStyle, input, styleRoom(styleId), applyToFinder);
}

export interface FoundItem {
  readonly styleId: string;
  readonly itemId: string;
  readonly name: string;
}

/** Where the finder shows an item; `scanned` marks the one whose label was read. */
export function addressOf(found: { styleId: string; itemId?: string }, scanned = false): string {
  const item = found.itemId === undefined ? '' : `&articolo=${found.itemId}`;
  const read = scanned && found.itemId !== undefined ? `&letto=${found.itemId}` : '';
  return `/trova?modello=${found.styleId}${item}${read}`;
}

/** The item of a barcode: at once when its style was already read (also without network), else asked. */
export function useItemByCode(): (code: string) => Promise<FoundItem | null> {
  const client = useClient();
  const queries = useQueryClient();
  const from = useLocationId();
  return useCallback(
    async (code) => {
      const known = knownItem(queries, code);
      if (known) return known;
      const { by, hits } = await client.call(lookUp, {
        q: code,
        limit: 1,
        ...(from === null ? {} : { from }),
      });
      const [hit] = hits;
      if (by !== 'gtin' || !hit?.itemIds[0]) return null;
      return { styleId: hit.styleId, itemId: hit.itemIds[0], name: hit.name };
    },
    [client, queries, from],
  );
}

function knownItem(queries: QueryClient, code: string): FoundItem | null {
  const kept = queries.getQueriesData<LiveReply<FinderView>>({
    queryKey: [findStyle.method, findStyle.path],
  });
  for (const [, reply] of kept) {
    const item = reply?.view.items.find(({ gtin }) => gtin === code);
    if (reply && item) {
      return { styleId: reply.view.styleId, itemId: item.itemId, name: reply.view.name };
    }
  }
  return null;
}

/** What a scanned label does in the finder: shows the style, with the scanned size chosen. */
export function useShowScanned(): (code: string) => Promise<ScanResult> {
  const t = useCopy(copy);
  const go = useGo();
  const find = useItemByCode();
  return useCallback(
    async (code) => {
      try {
        const found = await find(code);
        if (!found) return refused(t('unknownCode', { code }), t('unknownCodeText'));
        go(addressOf(found, true), { replace: true });
        return accepted(found.name);
      } catch (error) {
        const { title, detail } = problemOf(error);
        return refused(detail ?? title);
      }
    },
    [find, go, t],
  );
}
