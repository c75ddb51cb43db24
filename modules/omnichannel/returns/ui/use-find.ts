import { useEffect, useState } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { tellScan, useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { findReturnableEndpoint, type FoundOrder } from '../find-contracts.ts';
import { takeReturnCode } from './code-in-hand.ts';
import { deskCopy } from './desk-copy.ts';

/** Where the return of an order is taken: with how it was found, which proves more or less. */
export function addressOf({ orderId, foundBy }: FoundOrder): string {
  return `/resi/ordine/${orderId}?prova=${foundBy}`;
}

/**
 * A pickup code, the code of a file, the piece itself where there is nothing else, or whatever else is
 * scanned while the desk is open: one match opens, several are listed. Returns what was scanned as long as
 * it has several.
 */
export function useFindByScan(locationId: string, when: boolean): string | null {
  const t = useCopy(deskCopy);
  const go = useGo();
  const client = useClient();
  const [several, setSeveral] = useState<string | null>(null);
  const find = async (q: string): Promise<ScanResult> => {
    try {
      const { orders, files } = await client.call(findReturnableEndpoint, { locationId, q });
      const [order] = orders;
      const [file] = files;
      setSeveral(null);
      if (files.length === 1 && orders.length === 0) {
        go(`/resi/${file!.returnId}`);
        return accepted(file!.number, file!.customerName);
      }
      if (orders.length === 1) {
        go(addressOf(order!));
        return accepted(order!.customerName, t('order', { number: order!.number }));
      }
      setSeveral(q);
      return accepted(t('chooseOne'));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(title, detail ?? undefined);
    }
  };
  useScan(
    (scan) =>
      scan.kind === 'pickup' ||
      scan.kind === 'return' ||
      scan.kind === 'item' ||
      scan.kind === 'text'
        ? find(scan.code)
        : PASSED,
    when,
  );
  useEffect(() => {
    const code = takeReturnCode();
    if (code !== null)
      void find(code).then((found) => found.outcome !== 'passed' && tellScan(found));
    // oxlint-disable-next-line react/exhaustive-deps -- once, for the code that led here
  }, []);
  return several;
}
