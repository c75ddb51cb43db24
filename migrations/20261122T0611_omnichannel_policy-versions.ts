import type { Knex } from 'knex';

/**
 * Policies get versions: what was changed, by whom, from when on. A version of the chain says every term;
 * a shop's says only those in which it differs, so that it follows the chain in all others.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table oc_pickup_policy
      add column version integer not null default 1,
      add column terms jsonb,
      add column valid_from timestamptz not null default '2026-01-01T00:00:00Z',
      add column actor_id text not null default 'system:installation',
      add column actor_name text not null default 'Bottega',
      add column changed_at timestamptz not null default '2026-01-01T00:00:00Z',
      add column note text;
    update oc_pickup_policy set terms = jsonb_build_object(
      'acknowledgeMinutes', acknowledge_minutes,
      'readyOpeningMinutes', ready_opening_minutes,
      'collectDays', collect_days,
      'reminderDays', to_jsonb(reminder_days),
      'undoSeconds', undo_seconds);
    alter table oc_pickup_policy
      drop constraint oc_pickup_policy_once,
      drop constraint oc_pickup_policy_positive,
      drop column acknowledge_minutes, drop column ready_opening_minutes, drop column collect_days,
      drop column reminder_days, drop column undo_seconds,
      alter column version drop default, alter column valid_from drop default,
      alter column actor_id drop default, alter column actor_name drop default,
      alter column changed_at drop default,
      alter column terms set not null,
      add constraint oc_pickup_policy_once unique nulls not distinct (location_id, version),
      add constraint oc_pickup_policy_version_counts check (version > 0),
      add constraint oc_pickup_policy_terms_by_name check (jsonb_typeof(terms) = 'object');`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from oc_pickup_policy as old using oc_pickup_policy as newer
      where newer.location_id is not distinct from old.location_id and newer.version > old.version;
    delete from oc_pickup_policy where location_id is not null;
    alter table oc_pickup_policy
      drop constraint oc_pickup_policy_once,
      add column acknowledge_minutes integer, add column ready_opening_minutes integer,
      add column collect_days integer, add column reminder_days integer[],
      add column undo_seconds integer;
    update oc_pickup_policy set
      acknowledge_minutes = (terms ->> 'acknowledgeMinutes')::integer,
      ready_opening_minutes = (terms ->> 'readyOpeningMinutes')::integer,
      collect_days = (terms ->> 'collectDays')::integer,
      reminder_days = array(select jsonb_array_elements_text(terms -> 'reminderDays')::integer),
      undo_seconds = (terms ->> 'undoSeconds')::integer;
    alter table oc_pickup_policy
      alter column acknowledge_minutes set not null, alter column ready_opening_minutes set not null,
      alter column collect_days set not null, alter column reminder_days set not null,
      alter column undo_seconds set not null,
      drop column version, drop column terms, drop column valid_from, drop column actor_id,
      drop column actor_name, drop column changed_at, drop column note,
      add constraint oc_pickup_policy_once unique nulls not distinct (location_id),
      add constraint oc_pickup_policy_positive check (
        acknowledge_minutes > 0 and ready_opening_minutes > 0 and collect_days > 0 and undo_seconds >= 0);`);
}
