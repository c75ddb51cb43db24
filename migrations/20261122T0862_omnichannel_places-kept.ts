import type { Knex } from 'knex';

/** The places of an order that was put off are kept until the delay can no longer be taken back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_slot_booking add column kept_until timestamptz;
    comment on column oc_slot_booking.kept_until is
      'Given back then: the order has a later place; null: it is the place it has';
    create index oc_slot_booking_kept on oc_slot_booking (kept_until) where kept_until is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table oc_slot_booking drop column kept_until');
}
