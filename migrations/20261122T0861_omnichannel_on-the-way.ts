import type { Knex } from 'knex';

/** Customers say that they are on their way, and when they will be there. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order add column expected_at timestamptz;
    comment on column oc_order.expected_at is 'When the customer, on the way, said to be there'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table oc_order drop column expected_at');
}
