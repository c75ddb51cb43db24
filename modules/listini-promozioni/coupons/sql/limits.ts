import type { Read, Tx } from '../../../../server/db/transaction.ts';

/** Whose part of a limit: of all (empty), of a customer, of a location. */
export const bucketOfCustomer = (customerId: string): string => `c:${customerId}`;
export const bucketOfLocation = (locationId: string): string => `l:${locationId}`;

export interface Taking {
  readonly promotionId: string;
  readonly bucket: string;
  readonly uses: number;
  readonly amountMinor: number;
}

/**
 * Takes from a limit if it is still there, in one statement: two sales never share the last use. `counted`
 * has to be given back one day; nothing was counted where nothing limits it.
 */
export async function takeFromLimit(
  tx: Tx,
  taking: Taking,
): Promise<'counted' | 'unlimited' | 'reached'> {
  const { rows } = await tx.sql.raw<{ rows: { limited: boolean; taken: number }[] }>(
    `
    with taken as (
      update lp_limit set used = used + :uses, spent_minor = spent_minor + :amountMinor
      where promotion_id = :promotionId and bucket = :bucket
        and (uses_limit is not null or budget_minor is not null)
        and (uses_limit is null or used + :uses <= uses_limit)
        and (budget_minor is null or spent_minor + :amountMinor <= budget_minor)
      returning 1)
    select (select count(*)::integer from taken) as taken, exists (
      select from lp_limit where promotion_id = :promotionId and bucket = :bucket
        and (uses_limit is not null or budget_minor is not null)) as limited`,
    { ...taking },
  );
  const { taken, limited } = rows[0]!;
  if (taken > 0) return 'counted';
  return limited ? 'reached' : 'unlimited';
}

/** Opens a part of a limit when its first user comes, and follows a limit that has changed. */
export async function openBucket(
  tx: Tx,
  promotionId: string,
  bucket: string,
  usesLimit: number,
): Promise<void> {
  await tx.sql.raw(
    `insert into lp_limit (promotion_id, bucket, uses_limit) values (:promotionId, :bucket, :usesLimit)
    on conflict (promotion_id, bucket) do update
      set uses_limit = greatest(excluded.uses_limit, lp_limit.used)
      where lp_limit.uses_limit is distinct from greatest(excluded.uses_limit, lp_limit.used)`,
    { promotionId, bucket, usesLimit },
  );
}

/** Gives back what was counted there, also when nothing limits it any more. */
export async function giveBackToLimit(tx: Tx, taking: Taking): Promise<void> {
  await tx.sql.raw(
    `update lp_limit set used = used - :uses, spent_minor = spent_minor - :amountMinor
    where promotion_id = :promotionId and bucket = :bucket`,
    { ...taking },
  );
}

export interface Redemption {
  readonly promotionId: string;
  /** Of a single-use code; empty without one. */
  readonly couponDigest: string;
  readonly seriesId: string | null;
  readonly customerId: string | null;
  readonly locationId: string | null;
  readonly uses: number;
  readonly amountMinor: number;
}

/** What goes back of a redemption: no use (0) while the document keeps something of the promotion. */
export interface GivenBack extends Omit<Redemption, 'customerId' | 'locationId'> {
  /** The parts of limits in which it was counted. */
  readonly counted: readonly string[];
}

/**
 * Writes down what a document takes, also when it took and gave back before. False while it has it: then
 * nothing more is taken.
 */
export async function insertRedemption(
  tx: Tx,
  document: { readonly kind: string; readonly id: string },
  redemption: Redemption,
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: object[] }>(
    `
    insert into lp_redemption (document_kind, document_id, promotion_id, coupon_digest, series_id,
      customer_id, location_id, uses, amount_minor, taken_at, taken_by)
    values (:kind, :id, :promotionId, :couponDigest, :seriesId, :customerId, :locationId, :uses,
      :amountMinor, :now, :takenBy)
    on conflict (document_kind, document_id, promotion_id, coupon_digest) do update
      set series_id = excluded.series_id, customer_id = excluded.customer_id,
        location_id = excluded.location_id, uses = excluded.uses,
        amount_minor = excluded.amount_minor, taken_at = excluded.taken_at,
        taken_by = excluded.taken_by, given_back_at = null, counted = '{}'
      where lp_redemption.given_back_at is not null
    returning 1`,
    { ...redemption, kind: document.kind, id: document.id, now: tx.now, takenBy: tx.actor.id },
  );
  return rows.length > 0;
}

/** Notes the parts of limits in which a redemption was counted: only there it is given back. */
export async function noteCounted(
  tx: Tx,
  document: { readonly kind: string; readonly id: string },
  { promotionId, couponDigest }: Pick<Redemption, 'promotionId' | 'couponDigest'>,
  counted: readonly string[],
): Promise<void> {
  if (counted.length === 0) return;
  await tx.sql.raw(
    `update lp_redemption set counted = :counted
    where document_kind = :kind and document_id = :id and promotion_id = :promotionId
      and coupon_digest = :couponDigest`,
    { kind: document.kind, id: document.id, promotionId, couponDigest, counted: [...counted] },
  );
}

export type Held = Pick<GivenBack, 'promotionId' | 'couponDigest' | 'seriesId' | 'counted'>;

