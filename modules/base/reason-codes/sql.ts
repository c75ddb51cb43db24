import type { Read, Tx } from '../../../server/db/transaction.ts';

/** Why something was done, from a list the chain keeps: `adjustment` / `damaged`. */
export interface ReasonCode {
  /** What it explains: `adjustment`, `pick-short`, `no-show`. The module that asks decides the kinds. */
  readonly kind: string;
  readonly code: string;
  readonly titleIt: string;
  readonly titleEn: string;
  readonly place: number;
  readonly active: boolean;
  readonly version: number;
}

/** Reason codes in the order of the list; of every kind when `kind` is null. */
export async function selectReasonCodes(read: Read, kind: string | null): Promise<ReasonCode[]> {
  const { rows } = await read.sql.raw<{ rows: ReasonCode[] }>(
    `
    select kind, code, title_it as "titleIt", title_en as "titleEn", place, active, version
    from base_reason_code
    where :kind::text is null or kind = :kind
    order by kind, place, code`,
    { kind },
  );
  return rows;
}

export async function insertReasonCode(tx: Tx, reason: Omit<ReasonCode, 'version'>): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_reason_code (kind, code, title_it, title_en, place, active)
    values (:kind, :code, :titleIt, :titleEn, :place, :active)`,
    reason,
  );
}

/** The new version, or null when the reason is not there or is no longer at the expected one. */
export async function updateReasonCode(
  tx: Tx,
  reason: Omit<ReasonCode, 'version'>,
  expectedVersion: number,
): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_reason_code
    set title_it = :titleIt, title_en = :titleEn, place = :place, active = :active,
      version = version + 1
    where kind = :kind and code = :code and version = :expectedVersion
    returning version`,
    { ...reason, expectedVersion },
  );
  return rows[0]?.version ?? null;
}
