import type { DomainEvent } from '../../../server/events/event.ts';
import type { PickupPiece, PickupRow } from '../pickup/contracts.ts';
import type { OrderFile } from './domain/file.ts';
import type { MoveCause } from './domain/move.ts';
import type { ContractFlow } from './domain/order.ts';

/** What happens to an order. Every change of its version is one of these, in the order of versions. */

/** Where the order stands after the event: all that a screen must change in its row. */
export interface OrderStatus extends Pick<
  PickupRow,
  | 'version'
  | 'state'
  | 'fulfilment'
  | 'readyBy'
  | 'firstReadyBy'
  | 'undoDelayUntil'
  | 'escalatedAt'
  | 'readyAt'
  | 'notifyAt'
  | 'notifiedAt'
  | 'collectBy'
  | 'expectedAt'
  | 'arrivedAt'
  | 'picker'
  | 'waveId'
  | 'atRisk'
  | 'answerBy'
  | 'shelf'
  | 'bags'
  | 'totalMinor'
  | 'dueMinor'
> {
  readonly pieces: readonly Pick<
    PickupPiece,
    'lineId' | 'quantity' | 'picked' | 'short' | 'toPutBack'
  >[];
}

interface About {
  readonly orderId: string;
  readonly locationId: string;
}
interface Changed extends About {
  readonly status: OrderStatus;
}

export type OrderPlaced = DomainEvent<
  'omnichannel.order-placed.v1',
  About & {
    readonly channel: string;
    readonly externalId: string;
    readonly contractFlow: ContractFlow;
    readonly customerId: string | null;
    readonly row: PickupRow;
  }
>;

/** Another shop prepares it: it leaves one queue and enters another, with one event for both. */
export type OrderMoved = DomainEvent<
  'omnichannel.order-moved.v1',
  Changed & {
    /** `locationId` is where it goes, this is where it was. */
    readonly fromLocationId: string;
    readonly cause: MoveCause;
    readonly row: PickupRow;
  }
>;
interface LineCount {
  readonly lineId: string;
  readonly quantity: number;
}

/** Who cancels: the customer by the link, somebody of the house, the web shop by its key, a deadline. */
export type CancelledBy = 'customer' | 'staff' | 'channel' | 'system';

/** Every change of an order that exists, and what it tells beyond where the order stands now. */
export interface ChangeFacts {
  'omnichannel.order-acknowledged.v1': object;
  'omnichannel.order-taken.v1': object;
  'omnichannel.order-let-go.v1': object;
  'omnichannel.order-line-picked.v1': {
    readonly lineId: string;
    readonly itemId: string;
    readonly manner: 'scan' | 'hand';
  };
  'omnichannel.order-line-unpicked.v1': { readonly lineId: string; readonly itemId: string };
  'omnichannel.order-staged.v1': object;
  /** Later than promised: the customer is told unless it is taken back. */
  'omnichannel.order-delayed.v1': { readonly fromReadyBy: string; readonly toReadyBy: string };
  'omnichannel.order-delay-undone.v1': { readonly toReadyBy: string };
  /** The time to look at it is over and nobody has: for whoever has it prepared elsewhere. */
  'omnichannel.order-unacknowledged.v1': object;
  'omnichannel.order-ready.v1': object;
  'omnichannel.order-ready-undone.v1': object;
  /** The undo time is over: whoever left an address has been written to. */
  'omnichannel.order-customer-told.v1': object;
  /** It is kept until a later day; by the system when its shop stays closed on the last one. */
  'omnichannel.order-extended.v1': {
    readonly by: 'customer' | 'staff' | 'system';
    readonly collectBy: string;
    readonly before: string;
  };
  /** The customer is on the way, and says when to be there. */
  'omnichannel.order-customer-on-the-way.v1': { readonly expectedAt: string };
  'omnichannel.order-customer-arrived.v1': object;
  /** It is sent instead of collected; the address stays with the order, as names do. */
  'omnichannel.order-shipping-chosen.v1': {
    readonly by: 'customer' | 'staff';
    /** What the customer paid for it now. */
    readonly feeMinor: number;
  };
  /** It is collected after all; `backMinor` was paid for sending it and is owed back. */
  'omnichannel.order-shipping-undone.v1': {
    readonly backMinor: number;
    readonly toRefundMinor: number;
  };
  /** All that was left was given to a carrier: it has left the shop and its stock. */
  'omnichannel.order-shipped.v1': {
    readonly handoverId: string;
    readonly businessDay: string;
    readonly lines: readonly LineCount[];
    readonly carrier: string;
    readonly trackingNumber: string;
  };
  /** Pieces were handed over: all that was left (`state` is then `collected`), or a part. */
  'omnichannel.order-collected.v1': {
    readonly handoverId: string;
    readonly businessDay: string;
    readonly lines: readonly LineCount[];
    readonly paidNowMinor: number;
  };
  'omnichannel.order-cancelled.v1': {
    readonly businessDay: string;
    readonly by: CancelledBy;
    readonly lines: readonly LineCount[];
    readonly toRefundMinor: number;
  };
  'omnichannel.order-put-back.v1': LineCount;
  /** The customer looked at them and left them here; `toPutBack`: not in their place yet. */
  'omnichannel.order-pieces-refused.v1': {
    readonly handoverId: string;
    readonly businessDay: string;
    readonly lines: readonly (LineCount & { readonly toPutBack: boolean })[];
    readonly toRefundMinor: number;
  };
  /** Another size or colour was taken in place of pieces of the order. */
  'omnichannel.order-swapped.v1': {
    readonly handoverId: string;
    readonly businessDay: string;
    readonly swaps: readonly (LineCount & {
      readonly newLineId: string;
      readonly itemId: string;
      /** Each new piece costs so much more (less, when negative) than the one it replaces. */
      readonly differenceMinor: number;
    })[];
    readonly paidNowMinor: number;
    readonly toRefundMinor: number;
    /** The new lines, as the queue shows them. */
    readonly newPieces: readonly PickupPiece[];
  };
  /** Nobody came in time: the pieces wait to be put back. */
  'omnichannel.order-not-collected.v1': {
    readonly businessDay: string;
    readonly lines: readonly LineCount[];
    readonly toRefundMinor: number;
  };
  /** The customer came, or called, while the uncollected pieces were still on the shelf. */
  'omnichannel.order-reprieved.v1': { readonly lines: readonly LineCount[] };
  /** Pieces were looked for and not found; a recount of the level stands open. */
  'omnichannel.order-short-reported.v1': LineCount & {
    readonly itemId: string;
    readonly reason: string;
    readonly recountId: string;
  };
  /** The customer has been asked; `proposals` are the kinds of answers. */
  'omnichannel.order-question-asked.v1': {
    readonly questionId: string;
    readonly deadline: string;
    readonly proposals: readonly string[];
  };
  /** The first answer counts; what it means is told by the event after this one. */
  'omnichannel.order-question-answered.v1': {
    readonly questionId: string;
    readonly answer: string;
    readonly by: 'customer' | 'staff' | 'policy';
  };
  /** Missing pieces are missing no longer: given up, replaced, or found after all. */
  'omnichannel.order-short-resolved.v1': {
    readonly resolution: 'substitute' | 'partial' | 'found' | 'brought';
    readonly lines: readonly LineCount[];
    readonly businessDay: string;
    readonly toRefundMinor: number;
  };
  /** A promised piece is in doubt, or is so no longer. */
  'omnichannel.order-risk-changed.v1': { readonly atRisk: boolean };
  /** What was owed on record has been given back, all of that debt. */
  'omnichannel.order-refunded.v1': { readonly refundDueId: string; readonly amountMinor: number };
}

