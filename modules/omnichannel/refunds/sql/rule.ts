import type { Read } from '../../../../server/db/transaction.ts';

/** What of the debts on record is paid without anybody's hand. */
export interface RefundRule {
  /** Beyond it a person looks first. */
  readonly upToMinor: number;
  /**
   * By cause, how long it waits, so that a mistake can be taken back; a cause that is left out waits for
   * a person.
   */
  readonly afterMinutes: Readonly<Record<string, number>>;
}

/** The version that holds now: the newest that has begun. */
export async function readRefundRule(read: Read): Promise<RefundRule> {
  const { rows } = await read.sql.raw<{ rows: { rule: RefundRule }[] }>(
    `select rule from oc_refund_rule where valid_from <= :now order by version desc limit 1`,
    { now: read.now },
  );
  if (!rows[0]) throw new Error('oc_refund_rule has no version that holds');
  return rows[0].rule;
}
