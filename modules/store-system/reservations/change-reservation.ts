import { demand, may } from '../../../server/auth/actor.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { reservationState } from '../problems.ts';
import {
  isLive,
  stateAfter,
  type Reservation,
  type ReservationState,
  type ReservationStep,
} from './domain/reservation.ts';
import { reservationChanged, reservationEnded } from './events.ts';
import { lockReservation, updateReservation, type ReservationChange } from './sql.ts';

const MANAGE = 'store-system.reservation.manage';

/** Which shop may do it: only the one that keeps the piece, or also the one that asked. */
export type Side = 'keeping' | 'either';

/** A reservation locked for a step that its state allows, and the state the step leads to. */
export interface OpenedReservation {
  readonly reservation: Reservation;
  readonly to: ReservationState;
}

/** Locks a reservation for a step; refuses what the state, or the actor's shop, does not allow. */
export async function openReservation(
  tx: Tx,
  reservationId: string,
  step: ReservationStep,
  side: Side,
): Promise<OpenedReservation> {
  const reservation = await lockReservation(tx, reservationId);
  if (!reservation || !isInSight(tx, reservation)) {
    throw new Refusal(notFound, { what: { it: 'la prenotazione', en: 'the reservation' } });
  }
  if (side === 'keeping') demand(tx.actor, MANAGE, reservation.locationId);
  const to = stateAfter(reservation.state, step);
  if (to === null) throw new Refusal(reservationState, { state: reservation.state });
  return { reservation, to };
}

export function isInSight(
  { actor }: Pick<Tx, 'actor'>,
  { locationId, askedFrom }: { readonly locationId: string; readonly askedFrom: string },
): boolean {
  return may(actor, MANAGE, locationId) || may(actor, MANAGE, askedFrom);
}

/** Writes what a step changes of a locked reservation, and tells it. */
export async function writeStep(
  tx: Tx,
  reservation: Reservation,
  step: ReservationStep | 'remind',
  change: Partial<ReservationChange> & { readonly state: ReservationState },
  because: string = step,
): Promise<Reservation> {
  const { holdId, until, answerBy, remindAt, remindedAt, shelf, extended } = reservation;
  const ended = !isLive(change.state);
  const after = await updateReservation(tx, reservation.reservationId, {
    holdId,
    until,
    answerBy,
    remindAt,
    remindedAt,
    shelf,
    extended,
    ...change,
    endedBecause: ended ? because : null,
  });
  tx.record(ended ? reservationEnded(after, because) : reservationChanged(after, step));
  return after;
}
