import { createContext, useContext } from 'react';
import type { Static } from 'typebox';
import type { Me } from '../../auth/contracts.ts';
import type { Place } from '../screen.ts';

/** Who is at this screen, what they may do, and where. */
export interface Session extends Static<typeof Me> {
  /** The locations this person may work in, with their names. */
  readonly places: readonly Place[];
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a screen is shown to somebody who is logged in');
  return session;
}

/** May this session do it there? Without a location: may it do it anywhere at all? */
export function allows(
  session: Pick<Session, 'permissions'>,
  permission: string,
  locationId?: string,
): boolean {
  const scope = session.permissions[permission];
  if (scope === undefined) return false;
  if (scope === 'everywhere') return true;
  return locationId === undefined ? scope.length > 0 : scope.includes(locationId);
}

/** `const may = useMay(); may('omnichannel.pickup.work', locationId)` */
export function useMay(): (permission: string, locationId?: string) => boolean {
  const session = useSession();
  return (permission, locationId) => allows(session, permission, locationId);
}

/** The location the person works in; null for those who have not chosen one. */
export function useLocationId(): string | null {
  return locationOf(useSession());
}

/** Who works in one place only need not choose it. */
function locationOf({ locationId, places }: Session): string | null {
  return locationId ?? (places.length === 1 ? places[0]!.id : null);
}

/** The name of a location; its code while names are on their way, and where it is none of one's own. */
export function usePlaceNames(): (locationId: string) => string {
  const { places } = useSession();
  return (locationId) => places.find(({ id }) => id === locationId)?.name ?? locationId;
}

export function placeOf(session: Session): Place | null {
  const locationId = locationOf(session);
  return (
    session.places.find(({ id }) => id === locationId) ??
    // The names may still be on their way: the code says enough.
    (locationId === null ? null : { id: locationId, name: locationId, zone: 'Europe/Rome' })
  );
}
