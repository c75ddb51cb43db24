import type { Knex } from 'knex';

/** What the dashboard counts: how long preparing took, and the ways to ask by time. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Opening minutes from placed to ready: nights, Sundays and the midday closing do not count.
    alter table oc_order
      add column minutes_to_ready integer
        constraint oc_order_minutes_to_ready_not_negative check (minutes_to_ready >= 0);
    create index oc_order_ready_at on oc_order (location_id, ready_at) where ready_at is not null;
    create index oc_pick_of_shop on oc_pick (location_id, picked_at);`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index oc_pick_of_shop;
    drop index oc_order_ready_at;
    alter table oc_order drop column minutes_to_ready;`);
}
