import type { Knex } from 'knex';

/** Items that had moved to another style were still told in the old one: copies say what the catalogue says. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    update ss_stock_level as copy set style_id = item.style_id, version = copy.version + 1
    from base_item as item where item.id = copy.item_id and item.style_id <> copy.style_id;
    update ss_incoming as copy set style_id = item.style_id
    from base_item as item where item.id = copy.item_id and item.style_id <> copy.style_id;
    update ss_transfer_line as copy set style_id = item.style_id
    from base_item as item where item.id = copy.item_id and item.style_id <> copy.style_id;
    create index ss_transfer_line_item on ss_transfer_line (item_id)`);
}

/** What is right stays right. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index ss_transfer_line_item');
}
