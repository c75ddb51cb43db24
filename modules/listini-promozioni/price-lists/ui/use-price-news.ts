import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { refresh } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { PRICES_ROOM } from '../../quotes/live.ts';
import { applyToNews, PRICE_WORK_ROOM } from '../live.ts';
import { readPriceNews } from '../news-contracts.ts';

const ROOMS = [PRICES_ROOM, PRICE_WORK_ROOM];

/** Reads again what these endpoints have answered as soon as prices, promotions or labels move anywhere. */
export function usePriceNews(endpoints: readonly Endpoint[]): void {
  const queries = useQueryClient();
  const { data } = useLiveView(readPriceNews, {}, ROOMS, applyToNews);
  const asked = useRef(endpoints);
  asked.current = endpoints;
  const at = data?.at ?? null;
  useEffect(() => {
    // At the first answer too: what was read before the listening began may be old already.
    if (at !== null) void refresh(queries, asked.current);
  }, [queries, at]);
}
