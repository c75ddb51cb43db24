import type { Knex } from 'knex';

/** Where an item lies on the floor of a shop: whoever fetches it walks from place to place. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table ss_shelf_place (
      location_id text not null
        constraint ss_shelf_place_location_fkey references base_location,
      item_id uuid not null,
      place text not null
        constraint ss_shelf_place_is_written check (place ~ '^[A-Z0-9][A-Z0-9 -]{0,11}$'),
      changed_at timestamptz not null,
      actor_id text not null,
      constraint ss_shelf_place_pkey primary key (location_id, item_id)
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table ss_shelf_place');
}
