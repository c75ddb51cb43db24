import type { Read } from '../../../../server/db/transaction.ts';

export interface NamedItem {
  readonly itemId: string;
  readonly styleCode: string;
  readonly gtin: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly line: string;
  readonly costMinor: number | null;
}

/** The goods that trials are about, by name; null: all of them. */
export async function selectNamedItems(
  read: Read,
  itemIds: readonly string[] | null,
): Promise<NamedItem[]> {
  const { rows } = await read.sql.raw<{ rows: NamedItem[] }>(
    `select item_id as "itemId", style_code as "styleCode", gtin, name, size, colour, line,
      cost_minor as "costMinor"
    from lp_goods where until_version is null
      and (cast(:itemIds as uuid[]) is null or item_id = any(cast(:itemIds as uuid[])))`,
    { itemIds: itemIds ? [...itemIds] : null },
  );
  return rows;
}

export function itemsByIdOf(items: readonly NamedItem[]): ReadonlyMap<string, NamedItem> {
  return new Map(items.map((item) => [item.itemId, item]));
}
