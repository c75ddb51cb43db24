import type { Knex } from 'knex';

/** What other modules may read of orders in statements of their own: what was ordered, line by line, without names. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create view oc_ordered_line as
    select placed.id as order_id, placed.location_id, placed.channel, placed.placed_at,
      cast(placed.placed_at at time zone place.zone as date) as ordered_on, placed.customer_id,
      placed.currency, line.place as line_number, line.item_id, line.quantity
    from oc_order placed
    join base_location place on place.id = placed.location_id
    join oc_order_line line on line.order_id = placed.id`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop view oc_ordered_line`);
}
