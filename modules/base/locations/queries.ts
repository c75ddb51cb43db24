import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { listLocations, readLocation } from './contracts.ts';
import type { Location, LocationPlace } from './domain/location.ts';
import {
  closingAt,
  isOpen,
  nextOpening,
  writtenMinute,
  type Span,
} from './domain/opening-hours.ts';
import { selectExceptions, selectLocations, selectPlaces } from './sql/locations.ts';

/** Locations with their hours by code; every one of them when `ids` is null. */
export async function locationsById(
  read: Read,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, Location>> {
  if (ids?.length === 0) return new Map();
  return new Map((await selectLocations(read, ids)).map((location) => [location.id, location]));
}

/** Every location by name and place on the map: for lists by distance, many times a minute. */
export async function locationPlaces(read: Read): Promise<readonly LocationPlace[]> {
  return selectPlaces(read);
}

/** Every location as a list shows it, with what its door does now. */
export async function everyLocation(read: Read): Promise<ReplyOf<typeof listLocations>> {
  const locations = await selectLocations(read, null);
  return {
    locations: locations.map(({ schedule, ...location }) => {
      const open = isOpen(schedule, read.now);
      return {
        id: location.id,
        name: location.name,
        kind: location.kind,
        type: location.type,
        companyId: location.companyId,
        street: location.street,
        postalCode: location.postalCode,
        city: location.city,
        province: location.province,
        region: location.region,
        zone: location.zone,
        latitude: location.latitude,
        longitude: location.longitude,
        phone: location.phone,
        pickupEnabled: location.pickupEnabled,
        active: location.active,
        openNow: open,
        closesAt: closingAt(schedule, read.now)?.toISOString() ?? null,
        opensAt: open ? null : (nextOpening(schedule, read.now)?.toISOString() ?? null),
      };
    }),
  };
}

export async function oneLocation(
  read: Read,
  { locationId }: InputOf<typeof readLocation>,
): Promise<ReplyOf<typeof readLocation>> {
  const [location] = await selectLocations(read, [locationId]);
  if (!location) throw new Refusal(notFound, { what: locationId });
  const exceptions = await selectExceptions(read, locationId);
  const { schedule, ...particulars } = location;
  return {
    ...particulars,
    week: schedule.week.map((spans) => spans.map(writtenSpan)),
    exceptions: exceptions.map(({ day, name, spans }) => ({
      day,
      name,
      spans: spans.map(([opens, closes]) => ({ opens, closes })),
    })),
  };
}

function writtenSpan({ opensMinute, closesMinute }: Span) {
  return { opens: writtenMinute(opensMinute), closes: writtenMinute(closesMinute) };
}
