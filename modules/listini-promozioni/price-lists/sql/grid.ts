import type { Read } from '../../../../server/db/transaction.ts';

/** Which goods are meant; what is left out does not restrict. */
export interface GoodsFilter {
  readonly search?: string | undefined;
  readonly styleCodes?: readonly string[] | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly suppliers?: readonly string[] | undefined;
  readonly lines?: readonly string[] | undefined;
  readonly seasons?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly departments?: readonly string[] | undefined;
}

const FILTER = `
  goods.until_version is null
  and (cast(:search as text) is null
    or goods.style_code ilike :search || '%' or goods.gtin = :search
    or goods.name ilike '%' || :search || '%')
  and (cast(:styleCodes as text[]) is null or goods.style_code = any(:styleCodes))
  and (cast(:brands as text[]) is null or goods.brand = any(:brands))
  and (cast(:suppliers as text[]) is null or goods.supplier = any(:suppliers))
  and (cast(:lines as text[]) is null or goods.line = any(:lines))
  and (cast(:seasons as text[]) is null or goods.season = any(:seasons))
  and (cast(:categories as text[]) is null or goods.category = any(:categories))
  and (cast(:departments as text[]) is null or goods.department = any(:departments))`;

type FilterBindings = Record<string, string | string[] | null>;

function filterBindings(filter: GoodsFilter): FilterBindings {
  const list = (values: readonly string[] | undefined) => (values ? [...values] : null);
  return {
    search: filter.search ?? null,
    styleCodes: list(filter.styleCodes),
    brands: list(filter.brands),
    suppliers: list(filter.suppliers),
    lines: list(filter.lines),
    seasons: list(filter.seasons),
    categories: list(filter.categories),
    departments: list(filter.departments),
  };
}

/** What a list tells of a piece of these goods at a wall-clock time: its own price, else its style's. */
const LISTED = (listId: string, at: string): string => `
  left join lateral (
    select price.amount_minor from lp_price_slot slot
    join lp_price price on price.slot = slot.slot and price.until_version is null
      and price.valid @> cast(${at} as timestamp)
    where slot.list_id = cast(${listId} as uuid) and slot.min_quantity = 1
      and slot.subject_id in (goods.item_id, goods.style_id)
    order by (slot.subject_id = goods.item_id) desc limit 1) listed on true`;

export interface Repriceable {
  readonly itemId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly costMinor: number | null;
  readonly vatRate: number;
  /** What the change starts from; null where there is no price. */
  readonly fromMinor: number | null;
}

/** The goods a change of many is about, with the price it starts from. */
export async function selectRepriceable(
  read: Read,
  filter: GoodsFilter,
  /** Null: the catalogue's price. */
  list: { readonly listId: string; readonly at: string } | null,
  limit: number,
): Promise<Repriceable[]> {
  const { rows } = await read.sql.raw<{ rows: Repriceable[] }>(
    `
    select goods.item_id as "itemId", goods.style_code as "styleCode", goods.name, goods.size,
      goods.colour, goods.cost_minor as "costMinor", goods.vat_rate::float8 as "vatRate",
      ${list ? 'listed.amount_minor' : 'goods.list_price_minor'} as "fromMinor"
    from lp_goods goods ${list ? LISTED(':listId', ':at') : ''}
    where ${FILTER}
    order by goods.style_code, goods.colour, goods.size_order, goods.item_id
    limit :limit`,
    { ...filterBindings(filter), listId: list?.listId ?? null, at: list?.at ?? null, limit },
  );
  return rows;
}

export interface GridRow {
  readonly itemId: string;
  readonly styleId: string;
  readonly styleCode: string;
  readonly gtin: string;
  readonly name: string;
  readonly brand: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly size: string;
  readonly sizeOrder: number;
  readonly colour: string;
  readonly vatRate: number;
  readonly costMinor: number | null;
  readonly cataloguePriceMinor: number;
  /** What the list tells then, without the change set; null when it tells nothing. */
  readonly listedMinor: number | null;
  /** What the change set wants; with `changed` and null it takes the price out. */
  readonly wantedMinor: number | null;
  readonly changed: boolean;
  readonly batch: number | null;
}

export type GridMark = readonly [string, string, number, string];

