import { useEffect } from 'react';
import { useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { shortName } from '../../../../server/ui/kit/format.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { tellScan, useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { copy as finderCopy } from '../../stock/ui/copy.ts';
import { useItemByCode } from '../../stock/ui/use-finder.ts';
import { findReservationByCode } from '../contracts.ts';
import { takeHandedCode } from './code-in-hand.ts';
import { deskCopy } from './desk-copy.ts';

export interface ScannedItem {
  readonly styleId: string;
  readonly itemId: string;
}

/** At the desk a label begins a reservation, and a customer's code opens theirs. */
export function useDeskScans(
  hereId: string,
  onItem: (item: ScannedItem) => void,
  onReservation: (reservationId: string) => void,
): void {
  const t = useCopy(deskCopy);
  const finder = useCopy(finderCopy);
  const client = useClient();
  const find = useItemByCode();

  const openItem = async (code: string): Promise<ScanResult> => {
    const found = await find(code);
    if (!found) return refused(finder('unknownCode', { code }), finder('unknownCodeText'));
    onItem({ styleId: found.styleId, itemId: found.itemId });
    return accepted(found.name);
  };
  const openReservation = async (code: string): Promise<ScanResult> => {
    const input = { locationId: hereId, code };
    const { reservation, details } = await client.call(findReservationByCode, input);
    const { state } = reservation;
    if (state === 'collected') return refused(t('isOver'), t('collected'));
    if (state === 'expired') return refused(t('isOver'), t('expired'));
    if (state === 'released' || state === 'refused') return refused(t('isOver'));
    onReservation(reservation.reservationId);
    const { name, surname } = details.customer;
    return accepted(shortName(name ?? '', surname ?? ''), details.item.name);
  };
  const take = async (kind: string, code: string): Promise<ScanResult> => {
    try {
      if (kind === 'item') return await openItem(code);
      return kind === 'reservation' ? await openReservation(code) : PASSED;
    } catch (error) {
      const { title, detail, slug } = problemOf(error);
      return refused(slug === 'not-found' ? t('unknownHere') : (detail ?? title));
    }
  };
  useScan(({ kind, code }) => take(kind, code));
  // A code scanned on another screen led here.
  useEffect(() => {
    const code = takeHandedCode();
    if (code === null) return;
    void take('reservation', code).then((result) => {
      if (result.outcome !== 'passed') tellScan(result);
    });
    // oxlint-disable-next-line react/exhaustive-deps -- once, for the code that led here
  }, []);
}
