import type { Tx } from '../../../server/db/transaction.ts';
import { locationsById } from '../../base/api.ts';
import { placeHolds } from '../holds/place-holds.ts';
import type { Spot } from '../stock/domain/level.ts';
import { writeStep } from './change-reservation.ts';
import { tellOffer } from './mail.ts';
import { lockServable } from './sql.ts';
import { offerAnsweredBy } from './terms.ts';

/** How many queueing customers one run looks at. */
export const OFFER_BATCH = 50;

/**
 * Offers pieces that are there now to the customers who have waited longest for them, and answers how
 * many it offered. `spots` = those just freed, in the transaction that freed them, so that nobody
 * comes in between; null = the sweep, for pieces freed in any other way.
 */
export async function offerFreed(
  tx: Tx,
  spots: readonly Spot[] | null,
  batch = OFFER_BATCH,
): Promise<number> {
  const waiting = await lockServable(tx, spots, batch);
  if (waiting.length === 0) return 0;
  const locations = await locationsById(
    tx,
    waiting.map(({ locationId }) => locationId),
  );
  const terms = waiting.map((reservation) => ({
    reservation,
    until: offerAnsweredBy(locations.get(reservation.locationId)!, tx.now),
  }));
  const results = await placeHolds(
    tx,
    terms.map(({ reservation: { reservationId, locationId, itemId, quantity }, until }) => ({
      kind: 'customer',
      ownerId: reservationId,
      locationId,
      until,
      lines: [{ itemId, quantity, ownerLineId: reservationId }],
    })),
  );
  let offered = 0;
  for (const [place, { reservation, until }] of terms.entries()) {
    const result = results[place]!;
    if (result.outcome === 'refused') continue;
    const after = await writeStep(tx, reservation, 'offer', {
      state: 'offered',
      holdId: result.holds[0]!.holdId,
      until,
      answerBy: until,
    });
    await tellOffer(tx, after);
    offered += 1;
  }
  return offered;
}
