/** The door of Omnichannel: everything another module may use. */

export type { ContractFlow, OrderState } from './orders/domain/order.ts';
export type { OrderEvent } from './orders/events.ts';
export { ORDER_EVENT_TYPES } from './orders/events.ts';
export { placeOrderEndpoint, type PlaceOrder, type PlacedOrder } from './orders/contracts.ts';
export { customerLinkEndpoint } from './orders/reading-contracts.ts';
export { customerOrder } from './orders/public-contracts.ts';
export type { PublicOrder } from './orders/public-view-contracts.ts';
export {
  availabilityEndpoint,
  type AvailabilityView,
  type ShopAvailability,
} from './availability/contracts.ts';
export { slotsEndpoint } from './promises/contracts.ts';

// The verbs of an order's life: what the demo chain's thirty days are played with.
export { cancelOrder } from './orders/cancel-order.ts';
export { moveOrder } from './orders/move-order.ts';
export { placeOrders } from './orders/place-orders.ts';
export { orderSecrets } from './orders/secrets.ts';
export { handOver } from './pickup/hand-over.ts';
export { stageOrder } from './pickup/make-ready.ts';
export { answerAsStaff } from './picking/answer.ts';
export { reportShortage } from './picking/report-short.ts';
export { closeOverdueOrders } from './pickup/not-collected.ts';
export { pickPiece } from './pickup/pick.ts';
export { putBackLine } from './pickup/put-back.ts';
export { acknowledgeOrders, takeOrder } from './pickup/prepare.ts';

// The endpoints of the counter: what the demo day presses in the clerks' place.
export { pickupsEndpoint } from './pickup/contracts.ts';
export { handOverEndpoint } from './pickup/counter-contracts.ts';
export { pickEndpoint, stageEndpoint, takeNextEndpoint } from './pickup/work-contracts.ts';

// Returns: what the demo chain's files are played with, and who will know the points of customers.
export { confirmReturn } from './returns/confirm.ts';
export { registerPoints, type PointsPort } from './returns/points.ts';
export { previewReturn } from './returns/preview.ts';
export { registerReturns } from './returns/routes.ts';
export { handBackReturn } from './returns/steps.ts';
export { recordFulfilled } from './orders/record-fulfilled.ts';
export { withdrawAsCustomer } from './orders/customer-order.ts';
export { approve, counter, refuse } from './approvals/answer.ts';
