import type { Knex } from 'knex';

/** A revision of a draft never comes twice: who still shows an older draft cannot overwrite the next one. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create sequence oc_return_policy_draft_revision as integer;
    select setval('oc_return_policy_draft_revision',
      (select coalesce(max(revision), 0) + 1 from oc_return_policy_draft))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop sequence oc_return_policy_draft_revision`);
}
