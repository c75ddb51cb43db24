import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin } from '../../base/api.ts';
import { spotKey } from '../stock/domain/level.ts';
import type { PlacedItemReply, placeItem } from './contracts.ts';
import { readPlace } from './domain.ts';
import { itemPlaced } from './events.ts';
import { selectPlaces, writePlaces, type PlacedItem } from './sql.ts';

/** Where items of a shop lie, by item; what nobody has placed is absent. */
export async function placesOf(
  read: Read,
  locationId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (itemIds.length === 0) return new Map();
  const places = await selectPlaces(read, locationId, itemIds);
  return new Map(places.map(({ itemId, place }) => [itemId, place]));
}

/** Somebody stands before a shelf and scans what lies on it. */
export async function placeByScan(
  tx: Tx,
  { locationId, gtin, place }: InputOf<typeof placeItem>,
): Promise<PlacedItemReply> {
  const item = (await itemsByGtin(tx, [gtin])).get(gtin);
  if (!item) throw new Refusal(notFound, { what: { it: 'l’articolo', en: 'the item' } });
  const before = (await placesOf(tx, locationId, [item.id])).get(item.id) ?? null;
  const written = place === null ? null : readPlace(place);
  await placeItems(tx, [{ locationId, itemId: item.id, place: written }]);
  const { name, colour, size } = item;
  return { locationId, itemId: item.id, name, colour, size, place: written, before };
}

/** Writes places and tells those that changed. Of an item that is named twice the last word holds. */
export async function placeItems(tx: Tx, placed: readonly PlacedItem[]): Promise<void> {
  if (placed.length === 0) return;
  const last = new Map(placed.map((one) => [spotKey(one), one]));
  for (const change of await writePlaces(tx, [...last.values()])) tx.record(itemPlaced(change));
}
