import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { RefundCause } from '../../orders/domain/refund.ts';

/** What of the debts on record is paid without anybody's hand. */
export interface RefundRule {
  /** Beyond it a person looks first. */
  readonly upToMinor: number;
  /**
   * By cause, how long it waits, so that a mistake can be taken back; a cause that is left out waits for
   * a person.
   */
  readonly afterMinutes: Readonly<Partial<Record<RefundCause, number>>>;
}

export interface RefundRuleVersion {
  readonly version: number;
  readonly rule: RefundRule;
  readonly validFrom: Date;
  readonly note: string | null;
}

const COLUMNS = 'version, rule, valid_from as "validFrom", note';

export async function readRefundRule(read: Read): Promise<RefundRule> {
  return (await readRefundRuleVersion(read)).rule;
}

/** The version that holds now: the newest that has begun. */
export async function readRefundRuleVersion(read: Read): Promise<RefundRuleVersion> {
  const { rows } = await read.sql.raw<{ rows: RefundRuleVersion[] }>(
    `select ${COLUMNS} from oc_refund_rule where valid_from <= :now order by version desc limit 1`,
    { now: read.now },
  );
  if (!rows[0]) throw new Error('oc_refund_rule has no version that holds');
  return rows[0];
}

/** The next version, if the one the author looked at is still the newest; null when it is not. */
export async function insertRefundRule(
  tx: Tx,
  basedOn: number,
  rule: RefundRule,
  note: string | null,
): Promise<RefundRuleVersion | null> {
  const { rows } = await tx.sql.raw<{ rows: RefundRuleVersion[] }>(
    `
    insert into oc_refund_rule (version, rule, valid_from, actor_id, note)
    select :basedOn::integer + 1, :rule::jsonb, :now, :actorId, :note
    where :basedOn::integer = (select max(version) from oc_refund_rule)
    on conflict do nothing
    returning ${COLUMNS}`,
    { basedOn, rule: JSON.stringify(rule), note, now: tx.now, actorId: tx.actor.id },
  );
  return rows[0] ?? null;
}
