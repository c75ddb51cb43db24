import type { Knex } from 'knex';

/** Which labels were put up, with the price on each: one that changed afterwards is not up. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table lp_label_round
      add column put_up jsonb not null default '{}',
      add column confirmed_by_name text not null default ''`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table lp_label_round drop column put_up, drop column confirmed_by_name`);
}
