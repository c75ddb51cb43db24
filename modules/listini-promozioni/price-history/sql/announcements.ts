import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { WALL } from '../../price-lists/sql/wall-time.ts';

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
    /** The announcement whose figures are no longer true. */
    readonly supersedesId: string | null;
  },
  prices: readonly AnnouncedPrice[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_announcement (id, source_kind, source_id, source_number, campaign_id, starts,
      supersedes_id, announced_by, announced_at, item_count)
    values (:id, :sourceKind, :sourceId, :sourceNumber, :campaignId, cast(:starts as timestamp),
      :supersedesId, :announcedBy, :now, :itemCount)`,
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

export interface ToldRow {
  readonly announcementId: string;
  readonly sourceKind: 'change-set' | 'promotion';
  readonly sourceId: string;
  readonly itemId: string;
  readonly places: string[];
  readonly starts: string;
  readonly offerMinor: number;
  readonly priorMinor: number;
  readonly percent: number;
  readonly basis: 'lowest' | 'campaign' | 'last' | 'since-launch';
  readonly lookedFrom: string;
  readonly lookedTo: string;
  readonly considered: unknown[];
  readonly announcedBy: string;
  readonly announcedAt: Date;
}

/** What was told as reductions: of an item at a place, or by a change set or promotion. */
export async function selectTold(
  read: Read,
  of: {
    readonly itemId: string | null;
    readonly placeId: string | null;
    readonly sourceId: string | null;
  },
): Promise<ToldRow[]> {
  const { rows } = await read.sql.raw<{ rows: ToldRow[] }>(
    `
    select told.id as "announcementId", told.source_kind as "sourceKind",
      told.source_id as "sourceId", price.item_id as "itemId", price.places,
      to_char(told.starts, ${WALL}) as starts, price.offer_minor as "offerMinor",
      price.prior_minor as "priorMinor", price.percent, price.basis,
      price.looked_from as "lookedFrom", price.looked_to as "lookedTo", price.considered,
      told.announced_by as "announcedBy", told.announced_at as "announcedAt"
    from lp_announcement_price price
    join lp_announcement told on told.id = price.announcement_id
    where (cast(:itemId as uuid) is null or price.item_id = :itemId)
      and (cast(:placeId as text) is null or :placeId = any(price.places))
      and (cast(:sourceId as uuid) is null or told.source_id = :sourceId)
    order by told.announced_at desc, price.item_id limit 1000`,
    { ...of },
  );
  return rows;
}
