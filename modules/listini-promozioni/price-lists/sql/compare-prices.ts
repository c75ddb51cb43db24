import type { Read } from '../../../../server/db/transaction.ts';

export interface ComparedPrice {
  readonly slot: number;
  readonly subjectKind: 'item' | 'style';
  readonly subjectId: string;
  readonly minQuantity: number;
  readonly beforeMinor: number | null;
  readonly afterMinor: number | null;
  readonly styleCode: string | null;
  readonly name: string | null;
  readonly gtin: string | null;
  readonly size: string | null;
  readonly colour: string | null;
}

/** The prices of a list's things at a wall-clock time as a version told them. */
export async function comparePrices(
  read: Read,
  asked: {
    readonly listId: string;
    readonly before: { readonly version: number; readonly at: string };
    readonly after: { readonly version: number; readonly at: string };
    readonly behindSlot: number;
  },
  limit: number,
): Promise<ComparedPrice[]> {
  const { rows } = await read.sql.raw<{ rows: ComparedPrice[] }>(
    `
    with told as (
      select slot.slot, slot.subject_kind, slot.subject_id, slot.min_quantity,
        (select amount_minor from lp_price price where price.slot = slot.slot
          and price.since_version <= :beforeVersion
          and (price.until_version is null or price.until_version > :beforeVersion)
          and price.valid @> cast(:beforeAt as timestamp)) as before_minor,
        (select amount_minor from lp_price price where price.slot = slot.slot
          and price.since_version <= :afterVersion
          and (price.until_version is null or price.until_version > :afterVersion)
          and price.valid @> cast(:afterAt as timestamp)) as after_minor
      from lp_price_slot slot
      where slot.list_id = :listId and slot.slot > :behindSlot
    )
    select told.slot, told.subject_kind as "subjectKind", told.subject_id as "subjectId",
      told.min_quantity as "minQuantity", told.before_minor as "beforeMinor",
      told.after_minor as "afterMinor",
      goods.style_code as "styleCode", goods.name, goods.gtin, goods.size, goods.colour
    from told
    left join lateral (
      select style_code, name, gtin, size, colour from lp_goods
      where until_version is null
        and (item_id = told.subject_id or style_id = told.subject_id)
      order by item_id limit 1) goods on true
    where told.before_minor is distinct from told.after_minor
    order by told.slot limit :limit`,
    {
      listId: asked.listId,
      beforeVersion: asked.before.version,
      beforeAt: asked.before.at,
      afterVersion: asked.after.version,
      afterAt: asked.after.at,
      behindSlot: asked.behindSlot,
      limit,
    },
  );
  return rows;
}
