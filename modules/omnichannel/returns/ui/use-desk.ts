import type { Reading } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import {
  readReturnEndpoint,
  returnsDeskEndpoint,
  type ReturnFile,
  type ReturnRow,
} from '../reading-contracts.ts';
import { applyToDesk, applyToFile, returnsRoom } from '../live.ts';
import { toDo } from './desk.ts';

/** The return files of a shop that are open, and those it closed today; kept live. */
export function useDesk(locationId: string): Reading<{ readonly rows: readonly ReturnRow[] }> {
  return useLiveView(returnsDeskEndpoint, { locationId }, returnsRoom(locationId), applyToDesk, {
    when: locationId !== '',
  });
}

/** One file, kept live: what a manager decides elsewhere is here at once. */
export function useReturnFile(returnId: string, locationId: string): Reading<ReturnFile> {
  return useLiveView(readReturnEndpoint, { returnId }, returnsRoom(locationId), applyToFile);
}

/** The number beside «Resi»: what waits for somebody of the shop. */
export function useReturnsBadge(): number | null {
  const { data } = useDesk(useLocationId() ?? '');
  return data ? toDo(data.rows) : null;
}
