import type { Read } from '../../../server/db/transaction.ts';

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
