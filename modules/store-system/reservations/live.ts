import type { LiveEvent } from '../../../server/live/protocol.ts';
import type { DeskView, ReservationView } from './contracts.ts';

/** Where the reservations of a location's desk are told. */
export function deskRoom(locationId: string): string {
  return `reservations:${locationId}`;
}

/**
 * The reservation desk after one event of its room. Events may come twice or late: only what is newer
 * than the desk changes it, and a late word about one that may have ended asks for a fresh look.
 */
export function applyToDesk(view: DeskView, event: LiveEvent): DeskView | 'fetch-again' {
  if (!event.type.startsWith('store-system.reservation-')) return view;
  const { reservation } = event.payload as { readonly reservation: ReservationView };
  const same = ({ reservationId }: ReservationView): boolean =>
    reservationId === reservation.reservationId;
  const known = view.reservations.find(same);
  if (known && known.version >= reservation.version) return view;
  const others = view.reservations.filter((each) => !same(each));
  if (event.type === 'store-system.reservation-ended.v1') return { ...view, reservations: others };
  if (!known && reservation.version > 1) return 'fetch-again';
  return { ...view, reservations: [...others, reservation].sort(oldestFirst) };
}

function oldestFirst(a: ReservationView, b: ReservationView): number {
  if (a.placedAt !== b.placedAt) return a.placedAt < b.placedAt ? -1 : 1;
  return a.reservationId < b.reservationId ? -1 : 1;
}
