import type { Status } from '../../../../server/ui/kit/status.ts';
import type { OrderState } from '../domain/order.ts';

/** How an order's state is shown wherever an order is looked up, rather than worked on. */
export const ORDER_STATUS: Readonly<Record<OrderState, Status>> = {
  placed: 'toPrepare',
  acknowledged: 'toPrepare',
  picking: 'inPreparation',
  short: 'notFound',
  picked: 'inPreparation',
  staged: 'inPreparation',
  ready: 'ready',
  collected: 'handedOver',
  refused: 'cancelled',
  'no-show': 'notCollected',
  cancelled: 'cancelled',
};
