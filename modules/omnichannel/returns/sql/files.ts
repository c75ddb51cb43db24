import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { FiledReturn } from '../domain/filed.ts';
import type { ReturnReason } from '../domain/return.ts';

const COLUMNS = `
  r.id as "returnId", r.version, r.company_id as "companyId", r.year, r.number,
  r.order_id as "orderId", r.location_id as "locationId", r.withdrawal_id as "withdrawalId",
  r.code_digest as "codeDigest", r.proof, r.brought_by as "broughtBy",
  r.document_type as "documentType", r.note, r.goods, r.decision, r.money, r.outcome,
  r.other_tender as "otherTender", r.consent_shown as "consentShown", r.consent_at as "consentAt",
  r.policy_version as "policyVersion", r.judged, r.facts, r.by_law as "byLaw", r.currency,
  r.goods_minor as "goodsMinor", r.shipping_minor as "shippingMinor",
  r.shipping_why as "shippingWhy", r.deduction_minor as "deductionMinor",
  r.total_minor as "totalMinor", r.exchange_minor as "exchangeMinor", r.back_minor as "backMinor",
  r.paid_minor as "paidMinor", r.digest, r.confirmed, r.approval_id as "approvalId",
  r.approval_deadline as "approvalDeadline", r.decided_by as "decidedBy",
  r.decided_at as "decidedAt", r.decision_note as "decisionNote",
  r.counter_offer as "counterOffer", r.refund_shares as "refundShares",
  r.repaired_at as "repairedAt",
  r.refund_id as "refundId", r.failure,
  r.fiscal_channel as "fiscalChannel", r.fiscal_manual as "fiscalManual",
  r.fiscal_reference as "fiscalReference", r.custody_place as "custodyPlace", r.due_by as "dueBy",
  r.opened_at as "openedAt", r.opened_by as "openedBy", r.opened_by_name as "openedByName",
  r.taken_at as "takenAt", r.taken_by as "takenBy", r.taken_by_name as "takenByName",
  r.received_at as "receivedAt", r.closed_at as "closedAt"`;

/** Locks a file; who works on its order has locked the order before. */
export async function lockReturn(tx: Tx, returnId: string): Promise<FiledReturn | null> {
  const { rows } = await tx.sql.raw<{ rows: FiledReturn[] }>(
    `select ${COLUMNS} from oc_return as r where r.id = :returnId for no key update`,
    { returnId },
  );
  return rows[0] ?? null;
}

export async function selectReturn(read: Read, returnId: string): Promise<FiledReturn | null> {
  const { rows } = await read.sql.raw<{ rows: FiledReturn[] }>(
    `select ${COLUMNS} from oc_return as r where r.id = :returnId`,
    { returnId },
  );
  return rows[0] ?? null;
}

/** Which order a file belongs to: it is locked before the file. */
export async function selectOrderOf(read: Read, returnId: string): Promise<string | null> {
  const { rows } = await read.sql.raw<{ rows: { orderId: string }[] }>(
    `select order_id as "orderId" from oc_return where id = :returnId`,
    { returnId },
  );
  return rows[0]?.orderId ?? null;
}

export interface ReturnFilter {
  /** Null: everywhere. */
  readonly locationIds: readonly string[] | null;
  readonly orderId?: string | null;
  readonly codeDigest?: string | null;
  readonly goods?: string | null;
  readonly decision?: string | null;
  readonly money?: string | null;
  /** One of its pieces comes back for this. */
  readonly reason?: ReturnReason | null;
  readonly number?: number | null;
  readonly surname?: string | null;
  /** Only open ones, and those closed since. */
  readonly openOrClosedSince?: Date | null;
  readonly openedSince?: Date | null;
  readonly openedBefore?: Date | null;
  readonly after?: { readonly openedAt: string; readonly returnId: string } | null;
  readonly limit: number;
}

/**
 * Files, newest first; with `openOrClosedSince` the open ones before those that are done, which a limit
 * cuts off first. Announced ones stand in no shop and are found by their order or their code.
 */
