import { guessLimiter } from '../../server/auth/guesses.ts';
import type { ModuleContext } from '../../server/modules/manifest.ts';
import { availabilityEndpoint } from './availability/contracts.ts';
import { readAvailability } from './availability/queries.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { cancelOrderEndpoint, moveOrderEndpoint, placeOrderEndpoint } from './orders/contracts.ts';
import * as reading from './orders/reading-contracts.ts';
import { doubtsEndpoint } from './doubts/contracts.ts';
import { readDoubts } from './doubts/read-doubts.ts';
import { orderChangesEndpoint } from './orders/changes-contracts.ts';
import { orderChanges } from './orders/order-changes.ts';
import { reconciliationEndpoint } from './reconciliation/contracts.ts';
import { reconcileOrders } from './reconciliation/reconcile-orders.ts';
import { readRefundsDue, readRefundTotals } from './orders/read-refunds.ts';
import * as refund from './orders/refund-contracts.ts';
import {
  announceAsCustomer,
  arriveAsCustomer,
  collectAsCustomer,
  extendAsCustomer,
  cancelAsCustomer,
  moveAsCustomer,
  shipToCustomer,
  readCustomerOrder,
  storesForCustomer,
  withdrawAsCustomer,
} from './orders/customer-order.ts';
import { chooseShippingAsStaff, quoteShipping, undoShipping } from './orders/choose-shipping.ts';
import * as shipping from './orders/shipping-contracts.ts';
import { moveOrder } from './orders/move-order.ts';
import {
  measuredOrdersEndpoint,
  measuresEndpoint,
  returnMeasuresEndpoint,
} from './measures/contracts.ts';
import { measuredOrders, readMeasures, readReturnMeasures } from './measures/queries.ts';
import { placeOrders } from './orders/place-orders.ts';
import { recordFulfilled } from './orders/record-fulfilled.ts';
import { recordFulfilledOrderEndpoint } from './orders/fulfilled-contracts.ts';
import { customerOrder } from './orders/public-contracts.ts';
import { customerLink, listOrders, orderHistory, readOrder } from './orders/queries.ts';
import type { OrderSecrets } from './orders/secrets.ts';
import * as queue from './pickup/contracts.ts';
import * as counter from './pickup/counter-contracts.ts';
import { reprievePickup } from './pickup/not-collected.ts';
import { readSwapOptions, readSwapQuote } from './pickup/swap-pieces.ts';
import { extendPickup } from './pickup/extend-pickup.ts';
import { extendEndpoint } from './pickup/extension-contracts.ts';
import { shipOrder } from './pickup/ship-order.ts';
import { shipEndpoint } from './pickup/shipping-contracts.ts';
import * as work from './pickup/work-contracts.ts';
import { handOver } from './pickup/hand-over.ts';
import { readyOrder, stageOrder, undoReadyOrder } from './pickup/make-ready.ts';
import { pickPiece, unpickPiece } from './pickup/pick.ts';
import { acknowledgeOrders, letGoOrder, takeNext, takeOrder } from './pickup/prepare.ts';
import { putBackLine } from './pickup/put-back.ts';
import {
  changeCapacity,
  changeChainPolicy,
  changeShopPolicy,
  copyPolicy,
} from './promises/change-policy.ts';
import * as policy from './promises/policy-contracts.ts';
import { previewRules } from './promises/preview.ts';
import { previewRulesEndpoint } from './promises/preview-contracts.ts';
import { readAllPolicies, readPolicyHistory } from './promises/read-policies.ts';
import * as promise from './promises/contracts.ts';
import { delayOrder, undoOrderDelay } from './promises/delay-order.ts';
import { pausePickups, resumePickups } from './promises/pause-pickups.ts';
import { readForecast, readSlots } from './promises/queries.ts';
import { findByCode, readPickup, readPickupBoard, readPickups } from './pickup/queries.ts';

