import type { DomainEvent } from '../../../server/events/event.ts';
import type { NotFoundReason, Recount } from './domain.ts';

interface About {
  readonly recountId: string;
  readonly locationId: string;
  readonly itemId: string;
}

/** Published. Pieces were not found: the level is to be counted, and promises on it are in doubt. */
export type RecountOpened = DomainEvent<
  'store-system.recount-opened.v1',
  About & { readonly reason: NotFoundReason; readonly reports: number }
>;

/** Published. Somebody counted: what stands in the ledger is there. */
export type RecountClosed = DomainEvent<
  'store-system.recount-closed.v1',
  About & { readonly counted: number; readonly difference: number }
>;

export function recountOpened(
  { recountId, reason, reports, ...spot }: Recount,
  styleId: string,
): RecountOpened {
  const { locationId, itemId } = spot;
  return {
    type: 'store-system.recount-opened.v1',
    ...address(recountId, locationId, styleId),
    payload: { recountId, locationId, itemId, reason, reports },
  };
}

export function recountClosed(
  { recountId, locationId, itemId }: Recount,
  styleId: string,
  counted: number,
  difference: number,
): RecountClosed {
  return {
    type: 'store-system.recount-closed.v1',
    ...address(recountId, locationId, styleId),
    payload: { recountId, locationId, itemId, counted, difference },
  };
}

/** The finder shows how sure a count is: whoever looks at the style hears of it too. */
function address(recountId: string, locationId: string, styleId: string) {
  return {
    stream: `recount:${recountId}`,
    rooms: [`recounts:${locationId}`, `style:${styleId}`],
    locationId,
  } as const;
}
