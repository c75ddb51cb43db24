import type { Knex } from 'knex';

/** The channels and policies a chain starts with; all of them are data to be edited. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    insert into oc_channel (id, title_it, title_en, currency) values
      ('web', 'Sito', 'Web shop', 'EUR'),
      ('phone', 'Telefono', 'Phone', 'EUR'),
      ('store', 'Negozio', 'Shop', 'EUR'),
      ('marketplace', 'Marketplace', 'Marketplace', 'EUR');

    insert into oc_sourcing_policy (channel, other_shop_within_metres) values
      ('web', 25000), ('phone', 25000), ('store', null), ('marketplace', null);

    insert into oc_pickup_policy
      (location_id, acknowledge_minutes, ready_opening_minutes, collect_days, reminder_days, undo_seconds)
      values (null, 30, 120, 7, '{3,6}', 8)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from oc_pickup_policy; delete from oc_sourcing_policy; delete from oc_channel`);
}
