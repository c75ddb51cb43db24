import type { Knex } from 'knex';

const TENDERS = `('provider', 'cash', 'card-terminal', 'by-hand', 'return-voucher', 'gift-card')`;

const REFUNDABLE = `
  -- Each payment of what was bought of which something goes back: what it brought, and what of that is
  -- promised back. The one place where "never more than was paid" is decided, whatever the reason.
  create table oc_refundable (
    origin_kind text not null
      constraint oc_refundable_origin_known check (origin_kind in ('order', 'receipt')),
    origin_id uuid not null,
    -- The id of an order's payment, the place of a receipt's tender.
    payment_key text not null,
    paid_minor bigint not null,
    back_minor bigint not null default 0,
    constraint oc_refundable_pkey primary key (origin_kind, origin_id, payment_key),
    constraint oc_refundable_within_paid check (back_minor between 0 and paid_minor)
  );
  insert into oc_refundable (origin_kind, origin_id, payment_key, paid_minor, back_minor)
    select 'order', p.order_id, cast(p.id as text), p.amount_minor, sum(part.amount_minor)
    from oc_payment as p
    join oc_refund_due_part as part on part.payment_id = p.id
    join oc_refund_due as r on r.id = part.refund_id and r.state <> 'withdrawn'
    group by p.id;
`;

const REFUNDS = `
  create table oc_refund (
    id uuid constraint oc_refund_pkey primary key,
    version integer not null default 1
      constraint oc_refund_counts check (version > 0),
    source_kind text not null
      constraint oc_refund_source_shape check (source_kind ~ '^[a-z][a-z-]*$'),
    source_id uuid not null,
    origin_kind text not null,
    origin_id uuid not null,
    location_id text not null
      constraint oc_refund_location references base_location,
    customer_id uuid,
    currency text not null
      constraint oc_refund_currency_shape check (currency ~ '^[A-Z]{3}$'),
    amount_minor bigint not null
      constraint oc_refund_positive check (amount_minor > 0),
    -- More or less given because all of it is cash.
    rounding_minor integer not null default 0
      constraint oc_refund_rounding_small check (rounding_minor between -2 and 2),
    state text not null
      constraint oc_refund_state_known check (state in
        ('proposed', 'authorised', 'partly-paid', 'paid', 'failed', 'cancelled')),
    proposed_at timestamptz not null,
    proposed_by text not null,
    -- Fourteen days from when the customer asked.
    due_by timestamptz not null,
    -- The express agreement that money goes back otherwise than it was paid.
    consent_text smallint,
    consent_language text,
    consent_manner text
      constraint oc_refund_consent_manner_known
      check (consent_manner in ('signed', 'spoken', 'online')),
    consent_at timestamptz,
    consent_by text,
    cash_reason text,
    authorised_at timestamptz,
    authorised_by text,
    authorised_how text
      constraint oc_refund_authorised_how_known
      check (authorised_how in ('own-limit', 'approval', 'policy')),
    -- Up to which amount whoever authorised it decides alone; null: any.
    limit_minor bigint,
    approval_id uuid
      constraint oc_refund_approval references oc_approval,
    paid_at timestamptz,
    constraint oc_refund_approval_used_once unique (approval_id),
    constraint oc_refund_authorised_whole check (
      (authorised_at is null) = (authorised_by is null)
      and (authorised_at is null) = (authorised_how is null)),
    constraint oc_refund_paid_when_authorised check (
      state in ('proposed', 'cancelled') or authorised_at is not null),
    constraint oc_refund_within_limit check (
      authorised_how is null or authorised_how = 'approval' or limit_minor is null
      or amount_minor <= limit_minor),
    constraint oc_refund_approved_by_another check (
      (authorised_how is not distinct from 'approval') = (approval_id is not null)),
    constraint oc_refund_paid_at check ((state = 'paid') = (paid_at is not null)),
    constraint oc_refund_consent_whole check (
      (consent_text is null) = (consent_at is null) and (consent_text is null) = (consent_by is null)
      and (consent_text is null) = (consent_manner is null)
      and (consent_text is null) = (consent_language is null))
  );
  -- One at a time pays what is owed on record.
  create unique index oc_refund_one_for_a_debt on oc_refund (source_id)
    where source_kind = 'refund-due' and state <> 'cancelled';
  create index oc_refund_of_source on oc_refund (source_kind, source_id);
  create index oc_refund_of_origin on oc_refund (origin_kind, origin_id);
  create index oc_refund_of_customer on oc_refund (customer_id, paid_at) where customer_id is not null;
  create index oc_refund_unfinished on oc_refund (location_id, proposed_at)
    where state not in ('paid', 'cancelled');

  create table oc_refund_part (
    id uuid constraint oc_refund_part_pkey primary key,
    refund_id uuid not null
      constraint oc_refund_part_refund references oc_refund,
    origin_kind text not null,
    origin_id uuid not null,
    payment_key text not null,
    place smallint not null,
    amount_minor bigint not null
      constraint oc_refund_part_positive check (amount_minor > 0),
    -- By which it goes back unless the customer agrees otherwise.
    natural_tender text not null
      constraint oc_refund_part_natural_known check (natural_tender in ${TENDERS}),
    tender text not null
      constraint oc_refund_part_tender_known check (tender in ${TENDERS}),
    consented boolean not null default false,
    -- The provider's name of the payment.
    payment_ref text,
    state text not null
      constraint oc_refund_part_state_known check (state in
        ('proposed', 'authorised', 'paying', 'paid', 'failed', 'cancelled')),
    failure text,
    paid_at timestamptz,
    paid_by text,
    reference text,
    constraint oc_refund_part_payment foreign key (origin_kind, origin_id, payment_key)
      references oc_refundable,
    constraint oc_refund_part_otherwise_agreed check (tender = natural_tender or consented),
    constraint oc_refund_part_provider_names_payment check (
      tender <> 'provider' or payment_ref is not null),
    constraint oc_refund_part_paid_whole check (
      (state = 'paid') = (paid_at is not null) and (paid_at is null) = (paid_by is null)),
    constraint oc_refund_part_failed_for_a_reason check (state <> 'failed' or failure is not null),
    constraint oc_refund_part_place unique (refund_id, place)
  );
  create index oc_refund_part_of_payment on oc_refund_part (origin_kind, origin_id, payment_key);
`;

