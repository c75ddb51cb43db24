import type { Read } from '../db/transaction.ts';

/** One thing that was done to a subject. */
export interface AuditedAct {
  readonly at: Date;
  readonly action: string;
  readonly actorId: string;
  /** Null for programs, for the system, and for people whose account is gone. */
  readonly actorName: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Who did what to a subject (`order:<id>`), oldest first. The caller has checked that it may be seen. */
export async function actsOn(read: Read, subject: string, limit: number): Promise<AuditedAct[]> {
  const { rows } = await read.sql.raw<{ rows: AuditedAct[] }>(
    `select audit.occurred_at as at, audit.action, audit.actor_id as "actorId",
       account.display_name as "actorName", audit.details
     from core_audit as audit
     left join core_account as account on account.id::text = audit.actor_id
     where audit.subject = :subject order by audit.position limit :limit`,
    { subject, limit },
  );
  return rows;
}
