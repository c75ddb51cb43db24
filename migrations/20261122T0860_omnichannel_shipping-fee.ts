import type { Knex } from 'knex';

const LETTERS = `'placed', 'cancelled', 'moved', 'delayed', 'extended', 'refused', 'not-collected',
  'shipping-chosen', 'shipped'`;
const CAUSES = `'cancelled', 'left-at-counter', 'swapped', 'not-collected'`;

/**
 * What a customer pays for having an order sent that was to be collected: shared among its pieces like
 * shipping that was paid from the beginning, and known apart, so that the way back gives it back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order add column shipping_fee_minor bigint not null default 0
      constraint oc_order_shipping_fee_is_shipping
      check (shipping_fee_minor between 0 and shipping_minor);
    alter table oc_order_unit add column fee_minor bigint not null default 0
      constraint oc_order_unit_fee_is_shipping check (fee_minor between 0 and shipping_minor);
    comment on column oc_order_unit.fee_minor is
      'Of its shipping, what was paid when it was decided to send the order';

    -- Taken in a shop without a handover: the goods leave later, with the carrier.
    alter table oc_payment
      drop constraint oc_payment_at_counter,
      add constraint oc_payment_at_counter check (handover_id is null or location_id is not null)`);
  await known(knex, 'oc_letter_due', 'about', `${LETTERS}, 'shipping-undone'`);
  await known(knex, 'oc_refund_due', 'cause', `${CAUSES}, 'shipping-undone'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from oc_letter_due where about = 'shipping-undone';
    update oc_refund_due set cause = 'cancelled' where cause = 'shipping-undone';
    alter table oc_payment
      drop constraint oc_payment_at_counter,
      add constraint oc_payment_at_counter
        check ((location_id is null) = (handover_id is null)) not valid;
    alter table oc_order_unit drop column fee_minor;
    alter table oc_order drop column shipping_fee_minor`);
  await known(knex, 'oc_letter_due', 'about', LETTERS);
  await known(knex, 'oc_refund_due', 'cause', CAUSES);
}

async function known(knex: Knex, table: string, column: string, values: string): Promise<void> {
  await knex.raw(`
    alter table ${table}
      drop constraint ${table}_${column}_known,
      add constraint ${table}_${column}_known check (${column} in (${values}))`);
}
