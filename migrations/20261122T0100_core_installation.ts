import type { Knex } from 'knex';

/** What this installation remembers of itself: when it was seeded, and with what. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table core_installation (
      name text not null,
      value jsonb not null,
      noted_at timestamptz not null default now(),
      constraint core_installation_pk primary key (name),
      constraint core_installation_name_filled check (name <> '')
    )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table core_installation');
}
