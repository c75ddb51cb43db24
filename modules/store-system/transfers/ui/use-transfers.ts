import type { Reading } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { readBoard, readTransfer, type TransferBoard, type TransferCard } from '../contracts.ts';
import { applyToBoard, applyToCard, transferRoom } from '../live.ts';
import { toDo } from './board.ts';

/** What goes to and from a location, kept live. */
export function useBoard(locationId: string): Reading<TransferBoard> {
  return useLiveView(readBoard, { locationId }, transferRoom(locationId), applyToBoard, {
    when: locationId !== '',
  });
}

/** One transfer, kept live: both sides see what the other does. */
export function useTransfer(transferId: string, locationId: string): Reading<TransferCard> {
  return useLiveView(readTransfer, { transferId }, transferRoom(locationId), applyToCard);
}

/** The number beside «Trasferimenti»: what waits for somebody of here. */
export function useTransfersBadge(): number | null {
  const { data } = useBoard(useLocationId() ?? '');
  return data ? toDo(data, 'in') + toDo(data, 'out') : null;
}
