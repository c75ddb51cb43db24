import type { DomainEvent } from '../../../server/events/event.ts';
import type { ReservationView } from './contracts.ts';
import type { Reservation, ReservationStep } from './domain/reservation.ts';

/** A reservation by ids: what the person is called, and the note, stay out of events and audit. */
export function viewOf(reservation: Reservation): ReservationView {
  const { holdId: _, note: __, remindAt: ___, ...plain } = reservation;
  return {
    ...plain,
    until: plain.until?.toISOString() ?? null,
    answerBy: plain.answerBy?.toISOString() ?? null,
    remindedAt: plain.remindedAt?.toISOString() ?? null,
    placedAt: plain.placedAt.toISOString(),
  };
}

interface ReservationFact {
  readonly reservation: ReservationView;
}

/** Published. */
export type ReservationPlaced = DomainEvent<'store-system.reservation-placed.v1', ReservationFact>;

/** Published. It is another than before: accepted, set aside, extended, offered, reminded. */
export type ReservationChanged = DomainEvent<
  'store-system.reservation-changed.v1',
  ReservationFact & { readonly step: ReservationStep | 'remind' }
>;

/** Published. Collected, released, refused or expired: the state says which. */
export type ReservationEnded = DomainEvent<
  'store-system.reservation-ended.v1',
  ReservationFact & { readonly because: string }
>;

export function reservationPlaced(reservation: Reservation): ReservationPlaced {
  return about(reservation, 'store-system.reservation-placed.v1', {});
}

export function reservationChanged(
  reservation: Reservation,
  step: ReservationStep | 'remind',
): ReservationChanged {
  return about(reservation, 'store-system.reservation-changed.v1', { step });
}

export function reservationEnded(reservation: Reservation, because: string): ReservationEnded {
  return about(reservation, 'store-system.reservation-ended.v1', { because });
}

function about<T extends string, M extends object>(
  reservation: Reservation,
  type: T,
  more: M,
): DomainEvent<T, ReservationFact & M> {
  const { reservationId, locationId, askedFrom } = reservation;
  return {
    type,
    stream: `reservation:${reservationId}`,
    rooms: [...new Set([`reservations:${locationId}`, `reservations:${askedFrom}`])],
    locationId,
    payload: { reservation: viewOf(reservation), ...more },
  };
}
