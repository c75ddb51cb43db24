import { dueMinor } from './amounts.ts';
import { hasPiecesInHand, openPieces, type OrderFile } from './file.ts';
import type { ShipTo } from './fulfilment.ts';
import { collect, moved, refused, type Decision, type Ending } from './life.ts';
import { isBeforeBag } from './move.ts';
import { isFinal } from './order.ts';

/**
 * The order is sent to the customer. As late as the first pick another address may be said; from then on
 * the bag is packed for what was chosen. Refused while a piece is missing (`state`): first it is decided
 * what becomes of it.
 */
export function chooseShipping(file: OrderFile, to: ShipTo): Decision {
  if (!isBeforeBag(file) || file.lines.some(({ short }) => short > 0)) return refused('state');
  if (hasPiecesInHand(file)) return refused('already-picked');
  return moved(file, { fulfilment: 'shipping', shipTo: to });
}

/** Whether {@link chooseShipping} would do it, for an order that is paid: nobody pays a carrier. */
export function mayChooseShipping(file: OrderFile): boolean {
  return (
    isBeforeBag(file) &&
    file.lines.every(({ short }) => short === 0) &&
    !hasPiecesInHand(file) &&
    dueMinor(file) === 0
  );
}

/** Whether it can still be collected: no carrier has it. */
export function mayCollectInstead({ fulfilment, state }: OrderFile): boolean {
  return fulfilment === 'shipping' && !isFinal(state);
}

/** It is collected after all. A bag that stands on its shelf is ready when somebody says so, as any other. */
export function collectInstead(file: OrderFile): Decision {
  if (!mayCollectInstead(file)) return refused('state');
  const notReady = file.state === 'staged' ? { readyAt: null, minutesToReady: null } : {};
  return moved(file, { fulfilment: 'pickup', shipTo: null, ...notReady });
}

/** Every open piece leaves with the carrier: a bag that stands on its shelf for sending, whole. */
export function giveToCarrier(file: OrderFile, ending: Ending): Decision {
  if (file.fulfilment !== 'shipping' || file.state !== 'staged') return refused('state');
  return collect(file, leavingWithCarrier(file), 0, ending);
}

/** What the carrier takes. */
export function leavingWithCarrier({ lines }: Pick<OrderFile, 'lines'>) {
  return lines.flatMap((line) => {
    const quantity = openPieces(line);
    return quantity > 0 ? [{ lineId: line.lineId, quantity }] : [];
  });
}
