import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Consent } from '../consent.ts';
import type { PartState, RefundState } from '../domain/life.ts';
import type { RefundTender } from '../domain/tender.ts';
import type { Refund } from '../refund.ts';

const PARTS = `
  (select coalesce(jsonb_agg(jsonb_build_object(
      'partId', p.id, 'paymentKey', p.payment_key, 'naturalTender', p.natural_tender,
      'tender', p.tender, 'amountMinor', p.amount_minor, 'state', p.state, 'paymentRef', p.payment_ref,
      'attempts', coalesce(a.attempts, 0), 'failure', p.failure, 'nextTryAt', a.next_at,
      'unknown', coalesce(a.unknown, false), 'paidAt', p.paid_at, 'reference', p.reference)
      order by p.place), '[]')
   from oc_refund_part as p
   left join lateral (
     select count(*)::integer as attempts, max(next_at) as next_at,
       bool_or(state = 'unknown') as unknown
     from oc_refund_attempt where part_id = p.id
   ) as a on true
   where p.refund_id = r.id)`;

const COLUMNS = `
  r.id as "refundId", r.version, r.source_kind as "sourceKind", r.source_id as "sourceId",
  r.origin_kind as "originKind", r.origin_id as "originId", r.location_id as "locationId",
  r.customer_id as "customerId", r.currency, r.amount_minor as "amountMinor",
  r.rounding_minor as "roundingMinor", r.state, r.proposed_at as "proposedAt",
  r.proposed_by as "proposedBy", r.due_by as "dueBy", r.authorised_at as "authorisedAt",
  r.authorised_by as "authorisedBy", r.authorised_how as "authorisedHow",
  r.approval_id as "approvalId", r.paid_at as "paidAt", ${PARTS} as parts`;

type Row = Omit<Refund, 'parts'> & {
  readonly parts: (Omit<Refund['parts'][number], 'nextTryAt' | 'paidAt'> & {
    readonly nextTryAt: string | null;
    readonly paidAt: string | null;
  })[];
};

export interface NewPart {
  readonly partId: string;
  readonly paymentKey: string;
  readonly paymentRef: string | null;
  readonly amountMinor: number;
  readonly naturalTender: RefundTender;
  readonly tender: RefundTender;
  readonly consented: boolean;
}

export interface NewRefundRow {
  readonly refundId: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly originKind: string;
  readonly originId: string;
  readonly locationId: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly amountMinor: number;
  readonly roundingMinor: number;
  readonly dueBy: Date;
  readonly cashReason: string | null;
  readonly consent: Consent | null;
  readonly parts: readonly NewPart[];
}

export async function insertRefundRow(tx: Tx, refund: NewRefundRow): Promise<void> {
  const { consent, parts, ...row } = refund;
  await tx.sql.raw(
    `
    with refund as (
      insert into oc_refund (
        id, source_kind, source_id, origin_kind, origin_id, location_id, customer_id, currency,
        amount_minor, rounding_minor, state, proposed_at, proposed_by, due_by, cash_reason,
        consent_text, consent_language, consent_manner, consent_at, consent_by)
      values (
        :refundId, :sourceKind, :sourceId, :originKind, :originId, :locationId, :customerId,
        :currency, :amountMinor, :roundingMinor, 'proposed', :now, :actorId, :dueBy, :cashReason,
        :consentText, :consentLanguage, :consentManner, :consentAt, :consentBy)
    )
    insert into oc_refund_part (
      id, refund_id, origin_kind, origin_id, payment_key, place, amount_minor, natural_tender, tender,
      consented, payment_ref, state)
    select p."partId", :refundId, :originKind, :originId, p."paymentKey", p.place, p."amountMinor",
      p."naturalTender", p.tender, p.consented, p."paymentRef", 'proposed'
    from jsonb_to_recordset(:parts::jsonb) as p (
      "partId" uuid, "paymentKey" text, place smallint, "amountMinor" bigint, "naturalTender" text,
      tender text, consented boolean, "paymentRef" text)`,
    {
      ...row,
      now: tx.now,
      actorId: tx.actor.id,
      consentText: consent?.textVersion ?? null,
      consentLanguage: consent?.language ?? null,
      consentManner: consent?.manner ?? null,
      consentAt: consent ? tx.now : null,
      consentBy: consent ? tx.actor.id : null,
      parts: JSON.stringify(parts.map((part, place) => ({ ...part, place }))),
    },
  );
}

export type RefundFilter =
  | { readonly refundIds: readonly string[] }
  | { readonly source: { readonly kind: string; readonly ids: readonly string[] } }
  | { readonly origin: { readonly kind: string; readonly id: string } };

