import type { Knex } from 'knex';

const POLICY = `
  -- Who decides up to which amount, and what happens when nobody answers. Versions are never changed.
  create table oc_approval_policy (
    version integer constraint oc_approval_policy_pkey primary key
      constraint oc_approval_policy_counts check (version > 0),
    policy jsonb not null,
    valid_from timestamptz not null,
    actor_id text not null,
    note text
  );
  insert into oc_approval_policy (version, policy, valid_from, actor_id, note) values (1, '{
    "ladder": [
      {"role": "clerk", "upToMinor": 15000},
      {"role": "store-manager", "upToMinor": 50000},
      {"role": "web-store-manager", "upToMinor": null}
    ],
    "unanswered": [
      {"role": "store-manager", "afterMinutes": 15,
        "fallback": {"act": "escalate", "to": "web-store-manager"}},
      {"role": "web-store-manager", "afterMinutes": 240, "fallback": {"act": "refuse"}}
    ],
    "livesHours": 24,
    "usableMinutes": 2
  }', '2026-01-01T00:00:00Z', 'system:installation', null);
`;

const APPROVALS = `
  create table oc_approval (
    id uuid constraint oc_approval_pkey primary key,
    version integer not null default 1,
    subject_kind text not null
      constraint oc_approval_subject_shape check (subject_kind ~ '^[a-z][a-z-]*$'),
    subject_id uuid not null,
    -- SHA-256 of exactly what would be done: nothing else may be done with the answer.
    digest text not null
      constraint oc_approval_digest_shape check (digest ~ '^[0-9a-f]{64}$'),
    amount_minor bigint not null
      constraint oc_approval_amount_not_negative check (amount_minor >= 0),
    currency text not null
      constraint oc_approval_currency_shape check (currency ~ '^[A-Z]{3}$'),
    location_id text not null
      constraint oc_approval_location references base_location,
    -- The least role that may answer; rises when it is escalated.
    role text not null,
    first_role text not null,
    policy_version integer not null
      constraint oc_approval_policy_known references oc_approval_policy,
    -- What the approver is shown: the rule that stopped it, risks, the goods. Opaque to this room.
    rule jsonb not null,
    notes jsonb not null,
    preview jsonb not null,
    state text not null default 'waiting'
      constraint oc_approval_state_known check (state in
        ('waiting', 'countered', 'approved', 'refused', 'withdrawn', 'expired')),
    requested_by text not null,
    requested_by_name text not null,
    requested_at timestamptz not null,
    -- When the fallback rule answers, and until when it lives at all.
    answer_by timestamptz not null,
    ends_at timestamptz not null,
    fallback jsonb not null,
    -- Who answered last: a person, or the rule for when nobody does.
    decided_by text,
    decided_by_name text,
    -- Whose authority it was, when it had been handed over.
    decided_for text,
    decided_on_device text,
    decided_at timestamptz,
    reason text,
    note text,
    -- What was given instead, in the words of the approver; taken when the customer agreed.
    offer jsonb,
    offer_taken_at timestamptz,
    usable_until timestamptz,
    used_at timestamptz,
    constraint oc_approval_positive_version check (version > 0),
    constraint oc_approval_by_another_person check (decided_by is distinct from requested_by),
    constraint oc_approval_for_another_person check (decided_for is distinct from requested_by),
    constraint oc_approval_decided_by_somebody check (
      (decided_by is null) = (decided_at is null)
      and (decided_by is not null or state in ('waiting', 'withdrawn', 'expired'))),
    constraint oc_approval_refused_for_a_reason check (state <> 'refused' or reason is not null),
    constraint oc_approval_offer_when_countered check (state <> 'countered' or offer is not null),
    constraint oc_approval_offer_taken check (
      offer_taken_at is null or (offer is not null and state in ('approved', 'withdrawn', 'expired'))),
    constraint oc_approval_usable check (
      (state = 'approved' and usable_until is not null) or state <> 'approved'),
    constraint oc_approval_used_if_approved check (used_at is null or state = 'approved'),
    constraint oc_approval_used_in_time check (used_at is null or used_at <= usable_until),
    constraint oc_approval_in_order check (requested_at <= answer_by and answer_by <= ends_at)
  );
  -- One request at a time about one thing.
  create unique index oc_approval_one_open on oc_approval (subject_kind, subject_id)
    where state in ('waiting', 'countered');
  create index oc_approval_of_subject on oc_approval (subject_kind, subject_id, requested_at desc);
  create index oc_approval_due on oc_approval (answer_by) where state in ('waiting', 'countered');
  create index oc_approval_unused on oc_approval (usable_until)
    where state = 'approved' and used_at is null;
  create index oc_approval_at_location on oc_approval (location_id, decided_at desc);
  create index oc_approval_of_requester on oc_approval (requested_by, requested_at desc);

  -- Every answer in its order: what was said, by whom, and what the customer said to it. Append-only.
  create table oc_approval_answer (
    approval_id uuid not null
      constraint oc_approval_answer_approval references oc_approval,
    version integer not null,
    kind text not null
      constraint oc_approval_answer_kind_known check (kind in
        ('approve', 'refuse', 'counter', 'take-offer', 'decline-offer', 'delegate', 'withdraw',
          'escalate', 'expire')),
    actor_id text not null,
    actor_name text not null,
    at timestamptz not null,
    details jsonb not null,
    constraint oc_approval_answer_pkey primary key (approval_id, version)
  );

  -- Who has looked at a request: the clerk sees that it was seen.
  create table oc_approval_seen (
    approval_id uuid not null
      constraint oc_approval_seen_approval references oc_approval,
    person_id text not null,
    person_name text not null,
    at timestamptz not null,
    constraint oc_approval_seen_pkey primary key (approval_id, person_id)
  );

  -- Somebody who may decide hands that over: for a time, or one request only.
  create table oc_approval_delegation (
    id uuid constraint oc_approval_delegation_pkey primary key,
    from_id text not null,
    from_name text not null,
    to_id text not null,
    to_name text not null,
    -- Null: all that the other may decide.
    approval_id uuid
      constraint oc_approval_delegation_approval references oc_approval,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    note text,
    ended_at timestamptz,
    ended_by text,
    constraint oc_approval_delegation_to_another check (from_id <> to_id),
    constraint oc_approval_delegation_lasts check (valid_from < valid_until),
    constraint oc_approval_delegation_ended check ((ended_at is null) = (ended_by is null))
  );
  create index oc_approval_delegation_to on oc_approval_delegation (to_id, valid_until);
  create index oc_approval_delegation_from on oc_approval_delegation (from_id, valid_until);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(POLICY);
  await knex.raw(APPROVALS);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_approval_delegation, oc_approval_seen, oc_approval_answer, oc_approval, oc_approval_policy`);
}
