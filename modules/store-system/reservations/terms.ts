import { Refusal } from '../../../server/kernel/refusal.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { ReplyOf } from '../../../server/http/contract.ts';
import {
  addOpeningMinutes,
  businessDayOf,
  closingOfDay,
  closingOfNextOpenDay,
  locationsById,
  type Location,
} from '../../base/api.ts';
import { addDays } from '../../../server/kernel/time.ts';
import { untilInThePast } from '../problems.ts';
import type { readTerms } from './contracts.ts';

/** How long the other shop has to answer a request, and a queueing customer an offer: opening minutes. */
const REQUEST_MINUTES = 15;
const OFFER_MINUTES = 240;

const DAY = 86_400_000;

/** A piece that waits longer than this is better sold. */
const LONGEST_DAYS = 21;

/** The location, or a refusal. */
export async function demandLocation(read: Read, locationId: string): Promise<Location> {
  const location = (await locationsById(read, [locationId])).get(locationId);
  if (!location) throw new Refusal(notFound, { what: { it: 'il negozio', en: 'the shop' } });
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

/** What a clerk may promise in this shop: the closings of its next open days, and the usual one. */
export async function termsOf(
  read: Read,
  { locationId }: { readonly locationId: string },
): Promise<ReplyOf<typeof readTerms>> {
  const location = await demandLocation(read, locationId);
  const today = businessDayOf(location.schedule, read.now);
  const closings = [];
  for (let ahead = 0; ahead <= LONGEST_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    const until = closingOfDay(location.schedule, day);
    if (until && until > read.now) closings.push({ day, until: until.toISOString() });
  }
  return {
    closings,
    usual: keptUntil(location, read.now, undefined).toISOString(),
    answerMinutes: REQUEST_MINUTES,
  };
}
