import type { Knex } from 'knex';

/** Since when a promise lacks its piece: whoever warns of it says so. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace view ss_open_shortage as
      select id, location_id, item_id, hold_id, quantity, opened_at
      from ss_shortage where closed_at is null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop view ss_open_shortage;
    create view ss_open_shortage as
      select id, location_id, item_id, hold_id, quantity from ss_shortage where closed_at is null`);
}
