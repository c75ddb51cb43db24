import { guessLimiter } from '../../server/auth/guesses.ts';
import type { ModuleContext } from '../../server/modules/manifest.ts';
import { availabilityEndpoint } from './availability/contracts.ts';
import { readAvailability } from './availability/queries.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import * as order from './orders/contracts.ts';
import { arriveAsCustomer, cancelAsCustomer, readCustomerOrder } from './orders/customer-order.ts';
import { placeOrders } from './orders/place-orders.ts';
import { customerOrder } from './orders/public-contracts.ts';
import { customerLink, listOrders, orderHistory, readOrder } from './orders/queries.ts';
import type { OrderSecrets } from './orders/secrets.ts';
import * as pickup from './pickup/contracts.ts';
import { handOver } from './pickup/hand-over.ts';
import { readyOrder, stageOrder, undoReadyOrder } from './pickup/make-ready.ts';
import { pickPiece, unpickPiece } from './pickup/pick.ts';
import { acknowledgeOrders, letGoOrder, takeNext, takeOrder } from './pickup/prepare.ts';
import { putBackLine } from './pickup/put-back.ts';
import { findByCode, readPickup, readPickupBoard, readPickups } from './pickup/queries.ts';

export function orderRoutes({ routes, config }: ModuleContext, secrets: OrderSecrets): void {
  routes.batched(order.placeOrderEndpoint, (tx, requests) => placeOrders(tx, secrets, requests));
  routes.query(order.listOrdersEndpoint, listOrders);
  routes.query(order.readOrderEndpoint, readOrder);
  routes.query(order.orderHistoryEndpoint, orderHistory);
  routes.query(order.customerLinkEndpoint, (read, input) =>
    customerLink(read, secrets, config.publicUrl, input),
  );
  routes.command(order.cancelOrderEndpoint, cancelOrder);
  routes.query(customerOrder.read, (read, input) => readCustomerOrder(read, secrets, input));
  routes.command(customerOrder.cancel, (tx, input) => cancelAsCustomer(tx, secrets, input));
  routes.command(customerOrder.arrive, (tx, input) => arriveAsCustomer(tx, secrets, input));
  routes.view(availabilityEndpoint, readAvailability);
}

export function pickupRoutes({ routes, db }: ModuleContext, secrets: OrderSecrets): void {
  const guesses = guessLimiter(db);
  routes.view(pickup.pickupsEndpoint, readPickups);
  routes.view(pickup.pickupBoardEndpoint, readPickupBoard);
  routes.query(pickup.findByCodeEndpoint, (read, input) =>
    findByCode(read, secrets, guesses, input),
  );
  routes.query(pickup.readPickupEndpoint, readPickup);
  routes.command(pickup.acknowledgeEndpoint, acknowledgeOrders);
  routes.command(pickup.takeNextEndpoint, takeNext);
  routes.command(pickup.takeEndpoint, takeOrder);
  routes.command(pickup.letGoEndpoint, letGoOrder);
  routes.command(pickup.pickEndpoint, pickPiece);
  routes.command(pickup.unpickEndpoint, unpickPiece);
  routes.command(pickup.stageEndpoint, stageOrder);
  routes.command(pickup.readyEndpoint, readyOrder);
  routes.command(pickup.undoReadyEndpoint, undoReadyOrder);
  routes.command(pickup.handOverEndpoint, (tx, input) => handOver(tx, secrets, input));
  routes.command(pickup.putBackEndpoint, putBackLine);
}
