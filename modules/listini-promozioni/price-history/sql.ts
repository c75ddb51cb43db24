import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import type { SaleKind } from '../promotions/domain/life.ts';

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

/** Prices of lists that were told as reductions in a campaign. */
export async function selectCampaignPrices(read: Read): Promise<CampaignPrice[]> {
  const { rows } = await read.sql.raw<{ rows: CampaignPrice[] }>(
    `
    select slot.list_id as "listId", slot.subject_id as "subjectId",
      to_char(lower(price.valid), 'YYYY-MM-DD"T"HH24:MI') as from,
      to_char(upper(price.valid), 'YYYY-MM-DD"T"HH24:MI') as to, change.campaign_id as "campaignId"
    from lp_change_set change
    join lp_price price on price.change_set_id = change.id and price.until_version is null
    join lp_price_slot slot on slot.slot = price.slot
    where change.announced and change.campaign_id is not null`,
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

export interface AnnouncedPrice {
  readonly itemId: string;
  readonly places: readonly string[];
  readonly offerMinor: number;
  readonly priorMinor: number;
  readonly percent: number;
  readonly basis: string;
  readonly lookedFrom: string;
  readonly lookedTo: string;
  readonly considered: readonly object[];
}

/** Keeps the proof of what is announced. */
export async function insertAnnouncement(
  tx: Tx,
  made: {
    readonly id: string;
    readonly sourceKind: 'change-set' | 'promotion';
    readonly sourceId: string;
    readonly sourceNumber: number | null;
    readonly campaignId: string | null;
    readonly starts: string;
  },
  prices: readonly AnnouncedPrice[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_announcement (id, source_kind, source_id, source_number, campaign_id, starts,
      announced_by, announced_at, item_count)
    values (:id, :sourceKind, :sourceId, :sourceNumber, :campaignId, cast(:starts as timestamp),
      :announcedBy, :now, :itemCount)`,
    {
      ...made,
      announcedBy: tx.actor.id,
      now: tx.now,
      itemCount: new Set(prices.map(({ itemId }) => itemId)).size,
    },
  );
  await tx.sql.raw(
    `
    insert into lp_announcement_price (announcement_id, item_id, places, offer_minor, prior_minor,
      percent, basis, looked_from, looked_to, considered)
    select :id, "itemId", places, "offerMinor", "priorMinor", percent, basis, "lookedFrom",
      "lookedTo", considered
    from jsonb_to_recordset(:prices::jsonb) as p ("itemId" uuid, places text[], "offerMinor" bigint,
      "priorMinor" bigint, percent integer, basis text, "lookedFrom" date, "lookedTo" date,
      considered jsonb)`,
    { id: made.id, prices: JSON.stringify(prices) },
  );
}

export interface SalesCalendarRow {
  readonly year: number;
  readonly season: 'winter' | 'summer';
  readonly region: string;
  readonly province: string;
  readonly begins: string;
  readonly ends: string | null;
  readonly banFrom: string | null;
  readonly banTo: string | null;
  readonly source: string;
  readonly checkedBy: string | null;
  readonly checkedOn: string | null;
}

export async function selectSalesCalendar(
  read: Read,
  from: string,
  to: string,
): Promise<SalesCalendarRow[]> {
  const { rows } = await read.sql.raw<{ rows: SalesCalendarRow[] }>(
    `
    select year, season, region, province, begins, ends, ban_from as "banFrom", ban_to as "banTo",
      source, checked_by as "checkedBy", checked_on as "checkedOn"
    from lp_sales_calendar
    where coalesce(ban_from, begins) <= cast(:to as date)
      and coalesce(ends, begins + 90) >= cast(:from as date)
    order by region, province, begins`,
    { from, to },
  );
  return rows;
}

export async function upsertSalesCalendar(
  tx: Tx,
  rows: readonly SalesCalendarRow[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_sales_calendar (year, season, region, province, begins, ends, ban_from, ban_to,
      source, checked_by, checked_on)
    select year, season, region, province, begins, ends, "banFrom", "banTo", source, "checkedBy",
      "checkedOn"
    from jsonb_to_recordset(:rows::jsonb) as r (year integer, season text, region text,
      province text, begins date, ends date, "banFrom" date, "banTo" date, source text,
      "checkedBy" text, "checkedOn" date)
    on conflict (year, season, region, province) do update set begins = excluded.begins,
      ends = excluded.ends, ban_from = excluded.ban_from, ban_to = excluded.ban_to,
      source = excluded.source, checked_by = excluded.checked_by, checked_on = excluded.checked_on,
      version = lp_sales_calendar.version + 1`,
    { rows: JSON.stringify(rows) },
  );
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
