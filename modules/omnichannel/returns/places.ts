import type { Read } from '../../../server/db/transaction.ts';
import {
  distanceMetres,
  itemsOfStyles,
  locationsById,
  type Item,
  type Location,
} from '../../base/api.ts';
import { availability } from '../../store-system/api.ts';
import {
  proposeDestination,
  type Candidate,
  type DestinationProposal,
} from './domain/destination.ts';
import type { Grade } from './domain/return.ts';
import type { ReturnFacts } from './facts.ts';

/** What every place of the company has of the items and their styles, for proposing where pieces go. */
export interface Places {
  proposal(item: Item, grade: Grade): DestinationProposal;
  location(id: string): Location | undefined;
}

export async function readPlaces(
  read: Read,
  facts: ReturnFacts,
  items: readonly Item[],
): Promise<Places> {
  const { shop, otherCompany, seller, terms } = facts;
  const locations = await locationsById(read, null);
  const own = [...locations.values()].filter(
    ({ id, companyId, active }) => active && companyId === shop.companyId && id !== shop.id,
  );
  const styles = await itemsOfStyles(read, [...new Set(items.map(({ styleId }) => styleId))]);
  const styleOf = new Map(styles.map(({ id, styleId }) => [id, styleId]));
  const levels = await availability(read, {
    itemIds: styles.map(({ id }) => id),
    locationIds: [shop.id, ...own.map(({ id }) => id)],
  });
  const ofItem = new Map<string, number>();
  const ofStyle = new Map<string, number>();
  for (const { locationId, itemId, available } of levels) {
    const style = `${locationId}/${styleOf.get(itemId)!}`;
    ofItem.set(`${locationId}/${itemId}`, available);
    ofStyle.set(style, (ofStyle.get(style) ?? 0) + available);
  }
  const candidate = (location: Location, item: Item): Candidate => ({
    locationId: location.id,
    name: location.name,
    kind: location.kind,
    ofItem: ofItem.get(`${location.id}/${item.id}`) ?? 0,
    ofStyle: ofStyle.get(`${location.id}/${item.styleId}`) ?? 0,
    metres: metresBetween(shop, location),
  });
  return {
    location: (id) => locations.get(id),
    proposal: (item, grade) =>
      proposeDestination(terms, {
        grade,
        category: item.category,
        words: `${item.colour} ${item.size}`,
        here: candidate(shop, item),
        others: own.map((location) => candidate(location, item)),
        owner: otherCompany ? candidate(seller, item) : null,
      }),
  };
}

function metresBetween(a: Location, b: Location): number | null {
  if (a.latitude === null || a.longitude === null) return null;
  if (b.latitude === null || b.longitude === null) return null;
  return distanceMetres(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  );
}
