import type { Knex } from 'knex';

/** The finder asks of every style which of its pieces were looked for in vain. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('create index ss_recount_of_item on ss_recount (item_id, opened_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index ss_recount_of_item');
}
