import type { Read } from '../../../server/db/transaction.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import type { Item } from '../../base/api.ts';
import type {
  SnapshotItem,
  SnapshotLocation,
  SnapshotSource,
} from '../engine/domain/snapshot-source.ts';
import { selectPlaces } from '../goods/sql/places.ts';
import { CHAIN_ZONE, wallTimeAt } from '../price-lists/domain/wall-time.ts';
import { selectPoliciesAt } from '../pricing-policy/sql.ts';
import { selectItems, selectPriceLists, selectPromotionsAt } from './sql.ts';

/** How far back the snapshot in use knows prices: for tills that were offline and for labels. */
const KNOWN_DAYS = 60;

/**
 * Everything prices are made of at a version. The same version is the same rows for ever, so a receipt
 * that keeps its version can be priced again. With `itemIds` only what concerns these items, and then
 * with all their past prices.
 */
export async function sourceAt(
  read: Read,
  version: number,
  itemIds: readonly string[] | null = null,
): Promise<SnapshotSource> {
  return {
    version: String(version),
    items: await selectItems(read, version, itemIds),
    locations: await locationsAt(read, version),
    priceLists: await selectPriceLists(read, version, {
      listIds: null,
      itemIds,
      endedAfter: itemIds ? null : endedAfter(read),
    }),
    promotions: await selectPromotionsAt(read, version),
    policies: await selectPoliciesAt(read, version),
  };
}

/** Prices that ended before this are history, not part of the snapshot in use. */
export function endedAfter({ now }: Pick<Read, 'now'>): string {
  return `${addDays(dayAt(CHAIN_ZONE, now), -KNOWN_DAYS)}T00:00`;
}

const DAY_MILLIS = 86_400_000;

/** Where prices are to be read from for whoever asks of an instant: shops do not all have one clock. */
export function readFrom(instant: Date): string {
  return wallTimeAt(CHAIN_ZONE, new Date(instant.getTime() - DAY_MILLIS));
}

/** The shops of a version, with the days on which they are closed. */
export async function locationsAt(read: Read, version: number): Promise<SnapshotLocation[]> {
  const places = await selectPlaces(read, version);
  return places
    .filter(({ kind }) => kind === 'location')
    .map(({ placeId, companyId, zone, region, groups, closedOn }) => ({
      id: placeId,
      companyId: companyId ?? '*',
      zone,
      ...(region === null ? {} : { region }),
      groups: [...groups],
      closedOn,
    }));
}

/** An item of the catalogue that prices have not heard of yet. */
export function freshItem(item: Item): SnapshotItem {
  return {
    id: item.id,
    styleId: item.styleId,
    vatRate: item.vatRate,
    attributes: {
      item: item.id,
      style: item.styleId,
      brand: item.brand,
      supplier: item.supplier,
      line: item.line,
      season: item.season,
      category: item.category,
      department: item.department,
      size: item.size,
      colour: item.colour,
      returnExclusion: String(item.returnExclusion),
    },
    listPriceMinor: item.listPriceMinor,
  };
}
