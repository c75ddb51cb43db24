import type { Read } from '../../../../server/db/transaction.ts';
import { APPROVAL_COLUMNS, type AnswerKind, type Approval } from './approvals.ts';

/** Where somebody looks: in locations (null = everywhere), and at single requests handed to them. */
export interface Sight {
  readonly locationIds: readonly string[] | null;
  readonly approvalIds: readonly string[];
}

const SEEN = `(cast(:locationIds as text[]) is null or a.location_id = any (:locationIds::text[])
  or a.id = any (:approvalIds::uuid[]))`;

/** What waits for an answer, of the approver or of the customer. */
export async function selectOpen(read: Read, sight: Sight): Promise<Approval[]> {
  const { rows } = await read.sql.raw<{ rows: Approval[] }>(
    `select ${APPROVAL_COLUMNS} from oc_approval as a
     where a.state in ('waiting', 'countered') and ${SEEN} order by a.answer_by, a.id`,
    { ...sight } as never,
  );
  return rows;
}

/** The last ones decided, newest first. */
export async function selectDecided(read: Read, sight: Sight, count: number): Promise<Approval[]> {
  const { rows } = await read.sql.raw<{ rows: Approval[] }>(
    `select ${APPROVAL_COLUMNS} from oc_approval as a
     where a.state not in ('waiting', 'countered') and ${SEEN}
     order by coalesce(a.decided_at, a.requested_at) desc, a.id desc limit :count`,
    { ...sight, count } as never,
  );
  return rows;
}

/** What a person has asked for, newest first. */
export async function selectRequestedBy(
  read: Read,
  personId: string,
  count: number,
): Promise<Approval[]> {
  const { rows } = await read.sql.raw<{ rows: Approval[] }>(
    `select ${APPROVAL_COLUMNS} from oc_approval as a
     where a.requested_by = :personId order by a.requested_at desc, a.id desc limit :count`,
    { personId, count },
  );
  return rows;
}

export interface AnswerRow {
  readonly version: number;
  readonly kind: AnswerKind;
  readonly actorId: string;
  readonly actorName: string;
  readonly at: Date;
  readonly details: Record<string, unknown>;
}

/** All that was said about a request, in its order. */
export async function selectAnswers(read: Read, approvalId: string): Promise<AnswerRow[]> {
  const { rows } = await read.sql.raw<{ rows: AnswerRow[] }>(
    `select version, kind, actor_id as "actorId", actor_name as "actorName", at, details
     from oc_approval_answer where approval_id = :approvalId order by version`,
    { approvalId },
  );
  return rows;
}
