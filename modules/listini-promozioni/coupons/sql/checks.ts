import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';
import { checksOf } from '../../../../server/modules/reconcile-checks.ts';

const check = checksOf('listini-promozioni');

/** What must always be true of limits and codes, recomputed from what sales have taken. */
export const COUPON_CHECKS: readonly ReconcileCheck[] = [
  check(
    'limit-equals-its-uses',
    {
      it: 'Quanto è stato preso di un limite è la somma di ciò che le vendite ne hanno preso',
      en: 'What has been taken of a limit is the sum of what sales took of it',
    },
    `
    with taken as (
      select promotion_id, bucket, sum(uses) as used,
        sum(case when bucket = '' then amount_minor else 0 end) as spent
      from lp_redemption cross join unnest(counted) as bucket
      where given_back_at is null group by promotion_id, bucket)
    select coalesce(l.promotion_id, t.promotion_id) as promotion_id,
      coalesce(l.bucket, t.bucket) as bucket, l.used, t.used as taken, l.spent_minor, t.spent
    from lp_limit l
    full join taken t on t.promotion_id = l.promotion_id and t.bucket = l.bucket
    where l.used is distinct from coalesce(t.used, 0)
      or l.spent_minor is distinct from coalesce(t.spent, 0)`,
  ),
  check(
    'code-equals-its-uses',
    {
      it: 'Gli usi di un codice sono le vendite che lo hanno usato, e la spesa è la loro somma',
      en: 'The uses of a code are the sales that used it, and what it cost is their sum',
    },
    `
    select s.id as series_id, s.used, s.spent_minor, t.used as taken, t.spent
    from lp_coupon_series s
    left join (
      select series_id, count(*) as used, sum(amount_minor) as spent from lp_redemption
      where given_back_at is null and series_id is not null group by series_id
    ) t on t.series_id = s.id
    where s.used <> coalesce(t.used, 0) or s.spent_minor <> coalesce(t.spent, 0)`,
  ),
  check(
    'single-use-code-is-used-once',
    {
      it: 'Un codice monouso è usato se e solo se una vendita lo ha usato, e una sola',
      en: 'A single-use code is used if and only if one sale, and no other, has used it',
    },
    `
    select coalesce(c.digest, t.digest) as digest, c.state, t.sales
    from (select * from lp_coupon where state = 'used') c
    full join (
      select coupon_digest as digest, count(*) as sales from lp_redemption
      where coupon_digest <> '' and given_back_at is null group by coupon_digest
    ) t on t.digest = c.digest
    where t.sales is distinct from 1 or c.digest is null`,
  ),
];
