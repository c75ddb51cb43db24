import type { ModuleContext } from '../../server/modules/manifest.ts';
import { forgetCustomer, forgetIfErased } from './orders/forget-contacts.ts';
import {
  LEVEL_EVENT_TYPES,
  levelChangesIn,
  type HoldPlaced,
  type StockChanged,
  type TransferFacts,
  type TransferReceived,
} from '../store-system/api.ts';
import { isFinal, type OrderState } from './orders/domain/order.ts';
import { freeKeptPlaces, PLACES_AT_ONCE } from './promises/delay-order.ts';
import { ESCALATED_AT_ONCE, escalateUnseen } from './promises/unseen-orders.ts';
import { resumeOverdue } from './promises/pause-pickups.ts';
import { measurePaces } from './promises/sql/pace.ts';
import { giveBackPlaces } from './promises/sql/slots.ts';
import { answerForSilent } from './picking/answer.ts';
import { followTransfers, takeBrought } from './picking/follow-transfers.ts';
import { weighRisks } from './picking/weigh-risk.ts';
import { askCustomers, tellOutcomes } from './mail/question-letters.ts';
import { followHours } from './pickup/keep-over-closing.ts';
import { closeOverdueOrders, OVERDUE_AT_ONCE } from './pickup/not-collected.ts';
import {
  changesFigures,
  followPolicy,
  SHOWN_AT_ONCE,
  showAgain,
} from './availability/show-again.ts';
import type { PolicyChanged } from './promises/events.ts';
import { followStock, mayChangeFigure } from './availability/follow-stock.ts';
import {
  confirmOrders,
  LETTERS_AT_ONCE,
  remindCustomers,
  tellCustomers,
  type Post,
} from './mail/write-letters.ts';

/** What became of a transfer; `kept` are pieces that wait for whom it was made. */
interface NewsOfTransfer {
  readonly transfer: TransferFacts;
  readonly kept?: TransferReceived['payload']['kept'];
}

/** What follows by itself: letters to customers, and the figures that channels show. */
export function omnichannelReactions({ reactions, sweeps }: ModuleContext, post: Post): void {
  reactions.on<{ customerId: string }>(
    'omnichannel.forget-customer',
    ['base.customer-erased.v1'],
    (tx, { payload }) => forgetCustomer(tx, payload.customerId),
  );
  reactions.on<{ orderId: string }>(
    'omnichannel.forget-contacts',
    [
      'omnichannel.order-collected.v1',
      'omnichannel.order-shipped.v1',
      'omnichannel.order-cancelled.v1',
      'omnichannel.order-pieces-refused.v1',
      'omnichannel.order-swapped.v1',
      'omnichannel.order-not-collected.v1',
    ],
    (tx, { payload }) => forgetIfErased(tx, payload.orderId),
  );
  showStock(reactions);
  followClosings(reactions);
  reactions.on<{ orderId: string; status: { state: OrderState } }>(
    'omnichannel.give-back-slots',
    ['omnichannel.order-cancelled.v1'],
    (tx, { payload }) => giveBackPlaces(tx, payload.orderId, null),
    { wants: ({ status }) => isFinal(status.state) },
  );
  sweeps.every('omnichannel.unseen-orders', 10, ESCALATED_AT_ONCE, escalateUnseen);
  sweeps.every('omnichannel.places-kept', 5, PLACES_AT_ONCE, freeKeptPlaces);
  sweeps.every('omnichannel.paused-pickups', 5, 1, resumeOverdue);
  sweeps.every('omnichannel.pace', 300, 1, async (tx) => {
    await measurePaces(tx, 10);
    return 0;
  });
  sweeps.every('omnichannel.overdue-orders', 15, OVERDUE_AT_ONCE, (tx) => closeOverdueOrders(tx));
  reactions.on<{ locationId: string; itemId: string }>(
    'omnichannel.weigh-risks',
    [
      'store-system.shortage-opened.v1',
      'store-system.shortage-closed.v1',
      'store-system.recount-opened.v1',
      'store-system.recount-closed.v1',
    ],
    (tx, { payload }) => weighRisks(tx, payload),
  );
  followBrought(reactions, post);
  sweeps.every('omnichannel.silent-customers', 5, 1, (tx) => answerForSilent(tx, post.secrets));
  reactions.on<PolicyChanged['payload']>(
    'omnichannel.shown-by-policy',
    ['omnichannel.policy-changed.v1'],
    (tx, { payload }) => followPolicy(tx, payload),
    { wants: changesFigures },
  );
  sweeps.every('omnichannel.shown-again', 2, SHOWN_AT_ONCE, showAgain);
  const write = (name: string, seconds: number, work: typeof confirmOrders): void =>
    sweeps.every(name, seconds, LETTERS_AT_ONCE, (tx) => work(tx, post));
  write('omnichannel.confirm-orders', 1, confirmOrders);
  write('omnichannel.ask-customers', 2, askCustomers);
  write('omnichannel.tell-outcomes', 2, tellOutcomes);
  write('omnichannel.tell-customers', 1, tellCustomers);
  write('omnichannel.remind-customers', 60, remindCustomers);
}

/** A shop that stays closed keeps what its customers could not collect. */
function followClosings(reactions: ModuleContext['reactions']): void {
  reactions.on<{ locationId: string; what: string }>(
    'omnichannel.follow-hours',
    ['base.location-changed.v1'],
    (tx, { payload }) => followHours(tx, payload.locationId),
    { wants: ({ what }) => what === 'hours' },
  );
}

/** What channels are shown of the stock of shops. */
function showStock(reactions: ModuleContext['reactions']): void {
  reactions.on<StockChanged['payload'] | HoldPlaced['payload']>(
    'omnichannel.shown-stock',
    LEVEL_EVENT_TYPES,
    (tx, { payload }) => followStock(tx, levelChangesIn(payload).filter(mayChangeFigure)),
    {
      wants: (payload) => levelChangesIn(payload).some(mayChangeFigure),
      together: (tx, events) => {
        const changes = events.flatMap(({ payload }) => levelChangesIn(payload));
        return followStock(tx, changes.filter(mayChangeFigure));
      },
    },
  );
}

/** Pieces that are brought for orders, and orders that need them no longer. */
function followBrought(reactions: ModuleContext['reactions'], post: Post): void {
  reactions.on<NewsOfTransfer>(
    'omnichannel.transfers-for-orders',
    [
      'store-system.transfer-declined.v1',
      'store-system.transfer-picked.v1',
      'store-system.transfer-received.v1',
      'store-system.transfer-resolved.v1',
      'store-system.transfer-cancelled.v1',
    ],
    async (tx, { payload: { transfer, kept } }) => {
      await takeBrought(tx, transfer, kept ?? []);
      await followTransfers(tx, post.secrets, transfer.reference.id);
    },
    { wants: ({ transfer }) => transfer.reference.kind === 'order' },
  );
  reactions.on<{ orderId: string }>(
    'omnichannel.orders-without-need',
    [
      'omnichannel.order-cancelled.v1',
      'omnichannel.order-moved.v1',
      'omnichannel.order-short-resolved.v1',
    ],
    (tx, { payload }) => followTransfers(tx, post.secrets, payload.orderId),
  );
}
