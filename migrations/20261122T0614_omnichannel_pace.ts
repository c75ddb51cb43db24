import type { Knex } from 'knex';

/** How fast a shop prepares, as measured on its last fortnight: what lateness is forecast from. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table oc_pace (
      location_id text constraint oc_pace_pkey primary key
        constraint oc_pace_location references base_location,
      minutes_per_piece numeric(6, 2) not null
        constraint oc_pace_believable check (minutes_per_piece between 0.5 and 30),
      -- How many pieces it was measured on.
      pieces integer not null,
      measured_at timestamptz not null
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table oc_pace');
}
