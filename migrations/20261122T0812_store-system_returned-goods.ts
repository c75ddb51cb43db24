import type { Knex } from 'knex';

/** What customers brought back into stock, by the document it came with: for whoever keeps the documents. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create view ss_returned_goods as
    select location_id, item_id, quantity, document_kind, document_id, occurred_at, business_day
    from ss_movement where from_place = 'customer' and reason_code = 'customer-return'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop view ss_returned_goods');
}
