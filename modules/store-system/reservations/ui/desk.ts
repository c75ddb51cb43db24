import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { DeskView, readDeskDetails, ReservationView } from '../contracts.ts';

export type ReservationDetails = ReplyOf<typeof readDeskDetails>['details'][number];

/** A reservation with who and what it is about; that is null while it is on its way. */
export interface DeskRow {
  readonly reservation: ReservationView;
  readonly details: ReservationDetails | null;
}

/** In the order of the desk: what somebody waits for first. */
export const DESK_GROUPS = [
  'answer',
  'offered',
  'expiring',
  'toSetAside',
  'aside',
  'elsewhere',
  'waiting',
] as const;
export type DeskGroup = (typeof DESK_GROUPS)[number];

const SOON_MS = 60 * 60_000;

/** What a reservation asks of this desk now. */
export function groupOf(reservation: ReservationView, hereId: string, now: Date): DeskGroup {
  const { state, locationId, until } = reservation;
  if (state === 'offered') return 'offered';
  if (state === 'waiting') return 'waiting';
  if (locationId !== hereId) return 'elsewhere';
  if (state === 'requested') return 'answer';
  if (until !== null && Date.parse(until) - now.getTime() <= SOON_MS) return 'expiring';
  return state === 'set-aside' ? 'aside' : 'toSetAside';
}

/** How many reservations of the desk wait for somebody here to do something. */
export function deskWork(view: DeskView): number {
  return view.reservations.filter(
    ({ state, locationId }) =>
      state === 'offered' ||
      (locationId === view.locationId && (state === 'requested' || state === 'active')),
  ).length;
}

export type DeskStep =
  | 'accept'
  | 'refuse'
  | 'takeOffer'
  | 'setAside'
  | 'collect'
  | 'extend'
  | 'release';

/** What this desk may do with a reservation, the next step first. */
export function stepsOf(reservation: ReservationView, hereId: string): readonly DeskStep[] {
  const keeps = reservation.locationId === hereId;
  switch (reservation.state) {
    case 'requested':
      return keeps ? ['accept', 'refuse', 'setAside'] : ['release'];
    case 'active':
      return keeps ? ['setAside', 'collect', 'extend', 'release'] : ['extend', 'release'];
    case 'set-aside':
      return keeps ? ['collect', 'extend', 'release'] : ['extend', 'release'];
    case 'offered':
      return ['takeOffer', 'release'];
    case 'waiting':
      return ['release'];
    default:
      return [];
  }
}
