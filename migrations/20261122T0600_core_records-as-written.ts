import type { Knex } from 'knex';

/**
 * Events and audit details are written once and read whole, never searched within: kept as they were
 * written, which costs a third of taking them apart and putting them together again.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table core_outbox alter column payload type json using payload::json;
    alter table core_audit alter column details type json using details::json;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table core_audit alter column details type jsonb using details::jsonb;
    alter table core_outbox alter column payload type jsonb using payload::jsonb;
  `);
}
