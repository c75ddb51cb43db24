import type { Knex } from 'knex';

/**
 * An order that was to be collected may be sent instead: where to, and what it was given to. The
 * address goes when the contact goes; an open order that is sent always has one.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order
      add column fulfilment text not null default 'pickup'
        constraint oc_order_fulfilment_known check (fulfilment in ('pickup', 'shipping')),
      add column ship_recipient text,
      add column ship_street text,
      add column ship_postal_code text
        constraint oc_order_ship_postal_code_is_a_cap check (ship_postal_code ~ '^[0-9]{5}$'),
      add column ship_city text,
      add column ship_province text
        constraint oc_order_ship_province_is_two_letters check (ship_province ~ '^[A-Z]{2}$'),
      add column ship_notes text,
      add constraint oc_order_is_sent_somewhere check (
        num_nonnulls(ship_recipient, ship_street, ship_postal_code, ship_city, ship_province)
          = case when fulfilment = 'shipping' and (ended_at is null or ship_recipient is not null)
              then 5 else 0 end
        and (ship_notes is null or ship_recipient is not null)),
      add constraint oc_order_sent_does_not_wait check (
        fulfilment = 'pickup' or state not in ('ready', 'no-show'));
    comment on column oc_order.fulfilment is 'How the customer gets it';

    alter table oc_handover
      add column carrier text,
      add column tracking_number text,
      drop constraint oc_handover_proof_known,
      drop constraint oc_handover_collector_known,
      drop constraint oc_handover_shows_a_document,
      add constraint oc_handover_proof_known check (proof in ('code', 'identity', 'tracking')),
      add constraint oc_handover_collector_known
        check (collector in ('customer', 'delegate', 'carrier')),
      add constraint oc_handover_carrier_is_named check (
        (collector = 'carrier') = (proof = 'tracking')
        and (collector = 'carrier') = (carrier is not null)
        and (collector = 'carrier') = (tracking_number is not null)),
      add constraint oc_handover_shows_a_document check (
        (proof = 'code' and collector = 'customer') or collector = 'carrier'
        or document_type is not null);

    alter table oc_letter_due
      drop constraint oc_letter_due_about_known,
      add constraint oc_letter_due_about_known check (about in
        ('placed', 'cancelled', 'moved', 'delayed', 'extended', 'refused', 'not-collected',
         'shipping-chosen', 'shipped'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from oc_letter_due where about in ('shipping-chosen', 'shipped');
    alter table oc_letter_due
      drop constraint oc_letter_due_about_known,
      add constraint oc_letter_due_about_known check (about in
        ('placed', 'cancelled', 'moved', 'delayed', 'extended', 'refused', 'not-collected'));

    alter table oc_handover
      drop constraint oc_handover_shows_a_document,
      drop constraint oc_handover_carrier_is_named,
      drop constraint oc_handover_collector_known,
      drop constraint oc_handover_proof_known,
      add constraint oc_handover_proof_known check (proof in ('code', 'identity')),
      add constraint oc_handover_collector_known check (collector in ('customer', 'delegate')),
      add constraint oc_handover_shows_a_document check (
        (proof = 'code' and collector = 'customer') or document_type is not null),
      drop column tracking_number,
      drop column carrier;

    alter table oc_order
      drop constraint oc_order_sent_does_not_wait,
      drop constraint oc_order_is_sent_somewhere,
      drop column ship_notes,
      drop column ship_province,
      drop column ship_city,
      drop column ship_postal_code,
      drop column ship_street,
      drop column ship_recipient,
      drop column fulfilment`);
}