export async function selectReturns(read: Read, filter: ReturnFilter): Promise<FiledReturn[]> {
  const openFirst = filter.openOrClosedSince ? 'r.closed_at is not null, ' : '';
  const { rows } = await read.sql.raw<{ rows: FiledReturn[] }>(
    `
    select ${COLUMNS} from oc_return as r join oc_order as o on o.id = r.order_id
    where (cast(:locationIds as text[]) is null or r.location_id = any (:locationIds::text[]))
      and (cast(:orderId as uuid) is null or r.order_id = :orderId::uuid)
      and (cast(:codeDigest as text) is null or r.code_digest = :codeDigest)
      and (cast(:goods as text) is null or r.goods = :goods)
      and (cast(:decision as text) is null or r.decision = :decision)
      and (cast(:money as text) is null or r.money = :money)
      and (cast(:reason as text) is null or exists (
        select from oc_return_unit as u where u.return_id = r.id and u.reason = :reason))
      and (cast(:number as integer) is null or r.number = :number::integer
        or o.number = :number::integer)
      and (cast(:surname as text) is null or lower(o.contact_surname) like lower(:surname))
      and (cast(:closedSince as timestamptz) is null or r.closed_at is null
        or r.closed_at >= :closedSince::timestamptz)
      and (cast(:openedSince as timestamptz) is null or r.opened_at >= :openedSince::timestamptz)
      and (cast(:openedBefore as timestamptz) is null or r.opened_at < :openedBefore::timestamptz)
      and (cast(:afterAt as timestamptz) is null
        or (r.opened_at, r.id) < (:afterAt::timestamptz, :afterId::uuid))
    order by ${openFirst}r.opened_at desc, r.id desc limit :limit`,
    {
      locationIds: filter.locationIds,
      orderId: filter.orderId ?? null,
      codeDigest: filter.codeDigest ?? null,
      goods: filter.goods ?? null,
      decision: filter.decision ?? null,
      money: filter.money ?? null,
      reason: filter.reason ?? null,
      number: filter.number ?? null,
      surname: filter.surname ?? null,
      closedSince: filter.openOrClosedSince ?? null,
      openedSince: filter.openedSince ?? null,
      openedBefore: filter.openedBefore ?? null,
      afterAt: filter.after?.openedAt ?? null,
      afterId: filter.after?.returnId ?? null,
      limit: filter.limit,
    },
  );
  return rows;
}

/** The files of an order, newest first. */
export async function selectReturnsOfOrder(
  read: Read,
  orderId: string,
  limit: number,
): Promise<FiledReturn[]> {
  return prepared(
    read.sql,
    `select ${COLUMNS} from oc_return as r where r.order_id = :orderId
     order by r.opened_at desc, r.id desc limit :limit`,
    { orderId, limit },
  );
}

/**
 * The next number of a company and year, without gaps: the series stays locked until the end, so it is
 * drawn as late in the transaction as it can be.
 */
export async function drawNumber(tx: Tx, companyId: string, year: number): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { last: number }[] }>(
    `insert into oc_return_series as series (company_id, year, last) values (:companyId, :year, 1)
     on conflict (company_id, year) do update set last = series.last + 1
     returning last`,
    { companyId, year },
  );
  return rows[0]!.last;
}

export async function insertReturn(tx: Tx, file: FiledReturn): Promise<void> {
  await tx.sql.raw(INSERT, {
    ...bindings(file),
    number: file.number,
    companyId: file.companyId,
    year: file.year,
    orderId: file.orderId,
    withdrawalId: file.withdrawalId,
    codeDigest: file.codeDigest,
    openedAt: file.openedAt,
    openedBy: file.openedBy,
    openedByName: file.openedByName,
  });
}

const INSERT = `
  insert into oc_return (
    id, company_id, year, number, order_id, location_id, withdrawal_id, code_digest, proof,
    brought_by, document_type, note, goods, decision, money, outcome, other_tender, consent_shown,
    consent_at, policy_version, judged, facts, by_law, currency, goods_minor, shipping_minor,
    shipping_why, deduction_minor, total_minor, exchange_minor, back_minor, paid_minor, digest,
    confirmed, approval_id, approval_deadline, decided_by, decided_at, decision_note, counter_offer,
    refund_id, failure, fiscal_channel, fiscal_manual, fiscal_reference, custody_place, due_by,
    opened_at, opened_by, opened_by_name, taken_at, taken_by, taken_by_name, received_at, closed_at,
    refund_shares, repaired_at, version)
  values (
    :returnId, :companyId, :year, :number, :orderId, :locationId, :withdrawalId, :codeDigest,
    :proof, :broughtBy, :documentType, :note, :goods, :decision, :money, :outcome, :otherTender,
    :consentShown, :consentAt, :policyVersion, :judged::jsonb, :facts::jsonb, :byLaw, :currency,
    :goodsMinor, :shippingMinor, :shippingWhy::jsonb, :deductionMinor, :totalMinor, :exchangeMinor,
    :backMinor, :paidMinor, :digest, :confirmed::jsonb, :approvalId::uuid,
    :approvalDeadline::timestamptz, :decidedBy, :decidedAt::timestamptz, :decisionNote,
    :counterOffer::jsonb, :refundId::uuid, :failure::jsonb, :fiscalChannel, :fiscalManual,
    :fiscalReference, :custodyPlace, :dueBy, :openedAt, :openedBy, :openedByName,
    :takenAt::timestamptz, :takenBy, :takenByName, :receivedAt::timestamptz, :closedAt::timestamptz, :refundShares::jsonb,
    :repairedAt::timestamptz, :version)`;

