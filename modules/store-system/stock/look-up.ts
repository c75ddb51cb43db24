import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { searchCatalogue } from '../../base/api.ts';
import type { lookUp } from './contracts.ts';
import { selectAvailableByStyle } from './sql/levels.ts';

/** The finder's first action: what was scanned or written, and whether it is here or elsewhere. */
export async function lookUpStock(
  read: Read,
  input: InputOf<typeof lookUp>,
): Promise<ReplyOf<typeof lookUp>> {
  const found = await searchCatalogue(read, { q: input.q, limit: input.limit ?? 20 });
  const pieces = await selectAvailableByStyle(
    read,
    found.hits.map(({ style }) => style.id),
    input.from ?? null,
  );
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
      availableHere: pieces.get(style.id)?.here ?? 0,
      availableElsewhere: pieces.get(style.id)?.elsewhere ?? 0,
    })),
  };
}
