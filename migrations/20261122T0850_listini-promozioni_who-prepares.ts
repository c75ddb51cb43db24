import type { Knex } from 'knex';

/** Who is at work on a change of prices, and since when: colleagues see it while it happens. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table lp_change_set
      add column touched_by_name text not null default '',
      add column touched_at timestamptz`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table lp_change_set drop column touched_by_name, drop column touched_at`);
}
