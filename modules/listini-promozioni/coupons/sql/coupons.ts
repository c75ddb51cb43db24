import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { constraintMeans } from '../../../../server/db/errors.ts';
import { couponExists } from '../../coupons/problems.ts';

constraintMeans('lp_coupon_series_code_once', couponExists, { by: 'code' });

export interface SeriesRow {
  readonly id: string;
  readonly promotionId: string;
  readonly kind: 'shared' | 'single-use';
  readonly name: string;
  readonly sharedCode: string | null;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
  readonly usesLimit: number | null;
  readonly usesPerCustomer: number | null;
  readonly budgetMinor: number | null;
  readonly used: number;
  readonly spentMinor: number;
  readonly codeCount: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly blockedAt: Date | null;
  readonly version: number;
}

const COLUMNS = `
  series.id, series.promotion_id as "promotionId", series.kind, series.name,
  series.shared_code as "sharedCode", series.valid_from as "validFrom", series.valid_to as "validTo",
  series.uses_limit as "usesLimit", series.uses_per_customer as "usesPerCustomer",
  series.budget_minor as "budgetMinor", series.used, series.spent_minor as "spentMinor",
  series.code_count as "codeCount", series.created_by as "createdBy",
  series.created_at as "createdAt", series.blocked_at as "blockedAt", series.version`;

export async function insertSeries(
  tx: Tx,
  made: {
    readonly id: string;
    readonly promotionId: string;
    readonly kind: 'shared' | 'single-use';
    readonly name: string;
    readonly sharedCode: string | null;
    readonly validFrom: string | null;
    readonly validTo: string | null;
    readonly usesLimit: number | null;
    readonly usesPerCustomer: number | null;
    readonly budgetMinor: number | null;
  },
): Promise<void> {
  await tx.sql.raw(
    `insert into lp_coupon_series (id, promotion_id, kind, name, shared_code, valid_from, valid_to,
      uses_limit, uses_per_customer, budget_minor, created_by, created_at)
    values (:id, :promotionId, :kind, :name, :sharedCode, :validFrom, :validTo, :usesLimit,
      :usesPerCustomer, :budgetMinor, :createdBy, :now)`,
    { ...made, createdBy: tx.actor.id, now: tx.now },
  );
}

export async function insertCoupons(
  tx: Tx,
  seriesId: string,
  coupons: readonly { digest: string; ending: string; customerId: string | null }[],
): Promise<void> {
  await tx.sql.raw(
    `
    with written as (
      insert into lp_coupon (digest, series_id, ending, customer_id)
      select digest, :seriesId, ending, "customerId"
      from jsonb_to_recordset(:coupons::jsonb) as c (digest text, ending text, "customerId" uuid)
      returning 1)
    update lp_coupon_series set code_count = code_count + (select count(*) from written),
      version = version + 1
    where id = :seriesId`,
    { seriesId, coupons: JSON.stringify(coupons) },
  );
}

export async function selectSeriesOf(read: Read, promotionId: string | null): Promise<SeriesRow[]> {
  const { rows } = await read.sql.raw<{ rows: SeriesRow[] }>(
    `select ${COLUMNS} from lp_coupon_series series
    where (cast(:promotionId as uuid) is null or series.promotion_id = :promotionId)
    order by series.created_at desc, series.id limit 500`,
    { promotionId },
  );
  return rows;
}

export async function blockSeries(tx: Tx, seriesId: string): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `update lp_coupon_series set blocked_at = coalesce(blocked_at, :now), version = version + 1
    where id = :seriesId returning version`,
    { seriesId, now: tx.now },
  );
  return rows[0]?.version ?? null;
}

export interface FoundCoupon extends SeriesRow {
  readonly digest: string | null;
  readonly couponState: 'unused' | 'used' | 'blocked' | null;
  readonly couponCustomerId: string | null;
}

/** The series of a shared code, or the code of a batch with its series. */
export async function selectCoupon(
  read: Read,
  sharedCode: string,
  digest: string | null,
): Promise<FoundCoupon | null> {
  const { rows } = await read.sql.raw<{ rows: FoundCoupon[] }>(
    `
    select ${COLUMNS}, null as digest, null as "couponState", null::uuid as "couponCustomerId"
    from lp_coupon_series series where series.shared_code = :sharedCode
    union all
    select ${COLUMNS}, coupon.digest, coupon.state, coupon.customer_id
    from lp_coupon coupon join lp_coupon_series series on series.id = coupon.series_id
    where coupon.digest = :digest`,
    { sharedCode, digest },
  );
  return rows[0] ?? null;
}

/** Locks series in one order, so that sales with several codes never wait in a circle. */
export async function lockSeries(tx: Tx, seriesIds: readonly string[]): Promise<void> {
  if (seriesIds.length === 0) return;
  await tx.sql.raw(
    `select 1 from lp_coupon_series where id = any(cast(:ids as uuid[])) order by id for update`,
    { ids: [...new Set(seriesIds)] },
  );
}

/**
 * Takes one use and this money from a locked series if it is not blocked and there is still some, in one
 * statement. A sale uses a code once, however often its promotion applies in it.
 */
export async function takeFromSeries(
  tx: Tx,
  seriesId: string,
  amountMinor: number,
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: object[] }>(
    `
    update lp_coupon_series
    set used = used + 1, spent_minor = spent_minor + :amountMinor
    where id = :seriesId and blocked_at is null
      and (uses_limit is null or used < uses_limit)
      and (budget_minor is null or spent_minor + :amountMinor <= budget_minor)
    returning 1`,
    { seriesId, amountMinor },
  );
  return rows.length > 0;
}

/** In how many sales a customer has used a series; call it with the series locked. */
export async function countUsesOf(
  read: Read,
  seriesId: string,
  customerId: string,
): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { uses: number }[] }>(
    `select count(*)::integer as uses from lp_redemption
    where series_id = :seriesId and customer_id = :customerId and given_back_at is null`,
    { seriesId, customerId },
  );
  return rows[0]!.uses;
}

export async function spendCoupon(tx: Tx, digest: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: object[] }>(
    `update lp_coupon set state = 'used', used_at = :now, version = version + 1
    where digest = :digest and state = 'unused' returning 1`,
    { digest, now: tx.now },
  );
  return rows.length > 0;
}

/** Gives money back to a series; with `whole` the use, too, and the code that was spent. */
export async function giveBackCoupon(
  tx: Tx,
  given: { seriesId: string; digest: string; whole: boolean; amountMinor: number },
): Promise<void> {
  const { seriesId, digest, whole, amountMinor } = given;
  await tx.sql.raw(
    `update lp_coupon_series set used = used - :uses, spent_minor = spent_minor - :amountMinor
    where id = :seriesId`,
    { seriesId, uses: whole ? 1 : 0, amountMinor },
  );
  if (digest === '' || !whole) return;
  await tx.sql.raw(
    `update lp_coupon set state = 'unused', used_at = null, version = version + 1
    where digest = :digest and state = 'used'`,
    { digest },
  );
}