const ATTEMPTS = `
  -- The intent to have a part paid by the provider, committed before the provider is called; its id is
  -- the key by which the provider knows the call again.
  create table oc_refund_attempt (
    id uuid constraint oc_refund_attempt_pkey primary key,
    part_id uuid not null
      constraint oc_refund_attempt_part references oc_refund_part,
    number smallint not null,
    amount_minor bigint not null
      constraint oc_refund_attempt_positive check (amount_minor > 0),
    -- unknown: the provider was called and what came of it is not known; it is asked until it is.
    state text not null default 'intended'
      constraint oc_refund_attempt_state_known check (state in
        ('intended', 'unknown', 'succeeded', 'failed')),
    intended_at timestamptz not null,
    calls integer not null default 0,
    next_at timestamptz,
    outcome_at timestamptz,
    -- Who said so first: the answer to the call, a notice, the question afterwards.
    told_by text
      constraint oc_refund_attempt_told_by_known check (told_by in ('answer', 'notice', 'question')),
    reference text,
    failure text,
    -- The provider said something that contradicts what it had said before.
    contradiction text,
    constraint oc_refund_attempt_numbers unique (part_id, number),
    constraint oc_refund_attempt_open check (
      (state in ('intended', 'unknown')) = (next_at is not null)
      and (state in ('intended', 'unknown')) = (outcome_at is null)
      and (outcome_at is null) = (told_by is null)),
    constraint oc_refund_attempt_failed_for_a_reason check (state <> 'failed' or failure is not null)
  );
  -- Never paid twice: a new attempt only when the one before is known to have failed.
  create unique index oc_refund_attempt_one_alive on oc_refund_attempt (part_id)
    where state <> 'failed';
  create index oc_refund_attempt_due on oc_refund_attempt (next_at)
    where state in ('intended', 'unknown');

  -- Notices of the provider that were taken: each has one effect, however often it is sent.
  create table oc_refund_notice (
    id text constraint oc_refund_notice_pkey primary key,
    attempt_id uuid,
    taken_at timestamptz not null
  );

  -- What is paid without anybody's hand, version by version.
  create table oc_refund_rule (
    version integer constraint oc_refund_rule_pkey primary key
      constraint oc_refund_rule_counts check (version > 0),
    rule jsonb not null,
    valid_from timestamptz not null,
    actor_id text not null,
    note text
  );
  insert into oc_refund_rule (version, rule, valid_from, actor_id, note) values (1, '{
    "upToMinor": 100000,
    "afterMinutes": {"cancelled": 30, "left-at-counter": 30, "swapped": 30,
      "shipping-undone": 30, "not-collected": 10080}
  }', '2026-01-01T00:00:00Z', 'system:installation', null);
`;

const SIMULATION = `
  -- How the simulated provider behaves, and its own books: as if they stood in somebody else's house.
  -- Nothing of ours refers to them.
  create table oc_simulated_provider (
    single boolean constraint oc_simulated_provider_pkey primary key default true
      constraint oc_simulated_provider_one check (single),
    behaviour jsonb not null
  );
  create table oc_simulated_refund (
    key text constraint oc_simulated_refund_pkey primary key,
    payment_ref text not null,
    amount_minor bigint not null,
    currency text not null,
    -- asked: it was called, and the line broke before that had any effect.
    status text not null default 'asked'
      constraint oc_simulated_refund_status_known check (status in ('asked', 'paid', 'failed')),
    code text,
    reference text,
    calls integer not null default 1,
    decided_at timestamptz,
    constraint oc_simulated_refund_decided check ((status = 'asked') = (decided_at is null))
  );
  create index oc_simulated_refund_of_payment on oc_simulated_refund (payment_ref);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(REFUNDABLE);
  await knex.raw(REFUNDS);
  await knex.raw(ATTEMPTS);
  await knex.raw(SIMULATION);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_simulated_refund, oc_simulated_provider, oc_refund_rule, oc_refund_notice,
      oc_refund_attempt, oc_refund_part, oc_refund, oc_refundable`);
}
