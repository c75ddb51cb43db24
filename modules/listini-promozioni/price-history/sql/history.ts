import type { Read } from '../../../../server/db/transaction.ts';
import type { Definition } from '../../promotions/domain/definition.ts';
import type { SaleKind } from '../../promotions/domain/life.ts';
import { WALL } from '../../price-lists/sql/wall-time.ts';

/** A span in which a version of a promotion was in force, by the clock of the database. */
export interface PromotionSpan {
  readonly promotionId: string;
  readonly number: number;
  readonly definition: Definition;
  readonly campaignId: string | null;
  readonly announced: boolean;
  readonly saleKind: SaleKind;
  readonly recordedAt: Date;
  readonly retiredAt: Date | null;
}

/** Every promotion that was in force at some time after a moment, also those paused or ended since. */
export async function selectPromotionSpans(read: Read, after: Date): Promise<PromotionSpan[]> {
  const { rows } = await read.sql.raw<{ rows: PromotionSpan[] }>(
    `
    select kept.promotion_id as "promotionId", kept.number, written.definition,
      promotion.campaign_id as "campaignId", written.announced, written.sale_kind as "saleKind",
      kept.recorded_at as "recordedAt", kept.retired_at as "retiredAt"
    from lp_promotion_in_force kept
    join lp_promotion_version written
      on written.promotion_id = kept.promotion_id and written.number = kept.number
    join lp_promotion promotion on promotion.id = kept.promotion_id
    where kept.retired_at is null or kept.retired_at > :after
    order by kept.promotion_id, kept.since_version`,
    { after },
  );
  return rows;
}

export interface CataloguePrice {
  readonly itemId: string;
  readonly amountMinor: number;
  readonly recordedAt: Date;
  readonly retiredAt: Date | null;
}

/** What the catalogue said that items cost, and since when. */
export async function selectCataloguePrices(
  read: Read,
  itemIds: readonly string[],
): Promise<CataloguePrice[]> {
  const { rows } = await read.sql.raw<{ rows: CataloguePrice[] }>(
    `
    select item_id as "itemId", list_price_minor as "amountMinor", recorded_at as "recordedAt",
      retired_at as "retiredAt"
    from lp_goods where item_id = any(cast(:itemIds as uuid[])) order by item_id, since_version`,
    { itemIds: [...itemIds] },
  );
  return rows;
}

export interface CampaignPrice {
  readonly listId: string;
  readonly subjectId: string;
  readonly from: string;
  readonly to: string | null;
  readonly campaignId: string;
}

/** Prices that lists told of these items, or of their styles, as reductions in a campaign. */
export async function selectCampaignPrices(
  read: Read,
  itemIds: readonly string[],
): Promise<CampaignPrice[]> {
  const { rows } = await read.sql.raw<{ rows: CampaignPrice[] }>(
    `
    select slot.list_id as "listId", slot.subject_id as "subjectId",
      to_char(lower(price.valid), ${WALL}) as from,
      to_char(upper(price.valid), ${WALL}) as to, change.campaign_id as "campaignId"
    from lp_change_set change
    join lp_price price on price.change_set_id = change.id and price.until_version is null
    join lp_price_slot slot on slot.slot = price.slot
    where change.announced and change.campaign_id is not null
      and (slot.subject_id = any(cast(:itemIds as uuid[]))
        or slot.subject_id in (select style_id from lp_goods
          where item_id = any(cast(:itemIds as uuid[]))))`,
    { itemIds: [...itemIds] },
  );
  return rows;
}

export interface GoodsFlags {
  readonly itemId: string;
  readonly styleId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly seasonal: boolean;
  readonly perishable: boolean;
}

/** What the rules on reductions ask of items. */
export async function selectGoodsFlags(
  read: Read,
  itemIds: readonly string[],
): Promise<GoodsFlags[]> {
  const { rows } = await read.sql.raw<{ rows: GoodsFlags[] }>(
    `
    select item_id as "itemId", style_id as "styleId", style_code as "styleCode", name, size, colour,
      seasonal, perishable
    from lp_goods where until_version is null and item_id = any(cast(:itemIds as uuid[]))
    order by style_code, colour, size_order`,
    { itemIds: [...itemIds] },
  );
  return rows;
}

/** The items of styles. */
export async function selectItemsOfStyles(
  read: Read,
  styleIds: readonly string[],
): Promise<{ itemId: string; styleId: string }[]> {
  if (styleIds.length === 0) return [];
  const { rows } = await read.sql.raw<{ rows: { itemId: string; styleId: string }[] }>(
    `select item_id as "itemId", style_id as "styleId" from lp_goods
    where until_version is null and style_id = any(cast(:styleIds as uuid[]))`,
    { styleIds: [...styleIds] },
  );
  return rows;
}
