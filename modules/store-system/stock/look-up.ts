import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { itemsOfStyles, searchCatalogue } from '../../base/api.ts';
import type { lookUp } from './contracts.ts';
import { available } from './domain/level.ts';
import { selectLevels } from './sql/levels.ts';

/** The finder's first action: what was scanned or written, and whether it is here or elsewhere. */
export async function lookUpStock(
  read: Read,
  input: InputOf<typeof lookUp>,
): Promise<ReplyOf<typeof lookUp>> {
  const found = await searchCatalogue(read, { q: input.q, limit: input.limit ?? 20 });
  const styleIds = found.hits.map(({ style }) => style.id);
  const items = await itemsOfStyles(read, styleIds);
  const styleOf = new Map(items.map(({ id, styleId }) => [id, styleId]));
  const levels = await selectLevels(read, [...styleOf.keys()], null, ['sellable']);
  const here = new Map<string, number>();
  const elsewhere = new Map<string, number>();
  for (const level of levels) {
    const side = level.locationId === input.from ? here : elsewhere;
    const styleId = styleOf.get(level.itemId)!;
    side.set(styleId, (side.get(styleId) ?? 0) + available(level));
  }
  return {
    by: found.by,
    corrections: [...found.corrections],
    unknown: [...found.unknown],
    hits: found.hits.map(({ style, items: matching, itemCount }) => ({
      styleId: style.id,
      styleCode: style.code,
      name: style.name,
      brand: style.brand,
      pictureUrl: matching[0]?.pictureUrl ?? null,
      itemIds: matching.map(({ id }) => id),
      itemCount,
      availableHere: here.get(style.id) ?? 0,
      availableElsewhere: elsewhere.get(style.id) ?? 0,
    })),
  };
}