/** What a document has taken and not given back, and where it is counted. */
export async function selectHeld(
  read: Read,
  document: { readonly kind: string; readonly id: string },
): Promise<Held[]> {
  const { rows } = await read.sql.raw<{ rows: Held[] }>(
    `select promotion_id as "promotionId", coupon_digest as "couponDigest",
      series_id as "seriesId", counted
    from lp_redemption
    where document_kind = :kind and document_id = :id and given_back_at is null`,
    { kind: document.kind, id: document.id },
  );
  return rows;
}

/**
 * Marks what a document held as given back, once, and says what goes back. What it keeps of a promotion
 * stays taken: then no use goes back (0), only what the amount was higher before. What it took anew after
 * `held` was read stays: nobody has locked where that is counted.
 */
export async function giveBackRedemptions(
  tx: Tx,
  document: { readonly kind: string; readonly id: string },
  held: readonly Held[],
  kept: readonly { readonly promotionId: string; readonly amountMinor: number }[],
): Promise<GivenBack[]> {
  const { rows } = await tx.sql.raw<{ rows: GivenBack[] }>(
    `
    with taken as (
      select r.*, k."amountMinor" as kept
      from lp_redemption r
      join jsonb_to_recordset(:held::jsonb) as h ("promotionId" uuid, "couponDigest" text,
          "seriesId" uuid, counted text[])
        on h."promotionId" = r.promotion_id and h."couponDigest" = r.coupon_digest
          and h."seriesId" is not distinct from r.series_id and h.counted = r.counted
      left join jsonb_to_recordset(:kept::jsonb) as k ("promotionId" uuid, "amountMinor" bigint)
        on k."promotionId" = r.promotion_id
      where r.document_kind = :kind and r.document_id = :id and r.given_back_at is null
      order by r.promotion_id, r.coupon_digest for update of r
    ), changed as (
      update lp_redemption r
      set given_back_at = case when taken.kept is null then cast(:now as timestamptz) end,
        amount_minor = coalesce(least(taken.kept, r.amount_minor), r.amount_minor)
      from taken
      where r.document_kind = taken.document_kind and r.document_id = taken.document_id
        and r.promotion_id = taken.promotion_id and r.coupon_digest = taken.coupon_digest
        and (taken.kept is null or taken.kept < r.amount_minor))
    select promotion_id as "promotionId", coupon_digest as "couponDigest", series_id as "seriesId",
      counted, case when kept is null then uses else 0 end as uses,
      amount_minor - coalesce(kept, 0) as "amountMinor"
    from taken where kept is null or kept < amount_minor order by promotion_id, coupon_digest`,
    {
      kind: document.kind,
      id: document.id,
      now: tx.now,
      held: JSON.stringify(held),
      kept: JSON.stringify(kept),
    },
  );
  return rows;
}

export interface Taker {
  readonly locationId: string | null;
  /** Null: taken before it was noted. */
  readonly takenBy: string | null;
}

/** Where and by whom was taken what a document has not given back. */
export async function selectTakers(
  read: Read,
  document: { readonly kind: string; readonly id: string },
): Promise<Taker[]> {
  const { rows } = await read.sql.raw<{ rows: Taker[] }>(
    `select distinct location_id as "locationId", taken_by as "takenBy" from lp_redemption
    where document_kind = :kind and document_id = :id and given_back_at is null`,
    { kind: document.kind, id: document.id },
  );
  return rows;
}

/** Locks parts of limits in one order, so that sales of several promotions never wait in a circle. */
export async function lockParts(
  tx: Tx,
  parts: { readonly promotionIds: readonly string[]; readonly buckets: readonly string[] },
): Promise<void> {
  if (parts.promotionIds.length === 0) return;
  await tx.sql.raw(
    `select 1 from lp_limit
    where promotion_id = any(cast(:promotionIds as uuid[])) and bucket = any(:buckets)
    order by promotion_id, bucket for update`,
    { promotionIds: [...new Set(parts.promotionIds)], buckets: [...new Set(parts.buckets)] },
  );
}

export interface UsageRow {
  readonly promotionId: string;
  readonly bucket: string;
  readonly used: number;
  readonly spentMinor: number;
}

/** What has been taken so far of these promotions, in all and by this customer and location. */
export async function selectUsage(
  read: Read,
  promotionIds: readonly string[],
  buckets: readonly string[],
): Promise<UsageRow[]> {
  const { rows } = await read.sql.raw<{ rows: UsageRow[] }>(
    `select promotion_id as "promotionId", bucket, used, spent_minor as "spentMinor"
    from lp_limit where promotion_id = any(cast(:promotionIds as uuid[])) and bucket = any(:buckets)`,
    { promotionIds: [...promotionIds], buckets: [...buckets] },
  );
  return rows;
}

export interface PartialLimits {
  readonly promotionId: string;
  readonly usesPerCustomer: number | null;
  readonly usesPerLocation: number | null;
}

/** The limits by customer and location that hold for these promotions now. */
export async function selectPartialLimits(
  read: Read,
  promotionIds: readonly string[],
): Promise<PartialLimits[]> {
  const { rows } = await read.sql.raw<{ rows: PartialLimits[] }>(
    `
    select distinct on (promotion_id) promotion_id as "promotionId",
      (definition #>> '{limits,usesPerCustomer}')::integer as "usesPerCustomer",
      (definition #>> '{limits,usesPerLocation}')::integer as "usesPerLocation"
    from lp_promotion_version
    where promotion_id = any(cast(:promotionIds as uuid[])) and state in ('approved', 'superseded')
    order by promotion_id, number desc`,
    { promotionIds: [...promotionIds] },
  );
  return rows;
}