export function orderRoutes({ routes, config }: ModuleContext, secrets: OrderSecrets): void {
  routes.batched(placeOrderEndpoint, (tx, requests) => placeOrders(tx, secrets, requests));
  routes.command(recordFulfilledOrderEndpoint, (tx, input) => recordFulfilled(tx, secrets, input));
  routes.query(reading.listOrdersEndpoint, listOrders);
  // Before `orders/:orderId`, which would take it for an order’s id.
  routes.query(orderChangesEndpoint, orderChanges);
  routes.query(reconciliationEndpoint, reconcileOrders);
  routes.query(reading.readOrderEndpoint, readOrder);
  routes.query(reading.orderHistoryEndpoint, orderHistory);
  routes.query(reading.customerLinkEndpoint, (read, input) =>
    customerLink(read, secrets, config.publicUrl, input),
  );
  routes.command(cancelOrderEndpoint, cancelOrder);
  routes.query(refund.refundsDueEndpoint, readRefundsDue);
  routes.query(refund.refundTotalsEndpoint, readRefundTotals);
  routes.command(moveOrderEndpoint, moveOrder);
  routes.query(shipping.shippingQuoteEndpoint, quoteShipping);
  routes.command(shipping.chooseShippingEndpoint, chooseShippingAsStaff);
  routes.command(shipping.undoShippingEndpoint, undoShipping);
  const links = { secrets, publicUrl: config.publicUrl };
  routes.query(customerOrder.read, (read, input) => readCustomerOrder(read, links, input));
  routes.command(customerOrder.cancel, (tx, input) => cancelAsCustomer(tx, links, input));
  routes.command(customerOrder.extend, (tx, input) => extendAsCustomer(tx, links, input));
  routes.command(customerOrder.announce, (tx, input) => announceAsCustomer(tx, links, input));
  routes.command(customerOrder.arrive, (tx, input) => arriveAsCustomer(tx, links, input));
  routes.query(customerOrder.stores, (read, input) => storesForCustomer(read, links, input));
  routes.command(customerOrder.move, (tx, input) => moveAsCustomer(tx, links, input));
  routes.command(customerOrder.ship, (tx, input) => shipToCustomer(tx, links, input));
  routes.command(customerOrder.collect, (tx, input) => collectAsCustomer(tx, links, input));
  routes.command(customerOrder.withdraw, (tx, input) => withdrawAsCustomer(tx, links, input));
  routes.view(availabilityEndpoint, readAvailability);
}

export function promiseRoutes({ routes }: ModuleContext): void {
  routes.command(promise.delayEndpoint, delayOrder);
  routes.command(promise.undoDelayEndpoint, undoOrderDelay);
  routes.command(promise.pauseEndpoint, pausePickups);
  routes.command(promise.resumeEndpoint, resumePickups);
  routes.query(promise.forecastEndpoint, readForecast);
  routes.query(promise.slotsEndpoint, readSlots);
  routes.query(doubtsEndpoint, readDoubts);
  routes.query(policy.policiesEndpoint, readAllPolicies);
  routes.query(policy.policyHistoryEndpoint, readPolicyHistory);
  routes.query(previewRulesEndpoint, previewRules);
  routes.command(policy.changeChainPolicyEndpoint, changeChainPolicy);
  routes.command(policy.changeShopPolicyEndpoint, changeShopPolicy);
  routes.command(policy.changeCapacityEndpoint, changeCapacity);
  routes.command(policy.copyPolicyEndpoint, copyPolicy);
}

export function measureRoutes({ routes }: ModuleContext): void {
  routes.query(measuresEndpoint, readMeasures);
  routes.query(returnMeasuresEndpoint, readReturnMeasures);
  routes.query(measuredOrdersEndpoint, measuredOrders);
}

export function pickupRoutes({ routes, db }: ModuleContext, secrets: OrderSecrets): void {
  const guesses = guessLimiter(db);
  routes.view(queue.pickupsEndpoint, readPickups);
  routes.view(queue.pickupBoardEndpoint, readPickupBoard);
  routes.query(queue.findByCodeEndpoint, (read, input) =>
    findByCode(read, secrets, guesses, input),
  );
  routes.query(queue.readPickupEndpoint, readPickup);
  routes.command(work.acknowledgeEndpoint, acknowledgeOrders);
  routes.command(work.takeNextEndpoint, takeNext);
  routes.command(work.takeEndpoint, takeOrder);
  routes.command(work.letGoEndpoint, letGoOrder);
  routes.command(work.pickEndpoint, pickPiece);
  routes.command(work.unpickEndpoint, unpickPiece);
  routes.command(work.stageEndpoint, stageOrder);
  routes.command(work.readyEndpoint, readyOrder);
  routes.command(extendEndpoint, extendPickup);
  routes.command(work.undoReadyEndpoint, undoReadyOrder);
  routes.command(counter.handOverEndpoint, (tx, input) => handOver(tx, secrets, input));
  routes.command(shipEndpoint, shipOrder);
  routes.command(counter.putBackEndpoint, putBackLine);
  routes.query(counter.swapOptionsEndpoint, readSwapOptions);
  routes.query(counter.swapQuoteEndpoint, readSwapQuote);
  routes.command(counter.reprieveEndpoint, reprievePickup);
}
