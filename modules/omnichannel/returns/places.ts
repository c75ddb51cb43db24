import type { Read } from '../../../server/db/transaction.ts';
import { distanceMetres, locationPlaces, type Item, type LocationPlace } from '../../base/api.ts';
import { availableAt } from '../../store-system/api.ts';
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
  location(id: string): LocationPlace | undefined;
}

export async function readPlaces(
  read: Read,
  facts: ReturnFacts,
  items: readonly Item[],
): Promise<Places> {
  const { shop, otherCompany, seller, terms } = facts;
  const locations = new Map((await locationPlaces(read)).map((place) => [place.id, place]));
  const own = [...locations.values()].filter(
    ({ id, companyId, active }) => active && companyId === shop.companyId && id !== shop.id,
  );
  const stock = await availableAt(read, {
    itemIds: items.map(({ id }) => id),
    locationIds: [shop.id, ...own.map(({ id }) => id)],
  });
  const at = new Map(stock.map((one) => [`${one.locationId}/${one.itemId}`, one]));
  const candidate = (location: LocationPlace, item: Item): Candidate => ({
    locationId: location.id,
    name: location.name,
    kind: location.kind,
    ofItem: at.get(`${location.id}/${item.id}`)?.ofItem ?? 0,
    ofStyle: at.get(`${location.id}/${item.id}`)?.ofStyle ?? 0,
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

function metresBetween(a: LocationPlace, b: LocationPlace): number | null {
  if (a.latitude === null || a.longitude === null) return null;
  if (b.latitude === null || b.longitude === null) return null;
  return distanceMetres(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  );
}