/** Writes a file as it is now, one version on; under the lock it was read with. */
export async function saveReturn(tx: Tx, before: FiledReturn, after: FiledReturn): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `
    update oc_return set
      location_id = :locationId, proof = :proof, brought_by = :broughtBy,
      document_type = :documentType, note = :note, goods = :goods, decision = :decision,
      money = :money, outcome = :outcome, other_tender = :otherTender,
      consent_shown = :consentShown, consent_at = :consentAt::timestamptz,
      policy_version = :policyVersion, judged = :judged::jsonb, facts = :facts::jsonb,
      by_law = :byLaw, currency = :currency, goods_minor = :goodsMinor,
      shipping_minor = :shippingMinor, shipping_why = :shippingWhy::jsonb,
      deduction_minor = :deductionMinor, total_minor = :totalMinor,
      exchange_minor = :exchangeMinor, back_minor = :backMinor, paid_minor = :paidMinor,
      digest = :digest, confirmed = :confirmed::jsonb, approval_id = :approvalId::uuid,
      approval_deadline = :approvalDeadline::timestamptz, decided_by = :decidedBy,
      decided_at = :decidedAt::timestamptz, decision_note = :decisionNote,
      counter_offer = :counterOffer::jsonb, refund_id = :refundId::uuid,
      failure = :failure::jsonb, fiscal_channel = :fiscalChannel, fiscal_manual = :fiscalManual,
      fiscal_reference = :fiscalReference, custody_place = :custodyPlace, due_by = :dueBy,
      taken_at = :takenAt::timestamptz, taken_by = :takenBy, taken_by_name = :takenByName,
      refund_shares = :refundShares::jsonb, repaired_at = :repairedAt::timestamptz,
      received_at = :receivedAt::timestamptz, closed_at = :closedAt::timestamptz,
      version = :version
    where id = :returnId and version = :knownVersion
    returning 1`,
    { ...bindings(after), knownVersion: before.version },
  );
  if (rows.length !== 1) throw new Error('a return file changed although it was locked');
}

function bindings(file: FiledReturn) {
  const {
    number: _number,
    companyId: _company,
    year: _year,
    orderId: _order,
    withdrawalId: _withdrawal,
    codeDigest: _code,
    openedAt: _at,
    openedBy: _by,
    openedByName: _name,
    ...row
  } = file;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  return {
    ...row,
    judged: json(row.judged),
    facts: json(row.facts),
    shippingWhy: json(row.shippingWhy),
    confirmed: json(row.confirmed),
    counterOffer: json(row.counterOffer),
    refundShares: json(row.refundShares),
    failure: json(row.failure),
  };
}

export interface VatEntry {
  readonly rate: number;
  readonly grossMinor: number;
  readonly vatMinor: number;
  readonly enteredOn: string | null;
}

/** What enters the fiscal records, replacing what stood there before it was entered. */
export async function writeVat(
  tx: Tx,
  returnId: string,
  entries: readonly Omit<VatEntry, 'enteredOn'>[],
): Promise<void> {
  await tx.sql.raw(`delete from oc_return_vat where return_id = :returnId and entered_on is null`, {
    returnId,
  });
  await tx.sql.raw(
    `insert into oc_return_vat (return_id, rate, gross_minor, vat_minor)
     select :returnId, v.rate, v."grossMinor", v."vatMinor"
     from jsonb_to_recordset(:entries::jsonb) as v (
       rate numeric, "grossMinor" bigint, "vatMinor" bigint)`,
    { returnId, entries: JSON.stringify(entries) },
  );
}

/** The amounts enter the records of this day, once. */
export async function enterVat(tx: Tx, returnId: string, day: string): Promise<void> {
  await tx.sql.raw(
    `update oc_return_vat set entered_on = :day where return_id = :returnId and entered_on is null`,
    { returnId, day },
  );
}

export async function selectVat(
  read: Read,
  returnIds: readonly string[],
): Promise<ReadonlyMap<string, VatEntry[]>> {
  const { rows } = await read.sql.raw<{ rows: (VatEntry & { returnId: string })[] }>(
    `select return_id as "returnId", rate::float8 as rate, gross_minor as "grossMinor",
       vat_minor as "vatMinor", entered_on::text as "enteredOn"
     from oc_return_vat where return_id = any (:returnIds::uuid[]) order by rate desc`,
    { returnIds },
  );
  const byFile = new Map<string, VatEntry[]>(returnIds.map((id) => [id, []]));
  for (const { returnId, ...entry } of rows) byFile.get(returnId)!.push(entry);
  return byFile;
}
