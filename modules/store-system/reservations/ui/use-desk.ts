import { useEffect } from 'react';
import { useQueryOf, type Reading } from '../../../../server/ui/contract.ts';
import { useLiveView } from '../../../../server/ui/live.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { readDesk, readDeskDetails, type DeskView } from '../contracts.ts';
import { applyToDesk, deskRoom } from '../live.ts';
import { deskWork, type DeskRow } from './desk.ts';

/** The reservation desk of a shop, kept live. */
export function useDeskView(locationId: string | null): Reading<DeskView> {
  const id = locationId ?? '';
  return useLiveView(readDesk, { locationId: id }, deskRoom(id), applyToDesk, {
    when: locationId !== null,
  });
}

/** The desk with names and pictures: asked again when a reservation appears that nobody knows yet. */
export function useDesk(locationId: string): { reading: Reading<DeskView>; rows: DeskRow[] } {
  const reading = useDeskView(locationId);
  const details = useQueryOf(readDeskDetails, { locationId });
  const byId = new Map(details.data?.details.map((each) => [each.reservationId, each]));
  const reservations = reading.data?.reservations ?? [];
  const unknown = reservations
    .filter(({ reservationId }) => !byId.has(reservationId))
    .map(({ reservationId }) => reservationId)
    .join();
  const { retry } = details;
  useEffect(() => {
    if (unknown !== '') retry();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each set of unknown ones
  }, [unknown]);
  return {
    reading,
    rows: reservations.map((reservation) => ({
      reservation,
      details: byId.get(reservation.reservationId) ?? null,
    })),
  };
}

/** The number beside «Prenotazioni»: what waits for somebody here. */
export function useDeskBadge(): number | null {
  const { data } = useDeskView(useLocationId());
  return data ? deskWork(data) : null;
}
