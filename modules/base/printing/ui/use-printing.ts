import type { Reading } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { printingEndpoint, type PrintingView } from '../contracts.ts';
import { applyToPrinting, printingRoom, troubles } from '../live.ts';

/** The printers of a shop and their queue, kept live. */
export function usePrinting(locationId: string): Reading<PrintingView> {
  return useLiveView(printingEndpoint, { locationId }, printingRoom(locationId), applyToPrinting, {
    when: locationId !== '',
  });
}

/** The number beside «Stampa»: papers somebody has to see to. */
export function usePrintTroubles(): number | null {
  const { data } = usePrinting(useLocationId() ?? '');
  return data ? troubles(data) || null : null;
}
