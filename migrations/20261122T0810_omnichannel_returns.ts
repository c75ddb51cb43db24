import type { Knex } from 'knex';

/**
 * Returns: the policy version by version, files over three axes (goods, decision, money), the pieces on
 * each, the tenders the money goes back on, and what enters the fiscal records by VAT rate.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(POLICY);
  await knex.raw(FILES);
  await knex.raw(PARTS);
  await knex.raw(
    `insert into oc_return_policy (version, terms, note, published_at, published_by)
    values (1, :terms, 'Regole di partenza', '2026-01-01T00:00:00Z', 'Bottega')`,
    {
      terms: JSON.stringify(FIRST_TERMS),
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_return_vat, oc_return_picture, oc_return_unit, oc_return, oc_return_series,
      oc_return_policy_draft, oc_return_policy`);
}

const POLICY = `
  -- Published versions: never changed. Files keep the version they were judged by.
  create table oc_return_policy (
    version integer constraint oc_return_policy_pkey primary key
      constraint oc_return_policy_counts check (version > 0),
    terms jsonb not null,
    note text,
    published_at timestamptz not null,
    published_by text not null
  );
  -- At most one, changed until it is published.
  create table oc_return_policy_draft (
    only_one boolean not null default true constraint oc_return_policy_draft_pkey primary key
      constraint oc_return_policy_draft_only_one check (only_one),
    terms jsonb not null,
    note text,
    revision integer not null,
    changed_at timestamptz not null,
    changed_by text not null
  );
`;

const FILES = `
  create table oc_return_series (
    company_id uuid not null
      constraint oc_return_series_company references base_company,
    year smallint not null,
    last integer not null,
    constraint oc_return_series_pkey primary key (company_id, year)
  );

  create table oc_return (
    id uuid constraint oc_return_pkey primary key,
    company_id uuid not null
      constraint oc_return_company references base_company,
    year smallint not null,
    number integer not null,
    order_id uuid not null
      constraint oc_return_order references oc_order,
    -- Where the goods were taken; null until they come.
    location_id text
      constraint oc_return_location references base_location,
    -- The customer's declaration it follows from.
    withdrawal_id uuid
      constraint oc_return_withdrawal references oc_withdrawal,
    code_digest text not null,
    proof text
      constraint oc_return_proof_known check (proof in ('code', 'document', 'identity', 'none')),
    -- Who brought it, for the papers; emptied when the person asks to be forgotten.
    brought_by text,
    document_type text,
    note text,
    goods text not null
      constraint oc_return_goods_known check (goods in
        ('announced', 'in-custody', 'graded', 'disposed', 'handed-back', 'not-taken')),
    decision text not null
      constraint oc_return_decision_known check (decision in
        ('allowed', 'pending', 'countered', 'approved', 'refused', 'expired', 'withdrawn')),
    money text not null
      constraint oc_return_money_known check (money in
        ('proposed', 'authorised', 'partly-paid', 'paid', 'failed', 'none')),
    outcome text not null
      constraint oc_return_outcome_known check (outcome in
        ('original-tender', 'exchange', 'voucher', 'other-tender')),
    other_tender text
      constraint oc_return_other_tender_known check (other_tender in ('cash', 'card', 'bank-transfer')),
    -- The words the customer agreed to (Codice del consumo, art. 56).
    consent_shown text,
    consent_at timestamptz,
    policy_version integer not null
      constraint oc_return_policy_of references oc_return_policy,
    -- What the rules said when it was opened: the verdict with its reasons.
    judged jsonb not null,
    -- The facts it was judged by: what a later policy is tried on.
    facts jsonb not null,
    by_law boolean not null,
    currency text not null
      constraint oc_return_currency_shape check (currency ~ '^[A-Z]{3}$'),
    goods_minor bigint not null,
    shipping_minor bigint not null,
    shipping_why jsonb not null,
    -- What the approval took off.
    deduction_minor bigint not null default 0,
    total_minor bigint not null,
    -- Of the total, what pays for the pieces of an exchange.
    exchange_minor bigint not null default 0,
    back_minor bigint not null,
    paid_minor bigint not null default 0,
    -- What was confirmed, as a digest, and whole: an approval lets it go on by itself.
    digest text not null,
    confirmed jsonb,
    approval_id uuid,
    approval_deadline timestamptz,
    decided_by text,
    decided_at timestamptz,
    decision_note text,
    -- What the approver offers instead: outcome, amount, words.
    counter_offer jsonb,
    refund_id uuid,
    failure jsonb,
    fiscal_channel text not null
      constraint oc_return_fiscal_channel_known check (fiscal_channel in
        ('web-register', 'rt-return', 'credit-note', 'seller')),
    fiscal_manual boolean not null,
    fiscal_reference text,
    custody_place text,
    due_by timestamptz not null,
    opened_at timestamptz not null,
    opened_by text not null,
    opened_by_name text not null,
    received_at timestamptz,
    closed_at timestamptz,
    version bigint not null default 1,
    constraint oc_return_number_once unique (number, year, company_id),
    constraint oc_return_code_once unique (code_digest),
    constraint oc_return_approval_once unique (approval_id),
    constraint oc_return_refund_once unique (refund_id),
    constraint oc_return_amounts_add_up check (
      goods_minor >= 0 and shipping_minor >= 0
      and deduction_minor between 0 and goods_minor + shipping_minor
      and total_minor = goods_minor + shipping_minor - deduction_minor
      and exchange_minor between 0 and total_minor
      and back_minor = total_minor - exchange_minor),
    constraint oc_return_paid_within_back check (paid_minor between 0 and back_minor),
    -- The axes move by themselves, but money follows an acceptance and ownership follows it too.
    constraint oc_return_money_needs_acceptance check (
      money in ('proposed', 'none') or decision in ('allowed', 'approved')),
    constraint oc_return_ours_once_accepted check (
      (goods in ('graded', 'disposed')) = (received_at is not null)
      and (goods not in ('graded', 'disposed') or decision in ('allowed', 'approved'))),
    constraint oc_return_custody_waits check (
      goods <> 'in-custody' or (decision not in ('allowed', 'approved') and custody_place is not null)),
    constraint oc_return_handed_back_was_not_accepted check (
      goods <> 'handed-back' or (decision in ('refused', 'expired', 'withdrawn') and money = 'none')),
    constraint oc_return_announced_has_not_come check (
      (goods in ('announced', 'not-taken')) = (location_id is null)
      and (goods <> 'not-taken' or money = 'none')),
    constraint oc_return_refused_pays_nothing check (
      decision not in ('refused', 'expired', 'withdrawn') or money = 'none'),
    constraint oc_return_asked_somebody check (
      decision in ('allowed') or approval_id is not null),
    constraint oc_return_counter_offered check ((counter_offer is null) or decision in
      ('countered', 'approved', 'refused', 'expired', 'withdrawn')),
    constraint oc_return_paid_whole check (
      (money <> 'paid' or paid_minor = back_minor)
      and (money <> 'partly-paid' or (paid_minor > 0 and paid_minor < back_minor))
      and (money not in ('proposed', 'authorised') or paid_minor = 0)
      and (money <> 'none' or paid_minor = 0)),
    constraint oc_return_consent_recorded check (
      (outcome not in ('other-tender', 'voucher') or consent_shown is not null)
      and (consent_shown is null) = (consent_at is null)
      and (outcome = 'other-tender') = (other_tender is not null)),
    constraint oc_return_exchange_is_one check (exchange_minor = 0 or outcome = 'exchange')
  ) with (fillfactor = 80);
  create index oc_return_of_order on oc_return (order_id);
  create index oc_return_recent on oc_return (opened_at desc, id desc);
  create index oc_return_at_location on oc_return (location_id, opened_at desc, id desc);
  create index oc_return_open on oc_return (location_id) where closed_at is null;
  create index oc_return_of_withdrawal on oc_return (withdrawal_id) where withdrawal_id is not null;
  create index oc_return_of_clerk on oc_return (opened_by, opened_at);
`;

const PARTS = `
  -- The pieces of a file, each with what was paid for it.
  create table oc_return_unit (
    return_id uuid not null
      constraint oc_return_unit_file references oc_return,
    line_id uuid not null,
    unit smallint not null,
    reason text not null
      constraint oc_return_unit_reason_known
      check (reason in ('withdrawal', 'guarantee', 'commercial', 'error')),
    grade text
      constraint oc_return_unit_grade_known check (grade in ('A', 'B', 'C')),
    seal_intact boolean,
    defect text,
    picture_ids uuid[] not null default '{}',
    disposition text
      constraint oc_return_unit_disposition_known check (disposition in
        ('restock', 'inspect', 'damaged', 'warehouse', 'store', 'supplier', 'destroy')),
    to_location_id text
      constraint oc_return_unit_to_location references base_location,
    why jsonb,
    transfer_id uuid,
    price_minor bigint not null,
    goods_minor bigint not null
      constraint oc_return_unit_goods_within_price check (goods_minor between 0 and price_minor),
    vat_rate numeric(4, 2) not null,
    -- False once the customer has it again, or it never came: then it may be returned another time.
    live boolean not null default true,
    constraint oc_return_unit_pkey primary key (return_id, line_id, unit),
    constraint oc_return_unit_piece foreign key (line_id, unit)
      references oc_order_unit (line_id, unit),
    constraint oc_return_unit_goes_somewhere check (
      (disposition in ('warehouse', 'store')) = (to_location_id is not null)
      or disposition is null),
    constraint oc_return_unit_graded_goes check ((grade is null) = (disposition is null))
  );
  -- A piece comes back once.
  create unique index oc_return_unit_once on oc_return_unit (line_id, unit) where live;

  -- What the clerk photographed; shown to whoever decides.
  create table oc_return_picture (
    id uuid constraint oc_return_picture_pkey primary key,
    location_id text not null
      constraint oc_return_picture_location references base_location,
    media_type text not null
      constraint oc_return_picture_media_known
      check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
    bytes bytea not null,
    taken_by text not null,
    taken_at timestamptz not null
  );

  -- What enters the fiscal records, by VAT rate; on the day it enters, null until then.
  create table oc_return_vat (
    return_id uuid not null
      constraint oc_return_vat_file references oc_return,
    rate numeric(4, 2) not null,
    gross_minor bigint not null,
    vat_minor bigint not null,
    entered_on date,
    constraint oc_return_vat_pkey primary key (return_id, rate),
    constraint oc_return_vat_within_gross check (
      gross_minor >= 0 and vat_minor between 0 and gross_minor)
  );
  create index oc_return_vat_entered on oc_return_vat (entered_on) where entered_on is not null;
`;

const FIRST_TERMS = {
  withdrawal: { days: 14, alsoInStore: false },
  guarantee: { months: 24, claimMonths: 2 },
  commercial: { days: 30, agreedDays: 60, money: 'needs-approval' },
  error: { days: 60 },
  exclusions: [
    { kind: 'perishable', reasons: ['withdrawal', 'commercial'] },
    { kind: 'sealed', reasons: ['withdrawal', 'commercial'] },
  ],
  grades: [
    { grade: 'B', reason: 'withdrawal', verdict: 'store-manager' },
    { grade: 'C', reason: 'withdrawal', verdict: 'store-manager' },
    { grade: 'B', reason: 'commercial', verdict: 'store-manager' },
    { grade: 'C', reason: 'commercial', verdict: 'refused' },
  ],
  channels: [{ channel: 'marketplace', by: 'web-store-manager' }],
  otherCompany: 'web-store-manager',
  otherTender: 'web-store-manager',
  cashUpToMinor: 4_999_99,
  withoutProof: 'web-store-manager',
  customer: { files: 4, by: 'web-store-manager' },
  clerk: { dayUpToMinor: 1_000_00, by: 'store-manager' },
  shipping: { standardMinor: 590, shareFor: ['error'] },
  photoFor: ['C'],
  destinations: [
    { grade: 'A', to: 'where-it-lacks' },
    { grade: 'B', to: 'inspect' },
    { grade: 'C', to: 'damaged' },
  ],
};
