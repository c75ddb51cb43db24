import type { Knex } from 'knex';

/** Who priced an order and from which prices; which promotion and code each of its discounts came from. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order
      -- Who priced it, and from which version of prices; both empty: the channel did.
      add column priced_engine text,
      add column priced_version text,
      -- Whether it took something of the limits of promotions that goes back when it is cancelled.
      add column takes_limits boolean not null default false,
      add constraint oc_order_priced_by_one check ((priced_engine is null) = (priced_version is null)),
      add constraint oc_order_takes_what_was_priced check (not takes_limits or priced_engine is not null);

    alter table oc_order_discount
      add column promotion_id uuid,
      -- The code it was given for, as people may read it.
      add column coupon text;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order_discount drop column coupon, drop column promotion_id;
    alter table oc_order
      drop constraint oc_order_takes_what_was_priced, drop constraint oc_order_priced_by_one,
      drop column takes_limits, drop column priced_version, drop column priced_engine;
  `);
}
