import type { Knex } from 'knex';

/** An order that waits on the shelf may be kept longer once, when the customer or the shop asks. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order add column extended_at timestamptz;
    comment on column oc_order.extended_at is 'When its deadline was moved, which happens once'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table oc_order drop column extended_at');
}
