import type { Knex } from 'knex';

/** Most orders of the web have no telephone: those are not looked for by its end. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index oc_order_of_phone;
    create index oc_order_of_phone on oc_order (contact_phone_ending)
      where contact_phone_ending is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index oc_order_of_phone;
    create index oc_order_of_phone on oc_order (contact_phone_ending);
  `);
}
