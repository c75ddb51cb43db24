import type { ModuleContext } from '../../server/modules/manifest.ts';
import { forgetCustomer, forgetIfErased } from './orders/forget-contacts.ts';
import type { StockChanged } from '../store-system/api.ts';
import { followStock, mayChangeFigure } from './availability/follow-stock.ts';
import {
  confirmOrders,
  LETTERS_AT_ONCE,
  remindCustomers,
  tellCustomers,
  type Post,
} from './mail/write-letters.ts';

/** What follows by itself: letters to customers, and the figures that channels show. */
export function omnichannelReactions({ reactions, sweeps }: ModuleContext, post: Post): void {
  reactions.on<{ customerId: string }>(
    'omnichannel.forget-customer',
    ['base.customer-erased.v1'],
    (tx, { payload }) => forgetCustomer(tx, payload.customerId),
  );
  reactions.on<{ orderId: string }>(
    'omnichannel.forget-contacts',
    ['omnichannel.order-collected.v1', 'omnichannel.order-cancelled.v1'],
    (tx, { payload }) => forgetIfErased(tx, payload.orderId),
  );
  reactions.on<StockChanged['payload']>(
    'omnichannel.shown-stock',
    ['store-system.stock-changed.v1'],
    (tx, { payload }) => followStock(tx, payload),
    { wants: mayChangeFigure },
  );
  const write = (name: string, seconds: number, work: typeof confirmOrders): void =>
    sweeps.every(name, seconds, LETTERS_AT_ONCE, (tx) => work(tx, post));
  write('omnichannel.confirm-orders', 1, confirmOrders);
  write('omnichannel.tell-customers', 1, tellCustomers);
  write('omnichannel.remind-customers', 60, remindCustomers);
}
