import type { Tx } from '../../../../server/db/transaction.ts';
import { APPROVAL_COLUMNS, type Approval } from './approvals.ts';

/** Raises the version for what changes nothing of the answer: it was seen, it was handed on. */
export async function touchApproval(tx: Tx, approvalId: string): Promise<Approval | null> {
  const { rows } = await tx.sql.raw<{ rows: Approval[] }>(
    `with a as (
       update oc_approval set version = version + 1 where id = :approvalId returning *
     )
     select ${APPROVAL_COLUMNS} from a`,
    { approvalId },
  );
  return rows[0] ?? null;
}

/** False: this person had looked at it before. */
export async function insertSeen(tx: Tx, approvalId: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `insert into oc_approval_seen (approval_id, person_id, person_name, at)
     values (:approvalId, :personId, :personName, :now) on conflict do nothing returning 1`,
    { approvalId, personId: tx.actor.id, personName: tx.actor.name, now: tx.now },
  );
  return rows.length > 0;
}

/**
 * Uses an approved one, once, in time and only for exactly what was approved. Null: it is not there to
 * be used, whatever the reason.
 */
export async function markUsed(
  tx: Tx,
  use: {
    readonly approvalId: string;
    readonly subjectKind: string;
    readonly subjectId: string;
    readonly digest: string;
    readonly amountMinor: number;
  },
): Promise<Approval | null> {
  const { rows } = await tx.sql.raw<{ rows: Approval[] }>(
    `
    with a as (
    update oc_approval set used_at = :now, version = version + 1
    where id = :approvalId and subject_kind = :subjectKind and subject_id = :subjectId
      and digest = :digest and state = 'approved' and used_at is null and usable_until >= :now
      and :amountMinor <= case offer ->> 'kind'
        when 'amount' then (offer ->> 'amountMinor')::bigint
        when 'repair' then 0
        else amount_minor end
    returning *)
    select ${APPROVAL_COLUMNS} from a`,
    { ...use, now: tx.now },
  );
  return rows[0] ?? null;
}
