import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { DeskView, ReservationView } from './contracts.ts';

/** Where the reservations of a location's desk are told. */
export function deskRoom(locationId: string): string {
  return `reservations:${locationId}`;
}

/** The reservation desk after one event of its room. */
export function applyToDesk(view: DeskView, event: LiveEvent): DeskView {
  if (!event.type.startsWith('store-system.reservation-')) return view;
  const { reservation } = event.payload as { readonly reservation: ReservationView };
  const others = view.reservations.filter(
    ({ reservationId }) => reservationId !== reservation.reservationId,
  );
  if (event.type === 'store-system.reservation-ended.v1') return { ...view, reservations: others };
  return { ...view, reservations: [...others, reservation].sort(oldestFirst) };
}

function oldestFirst(a: ReservationView, b: ReservationView): number {
  if (a.placedAt !== b.placedAt) return a.placedAt < b.placedAt ? -1 : 1;
  return a.reservationId < b.reservationId ? -1 : 1;
}
