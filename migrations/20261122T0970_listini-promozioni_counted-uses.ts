import type { Knex } from 'knex';

/**
 * What is taken of limits and codes can be recomputed from the redemptions: each notes the parts of limits in
 * which it was counted. A code is used once by a sale, however often its promotion applied in it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table lp_redemption add column counted text[] not null default '{}';

    -- A version without a limit had been given one: as much as was taken before it.
    update lp_limit l set
      uses_limit = case when v.limits -> 'uses' is not null then l.uses_limit end,
      budget_minor = case when v.limits -> 'budgetMinor' is not null then l.budget_minor end
    from (
      select distinct on (promotion_id) promotion_id, definition -> 'limits' as limits
      from lp_promotion_version where state in ('approved', 'superseded')
      order by promotion_id, number desc) v
    where v.promotion_id = l.promotion_id and l.bucket = '';

    update lp_redemption r set counted = array(
      select l.bucket from lp_limit l
      where l.promotion_id = r.promotion_id
        and (l.uses_limit is not null or l.budget_minor is not null)
        and l.bucket in ('', 'c:' || r.customer_id, 'l:' || r.location_id));

    with counted as (
      select l.promotion_id, l.bucket, coalesce(sum(r.uses), 0) as used,
        case when l.bucket = '' then coalesce(sum(r.amount_minor), 0) else 0 end as spent
      from lp_limit l left join lp_redemption r
        on r.promotion_id = l.promotion_id and r.given_back_at is null and l.bucket = any(r.counted)
      group by l.promotion_id, l.bucket)
    update lp_limit l set used = c.used, spent_minor = c.spent,
      uses_limit = case when l.uses_limit is not null then greatest(l.uses_limit, c.used) end,
      budget_minor = case when l.budget_minor is not null then greatest(l.budget_minor, c.spent) end
    from counted c where c.promotion_id = l.promotion_id and c.bucket = l.bucket
      and (l.used, l.spent_minor) is distinct from (c.used, c.spent);

    with counted as (
      select s.id, count(r.document_id) as used, coalesce(sum(r.amount_minor), 0) as spent
      from lp_coupon_series s
      left join lp_redemption r on r.series_id = s.id and r.given_back_at is null
      group by s.id)
    update lp_coupon_series s set used = c.used, spent_minor = c.spent
    from counted c where c.id = s.id and (s.used, s.spent_minor) is distinct from (c.used, c.spent);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table lp_redemption drop column counted');
}
