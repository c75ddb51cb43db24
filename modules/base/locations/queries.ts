import type { Read } from '../../../server/db/transaction.ts';
import type { Location } from './domain/location.ts';
import { selectLocations } from './sql.ts';

/** Locations with their hours by code; every one of them when `ids` is null. */
export async function locationsById(
  read: Read,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, Location>> {
  if (ids?.length === 0) return new Map();
  return new Map((await selectLocations(read, ids)).map((location) => [location.id, location]));
}
