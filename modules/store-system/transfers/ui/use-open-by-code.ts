import { useEffect } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { tellScan, useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { findTransferByCode } from '../contracts.ts';
import { takeHandedCode } from './code-in-hand.ts';
import { transferCopy } from './copy.ts';

/** A scanned transfer or parcel opens; one that was scanned on another screen, too. */
export function useOpenByCode(locationId: string): void {
  const t = useCopy(transferCopy);
  const go = useGo();
  const client = useClient();
  const open = async (code: string): Promise<ScanResult> => {
    try {
      const { transferId, shipmentId, side } = await client.call(findTransferByCode, {
        locationId,
        code,
      });
      const parcel = shipmentId === null ? '' : `?collo=${shipmentId}`;
      go(`/trasferimenti/${transferId}${parcel}`);
      return accepted(t(side === 'in' ? 'in' : 'out'));
    } catch (error) {
      const { slug, title, detail } = problemOf(error);
      return slug === 'not-found' ? refused(t('unknownCode')) : refused(detail ?? title);
    }
  };
  useScan((scan) => (scan.kind === 'transfer' ? open(scan.code) : PASSED));
  useEffect(() => {
    const code = takeHandedCode();
    if (code === null) return;
    void open(code).then((found) => found.outcome !== 'passed' && tellScan(found));
    // oxlint-disable-next-line react/exhaustive-deps -- once, for the code that led here
  }, []);
}
