import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import type { ApprovalState, Fallback, Offer, RefusalReason } from '../domain.ts';

/** The rule that asks for an approval, in words for whoever decides. */
export interface RuleShown {
  readonly code: string;
  readonly words: Text;
}

/** What the approver should know before deciding. */
export interface RiskNote {
  readonly code: string;
  readonly level: 'info' | 'warning' | 'danger';
  readonly title: Text;
  readonly detail: Text | null;
}

/** A request for an approval, and what became of it. */
export interface Approval {
  readonly approvalId: string;
  readonly version: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly digest: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly locationId: string;
  /** The least role that may answer now, and the one that was asked first. */
  readonly role: string;
  readonly firstRole: string;
  readonly policyVersion: number;
  readonly rule: RuleShown;
  readonly notes: readonly RiskNote[];
  readonly preview: object;
  readonly state: ApprovalState;
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly requestedAt: Date;
  readonly answerBy: Date;
  readonly endsAt: Date;
  readonly fallback: Fallback;
  /** Who answered last; `system:…`: the rule for when nobody does. */
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedFor: string | null;
  readonly decidedAt: Date | null;
  readonly reason: RefusalReason | null;
  readonly note: string | null;
  readonly offer: Offer | null;
  readonly offerTakenAt: Date | null;
  readonly usableUntil: Date | null;
  readonly usedAt: Date | null;
  readonly handedTo: readonly NamedPerson[];
  readonly seenBy: readonly NamedPerson[];
}

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

export const APPROVAL_COLUMNS = `
  a.id as "approvalId", a.version, a.subject_kind as "subjectKind", a.subject_id as "subjectId",
  a.digest, a.amount_minor as "amountMinor", a.currency, a.location_id as "locationId", a.role,
  a.first_role as "firstRole", a.policy_version as "policyVersion", a.rule, a.notes, a.preview,
  a.state, a.requested_by as "requestedBy", a.requested_by_name as "requestedByName",
  a.requested_at as "requestedAt", a.answer_by as "answerBy", a.ends_at as "endsAt", a.fallback,
  a.decided_by as "decidedBy", a.decided_by_name as "decidedByName", a.decided_for as "decidedFor",
  a.decided_at as "decidedAt", a.reason, a.note, a.offer, a.offer_taken_at as "offerTakenAt",
  a.usable_until as "usableUntil", a.used_at as "usedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('id', d.to_id, 'name', d.to_name) order by d.id), '[]')
   from oc_approval_delegation as d where d.approval_id = a.id) as "handedTo",
  (select coalesce(jsonb_agg(jsonb_build_object('id', s.person_id, 'name', s.person_name)
     order by s.at, s.person_id), '[]')
   from oc_approval_seen as s where s.approval_id = a.id) as "seenBy"`;

export interface NewApproval {
  readonly approvalId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly digest: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly locationId: string;
  readonly role: string;
  readonly policyVersion: number;
  readonly rule: RuleShown;
  readonly notes: readonly RiskNote[];
  readonly preview: object;
  readonly answerBy: Date;
  readonly endsAt: Date;
  readonly fallback: Fallback;
}

/** Null: there is an open one about the subject already, perhaps made in this very moment. */
export async function insertApproval(tx: Tx, approval: NewApproval): Promise<Approval | null> {
  const { rows } = await tx.sql.raw<{ rows: Approval[] }>(
    `
    insert into oc_approval as a (
      id, subject_kind, subject_id, digest, amount_minor, currency, location_id, role, first_role,
      policy_version, rule, notes, preview, requested_by, requested_by_name, requested_at, answer_by,
      ends_at, fallback)
    values (
      :approvalId, :subjectKind, :subjectId, :digest, :amountMinor, :currency, :locationId, :role,
      :role, :policyVersion, :rule, :notes, :preview, :actorId, :actorName, :now, :answerBy, :endsAt,
      :fallback)
    on conflict (subject_kind, subject_id) where state in ('waiting', 'countered') do nothing
    returning ${APPROVAL_COLUMNS}`,
    {
      ...approval,
      rule: JSON.stringify(approval.rule),
      notes: JSON.stringify(approval.notes),
      preview: JSON.stringify(approval.preview),
      fallback: JSON.stringify(approval.fallback),
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      now: tx.now,
    },
  );
  return rows[0] ?? null;
}

export async function selectApproval(read: Read, approvalId: string): Promise<Approval | null> {
  const { rows } = await read.sql.raw<{ rows: Approval[] }>(
    `select ${APPROVAL_COLUMNS} from oc_approval as a where a.id = :approvalId`,
    { approvalId },
  );
  return rows[0] ?? null;
}

