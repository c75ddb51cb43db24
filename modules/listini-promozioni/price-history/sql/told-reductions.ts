import type { Read } from '../../../../server/db/transaction.ts';
import type { Definition } from '../../promotions/domain/definition.ts';
import { CHAIN_ZONE } from '../../price-lists/domain/wall-time.ts';
import { WALL } from '../../price-lists/sql/wall-time.ts';
import { NOT_SUPERSEDED } from './announced-ahead.ts';

/** What was announced of an item at a price: only there and then it may be told. */
export interface ToldReduction {
  /** The promotion that told it; null: a list price did. */
  readonly promotionId: string | null;
  /** The list whose price it is; null: a promotion makes it. */
  readonly listId: string | null;
  readonly itemId: string;
  readonly offerMinor: number;
  readonly priorMinor: number;
  readonly percent: number;
  readonly basis: 'lowest' | 'campaign' | 'last' | 'since-launch';
}

const TOLD = `
  price.item_id as "itemId", price.offer_minor as "offerMinor", price.prior_minor as "priorMinor",
  price.percent, price.basis`;

export interface ToldByPromotion extends ToldReduction {
  readonly starts: string;
  /** When the promotion is on. */
  readonly when: Definition['when'];
}

/**
 * The reductions that promotions have told of items at a place by a wall-clock time, the latest of each price,
 * while the promotion runs on: what was told before a pause that lasted beyond the end of its day is over.
 */
export async function selectToldBy(
  read: Read,
  promotionIds: readonly string[],
  itemIds: readonly string[],
  placeId: string,
  wall: string,
): Promise<ToldByPromotion[]> {
  if (promotionIds.length === 0) return [];
  const { rows } = await read.sql.raw<{ rows: ToldByPromotion[] }>(
    `
    select distinct on (told.source_id, price.item_id, price.offer_minor)
      told.source_id as "promotionId", null as "listId", ${TOLD},
      to_char(told.starts, ${WALL}) as starts, written.definition -> 'when' as "when"
    from lp_announcement told
    join lp_announcement_price price on price.announcement_id = told.id
    join lp_promotion_version written
      on written.promotion_id = told.source_id and written.number = told.source_number
    where told.source_id = any(cast(:promotionIds as uuid[]))
      and price.item_id = any(cast(:itemIds as uuid[])) and :placeId = any(price.places)
      and told.starts <= cast(:wall as timestamp)
      and ${NOT_SUPERSEDED}
      and not exists (${PAUSE})
    order by told.source_id, price.item_id, price.offer_minor, told.announced_at desc`,
    {
      promotionIds: [...promotionIds],
      itemIds: [...itemIds],
      placeId,
      wall,
      zone: CHAIN_ZONE,
    },
  );
  return rows;
}

const PAUSE = `
  select from lp_promotion_in_force gone
  where gone.promotion_id = told.source_id and gone.retired_at > told.announced_at
    and not exists (
      select from lp_promotion_in_force next
      where next.promotion_id = gone.promotion_id and next.recorded_at >= gone.retired_at
        and cast(next.recorded_at at time zone :zone as date)
          = cast(gone.retired_at at time zone :zone as date))`;

/**
 * The reductions told of list prices that stand at a place at a wall-clock time: the price of the item comes
 * before that of its style, and that before what a formula makes of it.
 */
export async function selectToldByLists(
  read: Read,
  itemIds: readonly string[],
  placeId: string,
  wall: string,
): Promise<ToldReduction[]> {
  const { rows } = await read.sql.raw<{ rows: ToldReduction[] }>(
    `
    select distinct on (price.item_id, change.list_id, price.offer_minor)
      null as "promotionId", change.list_id as "listId", ${TOLD}
    from lp_announcement_price price
    join lp_announcement told
      on told.id = price.announcement_id and told.source_kind = 'change-set'
    join lp_change_set change on change.id = told.source_id
    left join lateral (${STANDING}) standing on true
    where price.item_id = any(cast(:itemIds as uuid[])) and :placeId = any(price.places)
      and told.starts <= cast(:wall as timestamp)
      and ${NOT_SUPERSEDED}
      and told.source_id = coalesce(standing.change_set_id, ${BY_FORMULA})
      and not exists (${INTERRUPTION})
    order by price.item_id, change.list_id, price.offer_minor, told.announced_at desc`,
    { itemIds: [...itemIds], placeId, wall },
  );
  return rows;
}

const STANDING = `
  select kept.slot, kept.change_set_id from lp_price_slot slot join lp_price kept using (slot)
  where slot.list_id = change.list_id and slot.min_quantity = 1
    and slot.subject_id in (price.item_id, (
      select style_id from lp_goods
      where lp_goods.item_id = price.item_id and lp_goods.until_version is null))
    and kept.until_version is null and kept.valid @> cast(:wall as timestamp)
  order by slot.subject_kind = 'item' desc limit 1`;

const BY_FORMULA = `(
  select latest.id from lp_change_set latest
  where latest.list_id = change.list_id and latest.state = 'published' and latest.terms is not null
  order by latest.published_version desc limit 1)`;

// Another price that stood in between beyond the end of a day: what came after it is no part of the reduction.
const INTERRUPTION = `
  select from lp_price other
  where other.slot = standing.slot and other.until_version is null
    and other.change_set_id <> told.source_id
    and lower(other.valid) > told.starts and upper(other.valid) <= cast(:wall as timestamp)
    and cast(lower(other.valid) as date) < cast(upper(other.valid) as date)`;
