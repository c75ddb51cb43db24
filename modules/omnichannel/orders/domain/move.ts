import { openPieces, type OrderFile } from './file.ts';
import { moved, refused, type Decision } from './life.ts';

/** Why it is prepared elsewhere: the customer, somebody of the house, a missing piece, a shop that looks at nothing. */
export const MOVE_CAUSES = ['customer', 'staff', 'shortage', 'unseen'] as const;
export type MoveCause = (typeof MOVE_CAUSES)[number];

/** Another shop, and what it promises. */
export interface NewPlace {
  readonly locationId: string;
  readonly acknowledgeBy: Date;
  readonly readyBy: Date;
}

/**
 * The order begins anew in another shop: unseen, nobody's, nothing missing. Refused once pieces of it
 * are in somebody's hands (`already-picked`): they would have to travel. Where the customer wants to
 * go is chosen by the customer only.
 */
export function moveTo(file: OrderFile, to: NewPlace, cause: MoveCause): Decision {
  if (!isBeforeBag(file)) return refused('state');
  // Whoever has it sent does not care from where.
  if (cause === 'customer' && file.fulfilment === 'shipping') return refused('state');
  if (file.lines.some(({ picked, toPutBack }) => picked + toPutBack > 0)) {
    return refused('already-picked');
  }
  return moved(file, {
    ...to,
    chosenLocationId: cause === 'customer' ? to.locationId : file.chosenLocationId,
    acknowledgedAt: null,
    picker: null,
    firstReadyBy: null,
    delayedFrom: null,
    undoDelayUntil: null,
    escalatedAt: null,
    lines: file.lines.map((line) =>
      openPieces(line) > 0 ? { ...line, state: 'placed' as const, short: 0 } : line,
    ),
  });
}

/** Whether it can still be decided where, or how, the customer gets it. */
export function isBeforeBag({ state }: Pick<OrderFile, 'state'>): boolean {
  return state === 'placed' || state === 'acknowledged' || state === 'picking' || state === 'short';
}
