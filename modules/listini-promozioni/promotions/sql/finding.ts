import type { Read } from '../../../../server/db/transaction.ts';

export interface FoundItem {
  readonly itemId: string;
  readonly styleId: string;
  readonly styleCode: string;
  readonly gtin: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly listPriceMinor: number;
}

const COLUMNS = `goods.item_id as "itemId", goods.style_id as "styleId",
  goods.style_code as "styleCode", goods.gtin, goods.name, goods.size, goods.colour,
  goods.list_price_minor as "listPriceMinor"`;

/** Items by the beginning of a code, a barcode or a part of a name. */
export async function searchGoods(read: Read, search: string, limit: number): Promise<FoundItem[]> {
  const { rows } = await read.sql.raw<{ rows: FoundItem[] }>(
    `select ${COLUMNS} from lp_goods goods
    where goods.until_version is null and (goods.style_code ilike :search || '%'
      or goods.gtin = :search or goods.name ilike '%' || :search || '%')
    order by goods.style_code, goods.colour, goods.size_order, goods.item_id limit :limit`,
    { search, limit },
  );
  return rows;
}

/** Items of these ids, and every item of these styles. */
export async function selectNamedGoods(
  read: Read,
  itemIds: readonly string[],
  styleIds: readonly string[],
): Promise<FoundItem[]> {
  const { rows } = await read.sql.raw<{ rows: FoundItem[] }>(
    `select ${COLUMNS} from lp_goods goods
    where goods.until_version is null and (goods.item_id = any(cast(:itemIds as uuid[]))
      or goods.style_id = any(cast(:styleIds as uuid[])))
    order by goods.style_code, goods.colour, goods.size_order, goods.item_id limit 2000`,
    { itemIds: [...itemIds], styleIds: [...styleIds] },
  );
  return rows;
}

export interface Vocabulary {
  readonly regions: string[];
  readonly channels: string[];
  readonly tiers: string[];
  readonly segments: string[];
  readonly combinations: string[];
}

/** The names that places, customers and promotions have been given so far. */
export async function selectVocabulary(read: Read): Promise<Vocabulary> {
  const { rows } = await read.sql.raw<{ rows: Vocabulary[] }>(
    `select
      array(select distinct region from lp_place
        where until_version is null and active and region is not null order by region) as regions,
      array(select distinct channel from (
        select 'store' as channel union select place_id from lp_place
          where until_version is null and active and kind = 'channel') named
        order by channel) as channels,
      array(select distinct tier from lp_customer_standing
        where tier is not null order by tier) as tiers,
      array(select distinct segment from lp_customer_standing, unnest(segments) segment
        order by segment) as segments,
      array(select distinct definition #>> '{combination,group}' from lp_promotion_version
        where definition #>> '{combination,group}' is not null order by 1) as combinations`,
  );
  return rows[0]!;
}
