import type { Knex } from 'knex';

/**
 * Who took a return at the counter, and when: not who announced it online. Of old files that were announced
 * the audit tells; display names stand with the accounts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_return
      add column taken_at timestamptz,
      add column taken_by text,
      add column taken_by_name text;
    comment on column oc_return.taken_at is 'When the goods came to the counter; null: they have not';
    update oc_return set taken_at = opened_at, taken_by = opened_by, taken_by_name = opened_by_name
    where location_id is not null;
    update oc_return as r
    set taken_at = came.occurred_at, taken_by = came.actor_id,
      taken_by_name = coalesce(
        (select a.display_name from core_account as a where a.id::text = came.actor_id), came.actor_id)
    from (
      select distinct on (subject) subject, occurred_at, actor_id from core_audit
      where subject like 'return:%'
        and action in ('omnichannel.return-taken.v1', 'omnichannel.return-kept-in-custody.v1')
      order by subject, position) as came
    where r.withdrawal_id is not null and r.location_id is not null
      and came.subject = 'return:' || r.id;
    alter table oc_return
      add constraint oc_return_taken_where_it_came check (
        (taken_at is null) = (location_id is null)
        and (taken_by is null) = (taken_at is null) and (taken_by_name is null) = (taken_at is null));
    drop index oc_return_of_clerk;
    create index oc_return_of_clerk on oc_return (taken_by, taken_at)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index oc_return_of_clerk;
    alter table oc_return drop column taken_at, drop column taken_by, drop column taken_by_name;
    create index oc_return_of_clerk on oc_return (opened_by, opened_at)`);
}
