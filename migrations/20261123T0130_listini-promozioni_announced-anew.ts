import type { Knex } from 'knex';

/** A proof is never changed: figures that are no longer true have one that stands in their place. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table lp_announcement add column supersedes_id uuid
      constraint lp_announcement_supersedes references lp_announcement;
    create unique index lp_announcement_superseded_once on lp_announcement (supersedes_id)
      where supersedes_id is not null;
    create index lp_announcement_to_come on lp_announcement (starts)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index lp_announcement_to_come;
    alter table lp_announcement drop column supersedes_id`);
}