/** Refunds whole, the oldest first. */
export async function selectRefunds(read: Read, filter: RefundFilter): Promise<Refund[]> {
  const { where, bindings } = condition(filter);
  const { rows } = await read.sql.raw<{ rows: Row[] }>(
    `select ${COLUMNS} from oc_refund as r where ${where} order by r.proposed_at, r.id`,
    bindings as never,
  );
  return rows.map(whole);
}

/**
 * The refund, locked, as it is now; null when there is none. Its source is locked before. Read by a second
 * statement: whoever had to wait for the lock would otherwise see the parts of before.
 */
export async function lockRefund(tx: Tx, refundId: string): Promise<Refund | null> {
  await tx.sql.raw('select 1 from oc_refund where id = :refundId for no key update', { refundId });
  return (await selectRefunds(tx, { refundIds: [refundId] }))[0] ?? null;
}

function condition(filter: RefundFilter): { where: string; bindings: object } {
  if ('refundIds' in filter) {
    return { where: 'r.id = any (:refundIds::uuid[])', bindings: { refundIds: filter.refundIds } };
  }
  if ('source' in filter) {
    return {
      where: 'r.source_kind = :kind and r.source_id = any (:ids::uuid[])',
      bindings: { kind: filter.source.kind, ids: filter.source.ids },
    };
  }
  return {
    where: 'r.origin_kind = :kind and r.origin_id = :id',
    bindings: { kind: filter.origin.kind, id: filter.origin.id },
  };
}

function whole({ parts, ...row }: Row): Refund {
  const at = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
  return {
    ...row,
    parts: parts.map((part) => ({
      ...part,
      nextTryAt: at(part.nextTryAt),
      paidAt: at(part.paidAt),
    })),
  };
}

export interface PartChange {
  readonly state: PartState;
  readonly failure?: string | null;
  readonly reference?: string | null;
  readonly tender?: RefundTender;
  readonly consented?: true;
}

/** Moves a part if it is still in one of these states; false: it is not, and nothing was done. */
export async function changePart(
  tx: Tx,
  partId: string,
  from: readonly PartState[],
  change: PartChange,
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `
    update oc_refund_part set
      state = :state,
      failure = case when :setFailure then :failure else failure end,
      reference = coalesce(:reference, reference),
      tender = coalesce(:tender, tender),
      consented = consented or :consented,
      paid_at = case when :state = 'paid' then cast(:now as timestamptz) end,
      paid_by = case when :state = 'paid' then :actorId end
    where id = :partId and state = any (:from::text[])
    returning 1`,
    {
      partId,
      from: from as never,
      state: change.state,
      setFailure: change.failure !== undefined,
      failure: change.failure ?? null,
      reference: change.reference ?? null,
      tender: change.tender ?? null,
      consented: change.consented ?? false,
      now: tx.now,
      actorId: tx.actor.id,
    },
  );
  return rows.length > 0;
}

export interface RefundChange {
  readonly state: RefundState;
  readonly authorised?: {
    readonly how: 'own-limit' | 'approval' | 'policy';
    readonly limitMinor: number | null;
    readonly approvalId: string | null;
  };
  readonly roundingMinor?: number;
  readonly consent?: Consent;
}

/** Writes where a locked refund stands now; its version rises by one. */
export async function saveRefund(
  tx: Tx,
  refundId: string,
  { state, authorised, roundingMinor, consent }: RefundChange,
): Promise<void> {
  await tx.sql.raw(
    `
    update oc_refund set
      version = version + 1, state = :state,
      paid_at = case when :state = 'paid' then cast(:now as timestamptz) end,
      rounding_minor = coalesce(:roundingMinor, rounding_minor),
      authorised_at = coalesce(authorised_at, :authorisedAt),
      authorised_by = coalesce(authorised_by, :authorisedBy),
      authorised_how = coalesce(authorised_how, :how),
      limit_minor = case when authorised_how is null then :limitMinor else limit_minor end,
      approval_id = coalesce(approval_id, :approvalId),
      consent_text = coalesce(:consentText, consent_text),
      consent_language = coalesce(:consentLanguage, consent_language),
      consent_manner = coalesce(:consentManner, consent_manner),
      consent_at = coalesce(:consentAt, consent_at),
      consent_by = coalesce(:consentBy, consent_by)
    where id = :refundId`,
    {
      refundId,
      state,
      now: tx.now,
      roundingMinor: roundingMinor ?? null,
      authorisedAt: authorised ? tx.now : null,
      authorisedBy: authorised ? tx.actor.id : null,
      how: authorised?.how ?? null,
      limitMinor: authorised?.limitMinor ?? null,
      approvalId: authorised?.approvalId ?? null,
      consentText: consent?.textVersion ?? null,
      consentLanguage: consent?.language ?? null,
      consentManner: consent?.manner ?? null,
      consentAt: consent ? tx.now : null,
      consentBy: consent ? tx.actor.id : null,
    },
  );
}
