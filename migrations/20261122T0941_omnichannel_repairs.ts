import type { Knex } from 'knex';

/** A repair that the customer took in place of the money: the goods stay in custody, are put right, and go back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_return
      add column repaired_at timestamptz,
      drop constraint oc_return_decision_known,
      add constraint oc_return_decision_known check (decision in ('allowed', 'pending', 'countered',
        'approved', 'repair', 'refused', 'expired', 'withdrawn')),
      drop constraint oc_return_handed_back_was_not_accepted,
      add constraint oc_return_handed_back_was_not_accepted check (goods <> 'handed-back' or (
        decision in ('repair', 'refused', 'expired', 'withdrawn') and money = 'none')),
      drop constraint oc_return_refused_pays_nothing,
      add constraint oc_return_refused_pays_nothing check (
        decision not in ('repair', 'refused', 'expired', 'withdrawn') or money = 'none'),
      drop constraint oc_return_counter_offered,
      add constraint oc_return_counter_offered check ((counter_offer is null) or decision in
        ('countered', 'approved', 'repair', 'refused', 'expired', 'withdrawn')),
      add constraint oc_return_repaired_was_to_be check (
        repaired_at is null or (decision = 'repair' and goods in ('in-custody', 'handed-back')));
    comment on column oc_return.repaired_at is
      'When the goods were put right and waited for the customer; null: not yet, or not at all'`);
}

/** Files that went for a repair were refusals before there were repairs. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_return drop constraint oc_return_repaired_was_to_be;
    update oc_return set decision = 'refused' where decision = 'repair';
    alter table oc_return
      drop column repaired_at,
      drop constraint oc_return_decision_known,
      add constraint oc_return_decision_known check (decision in ('allowed', 'pending', 'countered',
        'approved', 'refused', 'expired', 'withdrawn')),
      drop constraint oc_return_handed_back_was_not_accepted,
      add constraint oc_return_handed_back_was_not_accepted check (goods <> 'handed-back' or (
        decision in ('refused', 'expired', 'withdrawn') and money = 'none')),
      drop constraint oc_return_refused_pays_nothing,
      add constraint oc_return_refused_pays_nothing check (
        decision not in ('refused', 'expired', 'withdrawn') or money = 'none'),
      drop constraint oc_return_counter_offered,
      add constraint oc_return_counter_offered check ((counter_offer is null) or decision in
        ('countered', 'approved', 'refused', 'expired', 'withdrawn'))`);
}