export type ChangeType = keyof ChangeFacts;
export type OrderChange<T extends ChangeType = ChangeType> = {
  [K in T]: DomainEvent<K, Changed & ChangeFacts[K]>;
}[T];
export type OrderEvent = OrderPlaced | OrderMoved | OrderChange;

export const ORDER_EVENT_TYPES = [
  'omnichannel.order-placed.v1',
  'omnichannel.order-moved.v1',
  'omnichannel.order-acknowledged.v1',
  'omnichannel.order-taken.v1',
  'omnichannel.order-let-go.v1',
  'omnichannel.order-line-picked.v1',
  'omnichannel.order-line-unpicked.v1',
  'omnichannel.order-staged.v1',
  'omnichannel.order-delayed.v1',
  'omnichannel.order-delay-undone.v1',
  'omnichannel.order-unacknowledged.v1',
  'omnichannel.order-ready.v1',
  'omnichannel.order-ready-undone.v1',
  'omnichannel.order-customer-told.v1',
  'omnichannel.order-extended.v1',
  'omnichannel.order-customer-on-the-way.v1',
  'omnichannel.order-customer-arrived.v1',
  'omnichannel.order-shipping-chosen.v1',
  'omnichannel.order-shipping-undone.v1',
  'omnichannel.order-shipped.v1',
  'omnichannel.order-collected.v1',
  'omnichannel.order-cancelled.v1',
  'omnichannel.order-put-back.v1',
  'omnichannel.order-pieces-refused.v1',
  'omnichannel.order-swapped.v1',
  'omnichannel.order-not-collected.v1',
  'omnichannel.order-reprieved.v1',
  'omnichannel.order-short-reported.v1',
  'omnichannel.order-question-asked.v1',
  'omnichannel.order-question-answered.v1',
  'omnichannel.order-short-resolved.v1',
  'omnichannel.order-risk-changed.v1',
  'omnichannel.order-refunded.v1',
] as const satisfies readonly OrderEvent['type'][];

export function orderPlaced(payload: OrderPlaced['payload']): OrderPlaced {
  const { row, ...known } = payload;
  return {
    type: 'omnichannel.order-placed.v1',
    ...address(payload),
    payload,
    // The row names the customer; the audit is for ever and keeps ids and figures.
    audited: { ...known, number: row.number, totalMinor: row.totalMinor, dueMinor: row.dueMinor },
  };
}

export function orderMoved(
  { orderId, locationId }: OrderFile,
  fromLocationId: string,
  cause: MoveCause,
  { status, row }: { readonly status: OrderStatus; readonly row: PickupRow },
): OrderMoved {
  const known = { orderId, locationId, fromLocationId, cause };
  return {
    type: 'omnichannel.order-moved.v1',
    ...address({ orderId, locationId }),
    rooms: [`pickups:${fromLocationId}`, `pickups:${locationId}`],
    payload: { ...known, status, row },
    audited: { ...known, version: row.version, state: row.state },
  };
}

/** An event of one type about an order that has just got a new version. */
export function orderChanged<T extends ChangeType>(
  type: T,
  payload: Changed & ChangeFacts[T],
): DomainEvent<T, Changed & ChangeFacts[T]> {
  const { status, ...known } = payload;
  return {
    type,
    ...address(payload),
    payload,
    audited: { ...known, version: status.version, state: status.state },
  };
}

function address({ orderId, locationId }: About) {
  return {
    stream: `order:${orderId}`,
    rooms: [`pickups:${locationId}`],
    locationId,
  } as const;
}
