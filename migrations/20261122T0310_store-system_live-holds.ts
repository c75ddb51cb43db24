import type { Knex } from 'knex';

/** Published to other modules: the owner of a promise can be held against the promise itself. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create view ss_live_hold as
      select id, location_id, item_id, kind, owner_id, owner_line_id, quantity, state, shelf
      from ss_hold where state in ('active', 'set-aside')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop view ss_live_hold`);
}
