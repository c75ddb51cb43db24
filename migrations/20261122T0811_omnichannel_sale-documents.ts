import type { Knex } from 'knex';

/**
 * What a return must know of its sale: how it was documented, what the cheapest delivery would have cost,
 * when a parcel arrived; and the value of returned pieces as a payment for those taken in exchange.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order
      add column sale_document text
        constraint oc_order_sale_document_known
        check (sale_document in ('register', 'server-receipt', 'shop-receipt', 'invoice')),
      add column sale_reference text,
      add column sale_issued_on date,
      add column standard_shipping_minor bigint
        constraint oc_order_standard_shipping_not_negative check (standard_shipping_minor >= 0),
      add constraint oc_order_sale_reference_of_a_document check (
        sale_document is not null or (sale_reference is null and sale_issued_on is null));
    comment on column oc_order.sale_document is 'Null: what holds of orders fulfilled like this one';

    alter table oc_handover add column delivered_at timestamptz;
    comment on column oc_handover.delivered_at is 'When the carrier gave it to the customer, once known';

    alter table oc_payment
      drop constraint oc_payment_kind_known,
      add constraint oc_payment_kind_known check (kind in
        ('card', 'paypal', 'bank-transfer', 'instalments', 'gift-card', 'voucher', 'cash', 'other',
         'return'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from oc_payment where kind = 'return';
    alter table oc_payment
      drop constraint oc_payment_kind_known,
      add constraint oc_payment_kind_known check (kind in
        ('card', 'paypal', 'bank-transfer', 'instalments', 'gift-card', 'voucher', 'cash', 'other'));
    alter table oc_handover drop column delivered_at;
    alter table oc_order
      drop constraint oc_order_sale_reference_of_a_document,
      drop column standard_shipping_minor,
      drop column sale_issued_on,
      drop column sale_reference,
      drop column sale_document`);
}
