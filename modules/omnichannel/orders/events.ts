import type { DomainEvent } from '../../../server/events/event.ts';
import type { PickupPiece, PickupRow } from '../pickup/contracts.ts';
import type { ContractFlow } from './domain/order.ts';

/** What happens to an order. Every change of its version is one of these, in the order of versions. */

/** Where the order stands after the event: all that a screen must change in its row. */
export interface OrderStatus extends Pick<
  PickupRow,
  | 'version'
  | 'state'
  | 'readyAt'
  | 'notifyAt'
  | 'notifiedAt'
  | 'collectBy'
  | 'arrivedAt'
  | 'picker'
  | 'shelf'
  | 'bags'
  | 'dueMinor'
> {
  readonly pieces: readonly Pick<PickupPiece, 'lineId' | 'quantity' | 'picked' | 'toPutBack'>[];
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
export type OrderAcknowledged = DomainEvent<'omnichannel.order-acknowledged.v1', Changed>;
export type OrderTaken = DomainEvent<'omnichannel.order-taken.v1', Changed>;
export type OrderLetGo = DomainEvent<'omnichannel.order-let-go.v1', Changed>;
export type OrderLinePicked = DomainEvent<
  'omnichannel.order-line-picked.v1',
  Changed & { readonly lineId: string; readonly itemId: string; readonly manner: 'scan' | 'hand' }
>;
export type OrderLineUnpicked = DomainEvent<
  'omnichannel.order-line-unpicked.v1',
  Changed & { readonly lineId: string; readonly itemId: string }
>;
export type OrderStaged = DomainEvent<'omnichannel.order-staged.v1', Changed>;
export type OrderReady = DomainEvent<'omnichannel.order-ready.v1', Changed>;
export type OrderReadyUndone = DomainEvent<'omnichannel.order-ready-undone.v1', Changed>;
/** The message that the order is ready has been handed to the mail. */
export type OrderCustomerTold = DomainEvent<'omnichannel.order-customer-told.v1', Changed>;
export type OrderCustomerArrived = DomainEvent<'omnichannel.order-customer-arrived.v1', Changed>;
/** Pieces were handed over: all that was left (`state` is then `collected`), or a part. */
export type OrderCollected = DomainEvent<
  'omnichannel.order-collected.v1',
  Changed & {
    readonly handoverId: string;
    readonly businessDay: string;
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
    readonly paidNowMinor: number;
  }
>;
export type OrderCancelled = DomainEvent<
  'omnichannel.order-cancelled.v1',
  Changed & {
    readonly businessDay: string;
    readonly by: 'customer' | 'staff';
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
    readonly toRefundMinor: number;
  }
>;
export type OrderPutBack = DomainEvent<
  'omnichannel.order-put-back.v1',
  Changed & { readonly lineId: string; readonly quantity: number }
>;

export type OrderChange =
  | OrderAcknowledged
  | OrderTaken
  | OrderLetGo
  | OrderLinePicked
  | OrderLineUnpicked
  | OrderStaged
  | OrderReady
  | OrderReadyUndone
  | OrderCustomerTold
  | OrderCustomerArrived
  | OrderCollected
  | OrderCancelled
  | OrderPutBack;
export type OrderEvent = OrderPlaced | OrderChange;

export const ORDER_EVENT_TYPES = [
  'omnichannel.order-placed.v1',
  'omnichannel.order-acknowledged.v1',
  'omnichannel.order-taken.v1',
  'omnichannel.order-let-go.v1',
  'omnichannel.order-line-picked.v1',
  'omnichannel.order-line-unpicked.v1',
  'omnichannel.order-staged.v1',
  'omnichannel.order-ready.v1',
  'omnichannel.order-ready-undone.v1',
  'omnichannel.order-customer-told.v1',
  'omnichannel.order-customer-arrived.v1',
  'omnichannel.order-collected.v1',
  'omnichannel.order-cancelled.v1',
  'omnichannel.order-put-back.v1',
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

type PayloadOf<T extends OrderChange['type']> = Extract<OrderChange, { type: T }>['payload'];

/** An event of one type about an order that has just got a new version. */
export function orderChanged<T extends OrderChange['type']>(
  type: T,
  payload: PayloadOf<T>,
): DomainEvent<T, PayloadOf<T>> {
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
