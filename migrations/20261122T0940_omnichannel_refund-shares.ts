import type { Knex } from 'knex';

/** On which payments a return goes back, where somebody chose it; and orders by the piece that was collected. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_return add column refund_shares jsonb
      constraint oc_return_refund_shares_list check (jsonb_typeof(refund_shares) = 'array');
    comment on column oc_return.refund_shares is
      'How much goes back on which payment, in place of pro rata; null: in proportion';
    create index oc_order_line_collected_item on oc_order_line (item_id) where collected > 0;`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index oc_order_line_collected_item;
    alter table oc_return drop column refund_shares;`);
}