/** A page of the grid, in the order of style, colour and size. */
export async function selectGridRows(
  read: Read,
  asked: {
    readonly filter: GoodsFilter;
    readonly listId: string;
    readonly at: string;
    readonly changeSetId: string | null;
    readonly changesOnly: boolean;
    readonly behind: GridMark | null;
  },
  limit: number,
): Promise<GridRow[]> {
  const { filter, listId, at, changeSetId, changesOnly, behind } = asked;
  const { rows } = await read.sql.raw<{ rows: GridRow[] }>(
    `
    with page as (
      select goods.*, wish.amount_minor as wanted_minor, wish.batch
      from lp_goods goods
      ${changesOnly ? 'join' : 'left join'} ${WISH}
      where ${FILTER}
        and (cast(:behindStyle as text) is null
          or (goods.style_code, goods.colour, goods.size_order, goods.item_id)
            > (:behindStyle, :behindColour, cast(:behindSize as smallint), cast(:behindItem as uuid)))
      order by goods.style_code, goods.colour, goods.size_order, goods.item_id
      limit :limit
    )
    select goods.item_id as "itemId", goods.style_id as "styleId", goods.style_code as "styleCode",
      goods.gtin, goods.name, goods.brand, goods.line, goods.season, goods.category, goods.size,
      goods.size_order as "sizeOrder", goods.colour, goods.vat_rate::float8 as "vatRate",
      goods.cost_minor as "costMinor", goods.list_price_minor as "cataloguePriceMinor",
      listed.amount_minor as "listedMinor", goods.wanted_minor as "wantedMinor",
      goods.batch is not null as changed, goods.batch
    from page goods ${LISTED(':listId', ':at')}
    order by goods.style_code, goods.colour, goods.size_order, goods.item_id`,
    {
      ...filterBindings(filter),
      listId,
      at,
      changeSetId,
      behindStyle: behind?.[0] ?? null,
      behindColour: behind?.[1] ?? null,
      behindSize: behind?.[2] ?? null,
      behindItem: behind?.[3] ?? null,
      limit,
    },
  );
  return rows;
}

/** What the change set wants of an item: its own wish before its style's. */
const WISH = `lateral (
  select amount_minor, batch from (
    select entry.subject_id, entry.amount_minor, entry.batch
    from lp_change_row entry
    join lp_change_batch step
      on step.change_set_id = entry.change_set_id and step.number = entry.batch
    where entry.change_set_id = cast(:changeSetId as uuid) and step.undone_at is null
      and entry.min_quantity = 1 and entry.subject_id in (goods.item_id, goods.style_id)
    order by (entry.subject_id = goods.item_id) desc, entry.batch desc limit 1) latest) wish on true`;

export async function countGoods(read: Read, filter: GoodsFilter): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { count: number }[] }>(
    `select count(*)::integer as count from lp_goods goods where ${FILTER}`,
    filterBindings(filter),
  );
  return rows[0]!.count;
}

/** The values that can be filtered by, most frequent first. */
export async function selectFacets(
  read: Read,
): Promise<{ facet: string; value: string; count: number }[]> {
  const { rows } = await read.sql.raw<{ rows: { facet: string; value: string; count: number }[] }>(
    `
    select facet.name as facet, facet.value, count(*)::integer as count
    from lp_goods goods
    cross join lateral (values ('brand', goods.brand), ('supplier', goods.supplier),
      ('line', goods.line), ('season', goods.season), ('category', goods.category),
      ('department', goods.department), ('size', goods.size), ('colour', goods.colour)
    ) facet (name, value)
    where goods.until_version is null
    group by facet.name, facet.value
    order by facet.name, count(*) desc, facet.value
    limit 2000`,
  );
  return rows;
}

export interface NamedGoods {
  readonly row: number;
  readonly gtin14: string | null;
  readonly itemId: string | null;
  readonly styleCode: string | null;
  readonly minQuantity: number;
  readonly amountMinor: number | null;
}

/** What pasted rows mean: the subject of each, or null where the catalogue has nothing of that name. */
export async function resolveGoods(
  read: Read,
  named: readonly NamedGoods[],
): Promise<{ row: number; subjectKind: 'item' | 'style'; subjectId: string | null }[]> {
  const { rows } = await read.sql.raw<{
    rows: { row: number; subjectKind: 'item' | 'style'; subjectId: string | null }[];
  }>(
    `
    select named.row, case when coalesce(by_id.item_id, by_gtin.item_id) is null
        and named."styleCode" is not null then 'style' else 'item' end as "subjectKind",
      coalesce(by_id.item_id, by_gtin.item_id, by_style.style_id) as "subjectId"
    from jsonb_to_recordset(:named::jsonb) as named (row integer, gtin14 text, "itemId" uuid,
      "styleCode" text)
    left join lp_goods by_id on by_id.item_id = named."itemId" and by_id.until_version is null
    left join lp_goods by_gtin on named."itemId" is null and lpad(by_gtin.gtin, 14, '0') = named.gtin14
      and by_gtin.until_version is null
    left join (select distinct style_code, style_id from lp_goods where until_version is null) by_style
      on by_style.style_code = named."styleCode"
    order by named.row`,
    { named: JSON.stringify(named) },
  );
  return rows;
}
