import type { Knex } from 'knex';

/** What other modules may read of the goods in statements of their own: items with their style's attributes. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create view base_goods as
    select item.id as item_id, item.style_id, style.code as style_code, item.gtin, style.name,
      style.brand, style.supplier, style.line, style.season, style.category, style.department,
      item.size, item.size_order, item.colour, item.list_price_minor, item.vat_rate,
      style.seasonal, style.perishable, style.return_exclusion, item.active
    from base_item item join base_style style on style.id = item.style_id`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop view base_goods`);
}
