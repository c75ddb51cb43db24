import type { DomainEvent } from '../../../server/events/event.ts';
import type { ReturnRow } from './reading-contracts.ts';

/** What happens to a file. Every version of it is one of these, in their order. */
export const RETURN_EVENT_TYPES = [
  'omnichannel.return-announced.v1',
  'omnichannel.return-taken.v1',
  'omnichannel.return-kept-in-custody.v1',
  'omnichannel.return-approved.v1',
  'omnichannel.return-exchanged.v1',
  'omnichannel.return-repair-agreed.v1',
  'omnichannel.return-repaired.v1',
  'omnichannel.return-refused.v1',
  'omnichannel.return-countered.v1',
  'omnichannel.return-waits-again.v1',
  'omnichannel.return-expired.v1',
  'omnichannel.return-withdrawn.v1',
  'omnichannel.return-handed-back.v1',
  'omnichannel.return-not-taken.v1',
  'omnichannel.return-graded.v1',
  'omnichannel.return-money-moved.v1',
] as const;
export type ReturnEventType = (typeof RETURN_EVENT_TYPES)[number];

/** Published: the file as it is after that, and the pieces it is about. */
export type ReturnEvent<T extends ReturnEventType = ReturnEventType> = DomainEvent<
  T,
  {
    readonly returnId: string;
    readonly orderId: string;
    readonly locationId: string;
    readonly row: ReturnRow;
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  }
>;

/** `shopId`: where the order belongs, for a file that has not come to any shop yet. */
export function returnEvent<T extends ReturnEventType>(
  type: T,
  row: ReturnRow,
  shopId: string,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): ReturnEvent<T> {
  const { returnId, orderId, version, number, goods, decision, money } = row;
  const locationId = row.locationId ?? shopId;
  const known = { returnId, orderId, locationId };
  const { totalMinor, backMinor, currency } = row;
  return {
    type,
    stream: `return:${returnId}`,
    rooms: row.locationId === null ? [] : [`returns:${row.locationId}`],
    locationId,
    payload: { ...known, row, lines },
    // The row names the customer; the audit is for ever and keeps ids and figures.
    audited: {
      ...known,
      ...{ version, number, goods, decision, money, totalMinor, backMinor, currency },
      lines,
    },
  };
}
