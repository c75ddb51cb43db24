import type { Knex } from 'knex';

/**
 * What a shop may give back over the counter becomes a term of the pickup policy: with versions, from a
 * day on, the chain's or a shop's own, like every other. Who changed the sourcing rules is told by name.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    with given as (
      select location_id, jsonb_build_object('refund', jsonb_build_object(
        'counterUpToMinor', counter_up_to_minor, 'voucherPercent', voucher_percent,
        'voucherDays', voucher_days, 'prepayAfterNoShows', prepay_after_no_shows)) as terms
      from oc_refund_policy
    ), told as (
      update oc_pickup_policy as p set terms = p.terms || g.terms
      from given as g where p.location_id is not distinct from g.location_id
      returning p.location_id
    )
    insert into oc_pickup_policy
      (location_id, version, terms, valid_from, actor_id, actor_name, changed_at)
    select g.location_id, 1, g.terms, '2026-01-01T00:00:00Z', 'system:installation', 'Bottega',
      '2026-01-01T00:00:00Z'
    from given as g
    where not exists (
      select from oc_pickup_policy as p where p.location_id is not distinct from g.location_id);
    drop table oc_refund_policy;

    alter table oc_sourcing_rule add column actor_name text not null default 'Bottega';
    alter table oc_sourcing_rule alter column actor_name drop default`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    `
    alter table oc_sourcing_rule drop column actor_name;
    create table oc_refund_policy (
      location_id text
        constraint oc_refund_policy_location references base_location,
      counter_up_to_minor bigint not null,
      voucher_percent smallint,
      voucher_days smallint,
      prepay_after_no_shows smallint not null,
      constraint oc_refund_policy_once unique nulls not distinct (location_id),
      constraint oc_refund_policy_positive check (
        counter_up_to_minor >= 0 and prepay_after_no_shows > 0),
      constraint oc_refund_policy_voucher check (
        (voucher_percent is null) = (voucher_days is null)
        and (voucher_percent is null or (voucher_percent between 1 and 200 and voucher_days > 0)))
    );
    insert into oc_refund_policy
      (location_id, counter_up_to_minor, voucher_percent, voucher_days, prepay_after_no_shows)
    select distinct on (location_id) location_id,
      (terms -> 'refund' ->> 'counterUpToMinor')::bigint,
      (terms -> 'refund' ->> 'voucherPercent')::smallint,
      (terms -> 'refund' ->> 'voucherDays')::smallint,
      (terms -> 'refund' ->> 'prepayAfterNoShows')::smallint
    from oc_pickup_policy where terms ? 'refund'
    order by location_id, version desc;
    update oc_pickup_policy set terms = terms - 'refund'`.replaceAll(' ? ', ' \\? '),
  );
}
