import type { Knex } from 'knex';

/** A promise that was put off, and an order nobody has looked at in time. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_order
      -- The first promise, once there is a later one: punctuality is measured against it.
      add column first_ready_by timestamptz,
      -- The promise before the last delay, as long as the delay can be taken back.
      add column delayed_from timestamptz,
      add column undo_delay_until timestamptz,
      -- When it was told that the shop has not seen it in time.
      add column escalated_at timestamptz,
      add constraint oc_order_delay_whole
        check ((delayed_from is null) = (undo_delay_until is null)),
      add constraint oc_order_delayed_is_later
        check (first_ready_by < ready_by and delayed_from < ready_by);
    create index oc_order_unseen on oc_order (acknowledge_by)
      where state = 'placed' and escalated_at is null;

    alter table oc_letter_due
      drop constraint oc_letter_due_about_known,
      add constraint oc_letter_due_about_known check (about in (
        'placed', 'cancelled', 'question', 'changed', 'delayed', 'moved', 'extended',
        'not-collected', 'refused'));`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from oc_letter_due where about not in ('placed', 'cancelled');
    alter table oc_letter_due
      drop constraint oc_letter_due_about_known,
      add constraint oc_letter_due_about_known check (about in ('placed', 'cancelled'));
    drop index oc_order_unseen;
    alter table oc_order
      drop constraint oc_order_delayed_is_later, drop constraint oc_order_delay_whole,
      drop column escalated_at, drop column undo_delay_until, drop column delayed_from,
      drop column first_ready_by`);
}
