import type { Knex } from 'knex';

/** A redemption notes who took it: a key gives back only what it took itself. Null: taken before this. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table lp_redemption add column taken_by text');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table lp_redemption drop column taken_by');
}
