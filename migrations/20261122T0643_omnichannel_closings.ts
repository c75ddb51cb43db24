import type { Knex } from 'knex';

/** The end of a shop's business day: who closed it, and what was left open on purpose. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table oc_day_closing (
      location_id text not null
        constraint oc_day_closing_location references base_location,
      business_day date not null,
      closed_at timestamptz not null,
      actor_id text not null,
      actor_name text not null,
      -- Kinds and ids of what stood open, as it was called then.
      left_open jsonb not null,
      reason text,
      constraint oc_day_closing_pkey primary key (location_id, business_day),
      constraint oc_day_closing_says_why check (jsonb_array_length(left_open) = 0 or reason is not null)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table oc_day_closing');
}
