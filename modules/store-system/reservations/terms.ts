import { Refusal } from '../../../server/kernel/refusal.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { Read } from '../../../server/db/transaction.ts';
import {
  addOpeningMinutes,
  closingOfNextOpenDay,
  locationsById,
  type Location,
} from '../../base/api.ts';
import { untilInThePast } from '../problems.ts';

/** How long the other shop has to answer a request, and a queueing customer an offer: opening minutes. */
const REQUEST_MINUTES = 15;
const OFFER_MINUTES = 240;

const DAY = 86_400_000;

/** The location, or a refusal. */
export async function demandLocation(read: Read, locationId: string): Promise<Location> {
  const location = (await locationsById(read, [locationId])).get(locationId);
  if (!location) throw new Refusal(notFound, { what: 'il negozio (location)' });
  return location;
}

/** Until when a piece is kept: as asked, or until the shop closes on its next open day. */
export function keptUntil(location: Location, now: Date, asked: string | undefined): Date {
  if (asked === undefined) {
    // A shop without opening hours in sight still keeps a piece for a day.
    return closingOfNextOpenDay(location.schedule, now) ?? new Date(now.getTime() + DAY);
  }
  const until = new Date(asked);
  if (until <= now) throw new Refusal(untilInThePast, { until: asked });
  return until;
}

export function requestAnsweredBy(location: Location, now: Date): Date {
  return inOpening(location, now, REQUEST_MINUTES);
}

export function offerAnsweredBy(location: Location, now: Date): Date {
  return inOpening(location, now, OFFER_MINUTES);
}

function inOpening({ schedule }: Location, now: Date, minutes: number): Date {
  return addOpeningMinutes(schedule, now, minutes) ?? new Date(now.getTime() + DAY);
}
