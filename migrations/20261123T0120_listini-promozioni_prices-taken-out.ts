import type { Knex } from 'knex';

/** Undoing a publication asks of every price who has taken it out of its list: few ever are. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index lp_change_row_taken_out on lp_change_row (subject_id, min_quantity)
      where amount_minor is null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop index lp_change_row_taken_out`);
}
