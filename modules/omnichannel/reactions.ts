import type { ModuleContext } from '../../server/modules/manifest.ts';
import { forgetCustomer, forgetIfErased } from './orders/forget-contacts.ts';
import type { StockChanged } from '../store-system/api.ts';
import { followStock } from './availability/follow-stock.ts';
import {
  remindCustomers,
  tellCustomers,
  TOLD_AT_ONCE,
  writeAbout,
  type Post,
} from './mail/write-letters.ts';

/** What follows by itself: letters to customers, and the figures that channels show. */
export function omnichannelReactions({ reactions, sweeps }: ModuleContext, post: Post): void {
  reactions.on<{ orderId: string }>(
    'omnichannel.letters',
    ['omnichannel.order-placed.v1', 'omnichannel.order-cancelled.v1'],
    (tx, { type, payload }) =>
      writeAbout(
        tx,
        post,
        payload.orderId,
        type === 'omnichannel.order-placed.v1' ? 'placed' : 'cancelled',
      ),
  );
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
  );
  sweeps.every('omnichannel.tell-customers', 1, TOLD_AT_ONCE, (tx) => tellCustomers(tx, post));
  sweeps.every('omnichannel.remind-customers', 60, TOLD_AT_ONCE, (tx) => remindCustomers(tx, post));
}
