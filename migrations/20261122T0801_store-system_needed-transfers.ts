import type { Knex } from 'knex';

/** Published to other modules: which transfers were asked for in the name of their things. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create view ss_needed_transfer as
      select id, reference_kind, reference_id, from_location, to_location, state, ended_at
      from ss_transfer where reference_kind <> 'request'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop view ss_needed_transfer`);
}
