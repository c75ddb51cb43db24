import type { Knex } from 'knex';

/** Finds the letters that still say to whom and what: after some weeks they are emptied. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create index core_mail_not_emptied on core_mail (queued_at) where recipient <> ''`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index core_mail_not_emptied');
}
