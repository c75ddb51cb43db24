/** The door of Omnichannel: everything another module may use. */

export type { ContractFlow, OrderState } from './orders/domain/order.ts';
export type { OrderEvent } from './orders/events.ts';
export { ORDER_EVENT_TYPES } from './orders/events.ts';
export {
  customerLinkEndpoint,
  placeOrderEndpoint,
  type PlaceOrder,
  type PlacedOrder,
} from './orders/contracts.ts';
export { customerOrder, type PublicOrder } from './orders/public-contracts.ts';
export {
  availabilityEndpoint,
  type AvailabilityView,
  type ShopAvailability,
} from './availability/contracts.ts';
