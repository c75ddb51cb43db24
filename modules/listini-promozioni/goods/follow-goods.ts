import type { Tx } from '../../../server/db/transaction.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { locationsById, type Location } from '../../base/api.ts';
import { pricesPublished } from '../snapshot/events.ts';
import { knowsGoods, selectChangedGoods, takeOverGoods } from './sql/goods.ts';
import { selectGroups, selectPlaces, writePlaces, type Place } from './sql/places.ts';
import { nextVersion } from './sql/versions.ts';

/**
 * Takes over what has changed in the catalogue, in these styles or in all: list prices and attributes
 * are part of the version that a price is told from. Does nothing when nothing has changed.
 */
export async function followGoods(tx: Tx, styleIds: readonly string[] | null): Promise<void> {
  if ((await selectChangedGoods(tx, styleIds)).length === 0) return;
  const version = await nextVersion(tx, 'goods', null);
  // Looked at again behind the lock: another process may have taken them over meanwhile.
  for (;;) {
    const changed = await selectChangedGoods(tx, styleIds);
    if (changed.length === 0) break;
    await takeOverGoods(tx, version, changed);
  }
  tx.record(pricesPublished({ version, cause: 'goods', subjectId: null }));
}

/** Takes over what has changed of shops and of the groups they stand in. Does nothing when nothing has. */
export async function followPlaces(tx: Tx): Promise<void> {
  if ((await changedPlaces(tx)).length === 0) return;
  const version = await nextVersion(tx, 'places', null);
  // Looked at again behind the lock: what another process wrote meanwhile is newer than what was seen before.
  await writePlaces(tx, version, await changedPlaces(tx));
  tx.record(pricesPublished({ version, cause: 'places', subjectId: null }));
}

async function changedPlaces(tx: Tx): Promise<Place[]> {
  const known = new Map((await selectPlaces(tx, null)).map((place) => [place.placeId, place]));
  return (await placesNow(tx, known)).filter((place) => {
    const before = known.get(place.placeId);
    return before === undefined || !samePlace(before, place);
  });
}

async function placesNow(tx: Tx, known: ReadonlyMap<string, Place>): Promise<Place[]> {
  const locations = [...(await locationsById(tx, null)).values()];
  const groups = await selectGroups(tx);
  return locations
    .filter(({ kind }) => kind === 'store')
    .map(({ id, name, region, province, companyId, active, schedule }) => ({
      placeId: id,
      kind: 'location',
      name,
      zone: schedule.zone,
      region,
      province,
      companyId,
      groups: groups.filter(({ locationIds }) => locationIds.includes(id)).map((group) => group.id),
      active,
      closedOn: closedDays(schedule, known.get(id)?.closedOn ?? [], dayAt(schedule.zone, tx.now)),
    }));
}

/** The days on which a shop is closed. Days gone by stay as they were told: its schedule forgets them. */
function closedDays(
  { exceptions }: Location['schedule'],
  known: readonly string[],
  today: string,
): string[] {
  const planned = Object.entries(exceptions).flatMap(([day, spans]) =>
    spans.length === 0 ? [day] : [],
  );
  return [...new Set([...known.filter((day) => day < today), ...planned])].sort();
}

function samePlace(a: Place, b: Place): boolean {
  return (
    a.name === b.name &&
    a.zone === b.zone &&
    a.region === b.region &&
    a.province === b.province &&
    a.companyId === b.companyId &&
    a.active === b.active &&
    a.groups.join() === b.groups.join() &&
    a.closedOn.join() === b.closedOn.join()
  );
}

/** Learns the whole catalogue and every shop where nothing is known yet: the first minute of an installation. */
export async function learnGoods(tx: Tx): Promise<void> {
  if (await knowsGoods(tx)) return;
  await followGoods(tx, null);
  await followPlaces(tx);
}
