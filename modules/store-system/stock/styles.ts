import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { itemsById, unknownItems } from '../../base/api.ts';

/** The style of each item; refuses items that the catalogue does not have. */
export async function stylesOf(
  read: Read,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const items = await itemsById(read, itemIds);
  const unknown = [...new Set(itemIds)].filter((itemId) => !items.has(itemId));
  if (unknown.length > 0) throw new Refusal(unknownItems, { items: unknown });
  return new Map([...items.values()].map(({ id, styleId }) => [id, styleId]));
}
