import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { keyOf, useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLatest } from '../../../../server/ui/latest.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { findStyle } from '../../stock/contracts.ts';
import { useItemByCode } from '../../stock/ui/use-finder.ts';
import { newCopy } from './new-copy.ts';
import { withPiece, withQuantity, type StyleViews, type WantedLine } from './wanted.ts';

/** Figures of other places move while one writes: they are read again this often. */
const AGAIN_SECONDS = 20;

export interface Wanted {
  readonly lines: readonly WantedLine[];
  /** Somebody has changed what was there at the beginning. */
  readonly begun: boolean;
  /** What is known of the styles of the lines. */
  readonly views: StyleViews;
  readonly add: (item: Omit<WantedLine, 'quantity'>) => void;
  readonly set: (itemId: string, quantity: number) => void;
  /** Reads the figures again: somebody else was faster. */
  readonly lookAgain: () => void;
}

/** The pieces of a new transfer: scanned, searched, or brought along from the finder. */
export function useWanted(hereId: string): Wanted {
  const t = useCopy(newCopy);
  const client = useClient();
  const find = useItemByCode();
  const [styleId] = useAddressValue('modello');
  const [itemId] = useAddressValue('articolo');
  const {
    value: lines,
    latest,
    keep,
  } = useLatest<readonly WantedLine[]>(() =>
    styleId !== null && itemId !== null ? [{ styleId, itemId, quantity: 1 }] : [],
  );
  const brought = useRef(lines);
  const styles = [...new Set(lines.map((line) => line.styleId))];
  const read = useQueries({
    queries: styles.map((id) => {
      const input = { styleId: id, from: hereId };
      return {
        queryKey: [...keyOf(findStyle, input), 'wanted'],
        // The whole answer, as every reading of a style keeps it: a scan looks among them all.
        queryFn: () => client.call(findStyle, input),
        refetchInterval: AGAIN_SECONDS * 1000,
      };
    }),
  });
  const views: StyleViews = new Map(
    read.flatMap(({ data }) => (data ? [[data.view.styleId, data.view]] : [])),
  );
  const add = (item: Omit<WantedLine, 'quantity'>): void => keep(withPiece(latest(), item));
  const take = async (code: string): Promise<ScanResult> => {
    try {
      const found = await find(code);
      if (!found) return refused(t('unknownCode', { code }));
      add(found);
      const line = latest().find(({ itemId: id }) => id === found.itemId)!;
      return accepted(found.name, t('added', { count: line.quantity }));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
  };
  useScan((scan) => (scan.kind === 'item' ? take(scan.code) : PASSED));
  return {
    lines,
    begun: lines.length > 0 && lines !== brought.current,
    views,
    add,
    set: (id, quantity) => keep(withQuantity(latest(), id, quantity)),
    lookAgain: () => void Promise.all(read.map((query) => query.refetch())),
  };
}
