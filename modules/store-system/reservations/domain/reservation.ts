import { exhaustive } from '../../../../server/kernel/exhaustive.ts';

/**
 * waiting: in the queue for a piece that is not there. offered: a piece was freed for this customer, who
 * is asked. requested: held in another shop, which has not answered. active: held. set-aside: on a shelf.
 */
export type ReservationState =
  | 'waiting'
  | 'offered'
  | 'requested'
  | 'active'
  | 'set-aside'
  | 'collected'
  | 'released'
  | 'refused'
  | 'expired';

export interface Reservation {
  readonly reservationId: string;
  /** Where the piece is kept. */
  readonly locationId: string;
  /** The shop the customer spoke to. */
  readonly askedFrom: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly customerId: string;
  /** The last symbols of the code the customer has. */
  readonly codeEnding: string;
  readonly holdId: string | null;
  readonly state: ReservationState;
  readonly until: Date | null;
  readonly answerBy: Date | null;
  readonly remindAt: Date | null;
  readonly remindedAt: Date | null;
  readonly shelf: string | null;
  readonly note: string | null;
  readonly depositMinor: number;
  readonly extended: number;
  readonly placedAt: Date;
  readonly version: number;
}

/** What somebody, or the clock, does with a reservation. */
export type ReservationStep =
  | 'offer'
  | 'take-offer'
  | 'accept'
  | 'refuse'
  | 'set-aside'
  | 'extend'
  | 'collect'
  | 'release'
  | 'expire';

/**
 * The state a step leads to, or null when the reservation's state does not allow it (any more). The
 * keeping shop that sets a requested piece aside, or hands it over, has thereby accepted.
 */
export function stateAfter(
  state: ReservationState,
  step: ReservationStep,
): ReservationState | null {
  switch (step) {
    case 'offer':
      return state === 'waiting' ? 'offered' : null;
    case 'take-offer':
      return state === 'offered' ? 'active' : null;
    case 'accept':
      return state === 'requested' ? 'active' : null;
    case 'refuse':
      return state === 'requested' ? 'refused' : null;
    case 'set-aside':
      return state === 'requested' || state === 'active' ? 'set-aside' : null;
    case 'extend':
      return keepsPiece(state) && state !== 'offered' ? state : null;
    case 'collect':
      return keepsPiece(state) ? 'collected' : null;
    case 'release':
      return keepsPiece(state) || state === 'waiting' ? 'released' : null;
    case 'expire':
      return keepsPiece(state) ? 'expired' : null;
    default:
      return exhaustive(step);
  }
}

/** Does a reservation in this state hold a piece? */
export function keepsPiece(state: ReservationState): boolean {
  return (
    state === 'offered' || state === 'requested' || state === 'active' || state === 'set-aside'
  );
}

export function isLive(state: ReservationState): boolean {
  return keepsPiece(state) || state === 'waiting';
}

const HOUR = 3_600_000;

/** One hour before the end the customer is reminded; a reservation shorter than that needs no reminder. */
export function reminderFor(until: Date, now: Date): Date | null {
  const at = new Date(until.getTime() - HOUR);
  return at > now ? at : null;
}