/** The approvals about one thing, newest first. */
export async function selectApprovalsOf(
  read: Read,
  subject: { readonly kind: string; readonly id: string },
): Promise<Approval[]> {
  const { rows } = await read.sql.raw<{ rows: Approval[] }>(
    `select ${APPROVAL_COLUMNS} from oc_approval as a
     where a.subject_kind = :kind and a.subject_id = :id
     order by a.requested_at desc, a.id desc`,
    { kind: subject.kind, id: subject.id },
  );
  return rows;
}

/** What may change of an approval; what is left out stays. */
export interface Move {
  readonly state: ApprovalState;
  readonly role?: string;
  readonly answerBy?: Date;
  readonly fallback?: Fallback;
  readonly decided?: { readonly by: string; readonly name: string; readonly for: string | null };
  readonly reason?: RefusalReason | null;
  readonly note?: string | null;
  readonly offer?: Offer | null;
  readonly offerTaken?: boolean;
  readonly usableUntil?: Date;
}

export type AnswerKind =
  | 'approve'
  | 'refuse'
  | 'counter'
  | 'take-offer'
  | 'decline-offer'
  | 'delegate'
  | 'withdraw'
  | 'escalate'
  | 'expire';

/** What must still hold in the moment of the move. */
export interface Guard {
  readonly approvalId: string;
  readonly from: readonly ApprovalState[];
  /** The deadline that has to be over: of the answer, of the whole request, or of the use. */
  readonly overdue?: 'answer' | 'end' | 'use';
  /** Only what nobody has used yet. */
  readonly unused?: true;
}

/**
 * Moves an approval if it is still where it must be: of all who answer at once, the first one does it and
 * the others get null. Its answer is written with it, in the same statement.
 */
export async function moveApproval(
  tx: Tx,
  guard: Guard,
  kind: AnswerKind,
  move: Move,
): Promise<Approval | null> {
  const { rows } = await tx.sql.raw<{ rows: Approval[] }>(
    `
    with a as (
      update oc_approval set
        version = version + 1, state = :state,
        role = coalesce(:role, role),
        answer_by = coalesce(:answerBy, answer_by),
        fallback = coalesce(cast(:fallback as jsonb), fallback),
        decided_by = coalesce(:decidedBy, decided_by),
        decided_by_name = coalesce(:decidedByName, decided_by_name),
        decided_for = case when :decidedBy::text is null then decided_for else :decidedFor end,
        decided_on_device = case when :decidedBy::text is null then decided_on_device else :device end,
        decided_at = case when :decidedBy::text is null then decided_at else :now end,
        reason = case when :setReason then :reason else reason end,
        note = case when :setNote then :note else note end,
        offer = case when :setOffer then cast(:offer as jsonb) else offer end,
        offer_taken_at = case when :offerTaken then :now else offer_taken_at end,
        usable_until = coalesce(:usableUntil, usable_until)
      where id = :approvalId and state = any (:from::text[])
        and (:overdue::text is null
          or case :overdue when 'answer' then answer_by when 'end' then ends_at else usable_until end
            <= :now)
        and (not :unused or used_at is null)
      returning *
    ), answered as (
      insert into oc_approval_answer (approval_id, version, kind, actor_id, actor_name, at, details)
      select a.id, a.version, :kind, :actorId, :actorName, :now, :details::jsonb from a
    )
    select ${APPROVAL_COLUMNS} from a`,
    {
      approvalId: guard.approvalId,
      from: guard.from as never,
      overdue: guard.overdue ?? null,
      unused: guard.unused ?? false,
      kind,
      state: move.state,
      role: move.role ?? null,
      answerBy: move.answerBy ?? null,
      fallback: move.fallback ? JSON.stringify(move.fallback) : null,
      decidedBy: move.decided?.by ?? null,
      decidedByName: move.decided?.name ?? null,
      decidedFor: move.decided?.for ?? null,
      device: tx.actor.deviceId,
      setReason: move.reason !== undefined,
      reason: move.reason ?? null,
      setNote: move.note !== undefined,
      note: move.note ?? null,
      setOffer: move.offer !== undefined,
      offer: move.offer ? JSON.stringify(move.offer) : null,
      offerTaken: move.offerTaken ?? false,
      usableUntil: move.usableUntil ?? null,
      now: tx.now,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      details: JSON.stringify(detailsOf(move)),
    },
  );
  return rows[0] ?? null;
}

function detailsOf({ role, reason, note, offer, decided }: Move): object {
  return {
    ...(role === undefined ? {} : { role }),
    ...(reason ? { reason } : {}),
    ...(note ? { note } : {}),
    ...(offer ? { offer } : {}),
    ...(decided?.for ? { for: decided.for } : {}),
  };
}
