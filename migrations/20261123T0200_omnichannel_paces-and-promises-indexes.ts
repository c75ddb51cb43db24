import type { Knex } from 'knex';

/**
 * What the pace of a shop and the dashboard ask of a long order table. Both indexes are entered once an
 * order stands on its shelf or has ended: placing one pays nothing for them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index oc_order_prepared on oc_order (taken_at) where staged_at is not null;
    create index oc_order_promised on oc_order (location_id, (coalesce(first_ready_by, ready_by)))
      where ready_at is not null or ended_at is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index oc_order_promised;
    drop index oc_order_prepared`);
}
