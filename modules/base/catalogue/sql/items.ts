import { prepared } from '../../../../server/db/prepared.ts';
import type { Read } from '../../../../server/db/transaction.ts';
import type { Item } from '../domain/item.ts';

/** The columns of an item as the rest of the house knows it; `i` is base_item, `s` base_style. */
const ITEM_COLUMNS = `
  i.id, i.style_id as "styleId", s.code as "styleCode", i.gtin, s.name, s.brand, s.supplier, s.line,
  s.season, s.category, s.department, i.size, i.size_order as "sizeOrder", i.colour,
  i.colour_hex as "colourHex", i.list_price_minor as "listPriceMinor",
  i.vat_rate::float8 as "vatRate", i.picture_url as "pictureUrl", s.seasonal, s.perishable,
  s.return_exclusion as "returnExclusion", i.active`;

export async function selectItemsById(read: Read, ids: readonly string[]): Promise<Item[]> {
  return prepared(
    read.sql,
    `select ${ITEM_COLUMNS}
    from base_item i join base_style s on s.id = i.style_id
    where i.id = any(:ids::uuid[])`,
    { ids: [...ids] },
  );
}

/** `gtins14` are padded to fourteen digits: the same article, however many digits were scanned. */
export async function selectItemsByGtin(read: Read, gtins14: readonly string[]): Promise<Item[]> {
  return prepared(
    read.sql,
    `select ${ITEM_COLUMNS}
    from base_item i join base_style s on s.id = i.style_id
    where i.gtin14 = any(:gtins14::text[])`,
    { gtins14: [...gtins14] },
  );
}

export async function selectItemsOfStyles(
  read: Read,
  styleIds: readonly string[],
): Promise<Item[]> {
  // A list is planned anew by its length each time; planning costs three times what reading one does.
  const one = styleIds.length === 1;
  return prepared(
    read.sql,
    `select ${ITEM_COLUMNS}
    from base_item i join base_style s on s.id = i.style_id
    where i.style_id ${one ? '= :styleIds::uuid' : '= any(:styleIds::uuid[])'}
    order by i.style_id, i.colour, i.size_order, i.size`,
    { styleIds: one ? styleIds[0]! : [...styleIds] },
  );
}

/** Items of other styles of the same kind and size whose price lies between these, nearest first. */
export async function selectSimilar(
  read: Read,
  asked: {
    readonly itemId: string;
    readonly fromMinor: number;
    readonly toMinor: number;
    readonly limit: number;
  },
): Promise<Item[]> {
  return prepared(
    read.sql,
    `select ${ITEM_COLUMNS}
    from base_item wanted
    join base_style kind on kind.id = wanted.style_id
    join base_style s on s.category = kind.category and s.department = kind.department
      and s.id <> kind.id
    join base_item i on i.style_id = s.id and i.size = wanted.size and i.active
    where wanted.id = :itemId::uuid
      and i.list_price_minor between :fromMinor::bigint and :toMinor::bigint
    order by abs(i.list_price_minor - wanted.list_price_minor), i.id
    limit :limit`,
    { ...asked },
  );
}

/** What all items of a style have in common. */
export interface Style {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly supplier: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly department: string;
  readonly composition: string;
  readonly seasonal: boolean;
  readonly perishable: boolean;
  readonly returnExclusion: boolean;
}

export async function selectStyle(read: Read, styleId: string): Promise<Style | null> {
  const { rows } = await read.sql.raw<{ rows: Style[] }>(
    `
    select id, code, name, brand, supplier, line, season, category, department, composition,
      seasonal, perishable, return_exclusion as "returnExclusion"
    from base_style where id = ?`,
    [styleId],
  );
  return rows[0] ?? null;
}
