import type { Read } from '../../../../server/db/transaction.ts';
import type { LevelKey } from '../domain/level.ts';

export interface LedgerRow {
  readonly number: number;
  readonly occurredAt: Date;
  readonly businessDay: string;
  readonly from: string;
  readonly to: string;
  /** What it did to this level: negative when pieces left it. */
  readonly change: number;
  /** On hand after it. */
  readonly balance: number;
  readonly reasonCode: string;
  readonly documentKind: string;
  readonly documentId: string;
  readonly actorId: string;
  readonly holdId: string | null;
}

/** Up to which moment the ledger is read: an instant, the end of a business day, or now. */
export interface LedgerEnd {
  readonly asOf: Date | null;
  readonly businessDay: string | null;
}

/**
 * The lines of a level up to an end, the latest first, each with the balance it left. What an offline
 * till sent later counts from when it happened: the balance is what was really there.
 */
export async function selectLedger(
  read: Read,
  key: LevelKey,
  end: LedgerEnd,
  page: { readonly before: number | null; readonly limit: number },
): Promise<LedgerRow[]> {
  const { rows } = await read.sql.raw<{ rows: LedgerRow[] }>(
    `
    with line as (
      select to_version as number, quantity as change, movement.*
      from ss_movement as movement
      where location_id = :locationId and item_id = :itemId and to_place = :condition
      union all
      select from_version, -quantity, movement.*
      from ss_movement as movement
      where location_id = :locationId and item_id = :itemId and from_place = :condition
    ), balanced as (
      select line.*, sum(change) over (order by number)::integer as balance
      from line
      where (:asOf::timestamptz is null or occurred_at <= :asOf)
        and (:businessDay::date is null or business_day <= :businessDay)
    )
    select number, occurred_at as "occurredAt", business_day as "businessDay", from_place as "from",
      to_place as "to", change, balance, reason_code as "reasonCode",
      document_kind as "documentKind", document_id as "documentId", actor_id as "actorId",
      hold_id as "holdId"
    from balanced
    where :before::bigint is null or number < :before
    order by number desc
    limit :limit`,
    { ...key, ...end, ...page },
  );
  return rows;
}
