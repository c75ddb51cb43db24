import type { Knex } from 'knex';

/** What is kept back from a channel makes figures that differ by channel; and they say how sure they are. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_shown_stock
      -- Only channels that are shown another figure than the others.
      add column by_channel jsonb not null default '{}',
      add column sure boolean not null default true;
    -- Shops whose figures are to be made again, item by item: a rule has changed, or a day has passed.
    create table oc_shown_pass (
      location_id text constraint oc_shown_pass_pkey primary key
        constraint oc_shown_pass_location references base_location,
      due_at timestamptz not null,
      after_item uuid
    );`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table oc_shown_pass;
    alter table oc_shown_stock drop column sure, drop column by_channel`);
}
