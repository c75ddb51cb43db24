import type { Knex } from 'knex';

/**
 * Walks through the shop (waves), pieces that were not found (shorts), the question to the customer
 * about them, and the rules by which another shop is chosen.
 */
const WAVES = `
  create table oc_wave (
    id uuid constraint oc_wave_pkey primary key,
    location_id text not null
      constraint oc_wave_location references base_location,
    picker_id text not null,
    picker_name text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    ended_because text
      constraint oc_wave_ended_known check (ended_because in ('finished', 'let-go', 'taken-over')),
    constraint oc_wave_ends_for_a_reason check ((ended_at is null) = (ended_because is null))
  );
  create unique index oc_wave_one_open_per_picker
    on oc_wave (location_id, picker_id) where ended_at is null;

  alter table oc_order
    add column wave_id uuid
      constraint oc_order_wave references oc_wave,
    -- A piece of it is in doubt: sold at a till meanwhile, or not found by somebody else.
    add column at_risk boolean not null default false,
    -- The customer has been asked about missing pieces and may answer until then.
    add column answer_by timestamptz;
  create index oc_order_of_wave on oc_order (wave_id) where wave_id is not null;

  alter table oc_order_line
    -- The line whose pieces this one takes the place of: found instead, or swapped at the counter.
    add column in_place_of uuid
      constraint oc_order_line_in_place_of references oc_order_line;
  create index oc_order_line_replacing on oc_order_line (in_place_of)
    where in_place_of is not null;
  create index oc_order_unanswered on oc_order (answer_by) where answer_by is not null;
`;

/** Who is on the way with orders when this is installed goes on, on a walk of their own. */
const UNDER_WAY = `
  insert into oc_wave (id, location_id, picker_id, picker_name, started_at)
    select gen_random_uuid(), location_id, picker_id, min(picker_name), min(taken_at)
    from oc_order where state in ('picking', 'short', 'picked') group by location_id, picker_id;
  update oc_order as o set wave_id = w.id
    from oc_wave as w
    where o.state in ('picking', 'short', 'picked')
      and w.location_id = o.location_id and w.picker_id = o.picker_id;
`;

const SHORTS = `
  create table oc_question (
    id uuid constraint oc_question_pkey primary key,
    order_id uuid not null
      constraint oc_question_order references oc_order,
    location_id text not null,
    token_digest text not null
      constraint oc_question_token_once unique,
    state text not null default 'open'
      constraint oc_question_state_known check (state in ('open', 'answered', 'withdrawn')),
    -- What can be answered, as it was proposed: see picking/domain/proposal.ts.
    proposals jsonb not null,
    -- What happens when nobody answers in time.
    fallback jsonb not null,
    rule_version integer not null,
    asked_at timestamptz not null,
    -- A little later: a picker who finds the piece after all leaves nobody worried.
    tell_at timestamptz not null,
    told_at timestamptz,
    deadline timestamptz not null,
    answer jsonb,
    answered_by text
      constraint oc_question_answered_by_known check (answered_by in ('customer', 'staff', 'policy')),
    actor_id text,
    actor_name text,
    ended_at timestamptz,
    outcome_told_at timestamptz,
    constraint oc_question_ends_once check ((state = 'open') = (ended_at is null)),
    constraint oc_question_answered_whole check (
      (state = 'answered') = (answer is not null) and (state = 'answered') = (answered_by is not null))
  );
  create unique index oc_question_one_open on oc_question (order_id) where state = 'open';
  create index oc_question_to_tell on oc_question (tell_at) where told_at is null;
  create index oc_question_outcome on oc_question (ended_at)
    where state = 'answered' and outcome_told_at is null;
  create index oc_question_of_order on oc_question (order_id);

  create table oc_short (
    id uuid constraint oc_short_pkey primary key,
    order_id uuid not null
      constraint oc_short_order references oc_order,
    line_id uuid not null
      constraint oc_short_line references oc_order_line,
    location_id text not null,
    item_id uuid not null,
    quantity integer not null
      constraint oc_short_quantity_positive check (quantity > 0),
    reason text not null
      constraint oc_short_reason_known check (reason in ('missing', 'damaged', 'on-display', 'sold')),
    note text,
    actor_id text not null,
    actor_name text not null,
    reported_at timestamptz not null,
    resolution text
      constraint oc_short_resolution_known
      check (resolution in ('substitute', 'partial', 'moved', 'cancelled', 'found')),
    resolved_at timestamptz,
    constraint oc_short_resolved_once check ((resolution is null) = (resolved_at is null))
  );
  create index oc_short_of_order on oc_short (order_id);
  create index oc_short_open on oc_short (line_id) where resolved_at is null;
  create index oc_short_of_shop on oc_short (location_id, reported_at);
`;

const RULES = `
  -- Every version is kept: an order can always be told by which rules it was moved.
  create table oc_sourcing_rule (
    version integer constraint oc_sourcing_rule_pkey primary key
      constraint oc_sourcing_rule_counts check (version > 0),
    rule jsonb not null,
    valid_from timestamptz not null,
    actor_id text not null,
    note text
  );
  insert into oc_sourcing_rule (version, rule, valid_from, actor_id, note) values (1, '{
    "order": "lexicographic",
    "criteria": [
      {"by": "distance", "weight": 4},
      {"by": "confidence", "weight": 3},
      {"by": "rejections", "weight": 2},
      {"by": "capacity", "weight": 2},
      {"by": "stock", "weight": 1}
    ],
    "withinMetres": null,
    "keepSpare": 0,
    "moveUnaskedWithinMetres": null,
    "answerMinutes": 240,
    "unanswered": "partial",
    "staffLimitMinor": 20000,
    "substitutes": 3,
    "priceBandPercent": 20
  }', '2026-01-01T00:00:00Z', 'system:installation', null);
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(WAVES);
  await knex.raw(UNDER_WAY);
  await knex.raw(SHORTS);
  await knex.raw(RULES);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_sourcing_rule, oc_short, oc_question;
    alter table oc_order_line drop column in_place_of;
    alter table oc_order drop column answer_by, drop column at_risk, drop column wave_id;
    drop table oc_wave;`);
}
