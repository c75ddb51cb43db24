import type { Read } from '../../../server/db/transaction.ts';
import type { PriceEntry, PriceList } from '../engine/domain/price-list.ts';
import type { Promotion } from '../engine/domain/promotion.ts';
import type { SnapshotItem } from '../engine/domain/snapshot-source.ts';
import type { Terms } from '../price-lists/domain/terms.ts';
import { WALL } from '../price-lists/sql/wall-time.ts';

/** What was true at a version: written by then, and not ended by then. */
const AT = (alias: string): string =>
  `${alias}.since_version <= :version and (${alias}.until_version is null or ${alias}.until_version > :version)`;

interface GoodsRow {
  readonly itemId: string;
  readonly styleId: string;
  readonly brand: string;
  readonly supplier: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly department: string;
  readonly size: string;
  readonly colour: string;
  readonly listPriceMinor: number;
  readonly vatRate: number;
  readonly returnExclusion: boolean;
  readonly seasonal: boolean;
  readonly perishable: boolean;
  readonly arrivedOn: string;
  readonly costMinor: number | null;
}

/** The goods of a version, all or these, as the engine reads them. */
export async function selectItems(
  read: Read,
  version: number,
  itemIds: readonly string[] | null,
): Promise<SnapshotItem[]> {
  const { rows } = await read.sql.raw<{ rows: GoodsRow[] }>(
    `
    select item_id as "itemId", style_id as "styleId", brand, supplier, line, season, category,
      department, size, colour, list_price_minor as "listPriceMinor", vat_rate::float8 as "vatRate",
      return_exclusion as "returnExclusion", seasonal, perishable, arrived_on as "arrivedOn",
      cost_minor as "costMinor"
    from lp_goods goods
    where ${AT('goods')} ${itemIds ? 'and item_id = any(cast(:itemIds as uuid[]))' : ''}
    order by item_id`,
    { version, itemIds: itemIds ? [...itemIds] : null },
  );
  return rows.map(itemOf);
}

/** As the engine reads an item of the catalogue. */
export function itemOf(row: GoodsRow): SnapshotItem {
  return {
    id: row.itemId,
    styleId: row.styleId,
    vatRate: row.vatRate,
    attributes: {
      item: row.itemId,
      style: row.styleId,
      brand: row.brand,
      supplier: row.supplier,
      line: row.line,
      season: row.season,
      category: row.category,
      department: row.department,
      size: row.size,
      colour: row.colour,
      returnExclusion: String(row.returnExclusion),
      seasonal: String(row.seasonal),
      perishable: String(row.perishable),
    },
    arrivedOn: row.arrivedOn,
    listPriceMinor: row.listPriceMinor,
    ...(row.costMinor === null ? {} : { costMinor: row.costMinor }),
  };
}

interface TermsRow {
  readonly listId: string;
  readonly code: string;
  readonly currency: string;
  readonly terms: Terms;
}

interface EntryRow {
  readonly listId: string;
  readonly subjectKind: 'item' | 'style';
  readonly subjectId: string;
  readonly minQuantity: number;
  readonly amountMinor: number;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface ListsWanted {
  /** Null: all. */
  readonly listIds: readonly string[] | null;
  /** Only prices of these items and of their styles; null: all. */
  readonly itemIds: readonly string[] | null;
  /** Prices that ended before this wall-clock time are left out; null: none is. */
  readonly endedAfter: string | null;
}

/** The price lists of a version with their prices. */
export async function selectPriceLists(
  read: Read,
  version: number,
  { listIds, itemIds, endedAfter }: ListsWanted,
): Promise<PriceList[]> {
  const bindings = {
    version,
    listIds: listIds ? [...listIds] : null,
    itemIds: itemIds ? [...itemIds] : null,
    endedAfter,
  };
  const { rows: terms } = await read.sql.raw<{ rows: TermsRow[] }>(
    `
    select list.id as "listId", list.code, list.currency, terms.terms
    from lp_price_list_terms terms join lp_price_list list on list.id = terms.list_id
    where ${AT('terms')} and (cast(:listIds as uuid[]) is null or list.id = any(:listIds))
    order by list.id`,
    bindings,
  );
  const { rows: entries } = await read.sql.raw<{ rows: EntryRow[] }>(
    `
    select slot.list_id as "listId", slot.subject_kind as "subjectKind",
      slot.subject_id as "subjectId", slot.min_quantity as "minQuantity",
      price.amount_minor as "amountMinor", to_char(lower(price.valid), ${WALL}) as "validFrom",
      to_char(upper(price.valid), ${WALL}) as "validTo"
    from lp_price price join lp_price_slot slot on slot.slot = price.slot
    where ${AT('price')} and (cast(:listIds as uuid[]) is null or slot.list_id = any(:listIds))
      and (cast(:endedAfter as timestamp) is null
        or coalesce(upper(price.valid) > cast(:endedAfter as timestamp), true))
      ${itemIds ? ABOUT_ITEMS : ''}
    order by price.slot, lower(price.valid)`,
    bindings,
  );
  const ofList = new Map<string, PriceEntry[]>(terms.map(({ listId }) => [listId, []]));
  for (const row of entries) ofList.get(row.listId)?.push(entryOf(row));
  return terms.map(({ listId, code, currency, terms: held }) => ({
    ...held,
    id: listId,
    name: code,
    currency,
    entries: ofList.get(listId)!,
  }));
}

const ABOUT_ITEMS = `
  and (slot.subject_id = any(cast(:itemIds as uuid[]))
    or slot.subject_id in (select style_id from lp_goods
      where item_id = any(cast(:itemIds as uuid[]))))`;

function entryOf(row: EntryRow): PriceEntry {
  return {
    ...(row.subjectKind === 'item' ? { itemId: row.subjectId } : { styleId: row.subjectId }),
    amountMinor: row.amountMinor,
    ...(row.minQuantity === 1 ? {} : { minQuantity: row.minQuantity }),
    from: row.validFrom,
    ...(row.validTo === null ? {} : { to: row.validTo }),
  };
}

/** The promotions in force at a version, as the engine reads them. */
export async function selectPromotionsAt(read: Read, version: number): Promise<Promotion[]> {
  const { rows } = await read.sql.raw<{
    rows: { id: string; number: number; definition: Omit<Promotion, 'id' | 'version'> }[];
  }>(
    `
    select kept.promotion_id as id, kept.number, written.definition
    from lp_promotion_in_force kept
    join lp_promotion_version written
      on written.promotion_id = kept.promotion_id and written.number = kept.number
    where ${AT('kept')}
    order by kept.promotion_id`,
    { version },
  );
  return rows.map(({ id, number, definition }) => ({ ...definition, id, version: number }));
}

export interface Published {
  readonly version: number;
  readonly cause: 'goods' | 'places' | 'prices' | 'promotion' | 'policy';
  readonly listId: string | null;
}

/** What was published after one version up to another, in order. */
export async function selectPublished(
  read: Read,
  after: number,
  upTo: number,
): Promise<Published[]> {
  const { rows } = await read.sql.raw<{ rows: Published[] }>(
    `
    select told.version, told.cause, change.list_id as "listId"
    from lp_version told
    left join lp_change_set change
      on told.cause = 'prices' and change.id = cast(told.subject_id as uuid)
    where told.version > :after and told.version <= :upTo order by told.version`,
    { after, upTo },
  );
  return rows;
}
