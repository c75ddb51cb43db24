import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';
import { check } from '../check.ts';

/** What must always be true of money on its way back, and of who let it go. */
export const REFUND_CHECKS: readonly ReconcileCheck[] = [
  check(
    'promised-back-equals-its-records',
    {
      it: 'Ciò che di un pagamento è promesso indietro è la somma dei rimborsi, e non lo supera',
      en: 'What is promised back of a payment is the sum of its refunds, and no more than it brought',
    },
    `
    select b.origin_kind, b.origin_id, b.payment_key, b.paid_minor, p.amount_minor as payment,
      b.back_minor, coalesce(d.minor, 0) + coalesce(r.minor, 0) as records
    from (
      select origin_kind, origin_id, payment_key, paid_minor, back_minor from oc_refundable
      union all
      -- A debt on record whose payment nobody has counted.
      select 'order', p.order_id, cast(p.id as text), p.amount_minor, 0
      from oc_payment as p
      where not exists (select from oc_refundable as known
        where known.origin_kind = 'order' and known.payment_key = cast(p.id as text))
    ) as b
    left join oc_payment as p on b.origin_kind = 'order' and cast(p.id as text) = b.payment_key
    left join (
      select cast(part.payment_id as text) as key, sum(part.amount_minor) as minor
      from oc_refund_due_part as part
      join oc_refund_due as due on due.id = part.refund_id and due.state <> 'withdrawn'
      group by 1
    ) as d on b.origin_kind = 'order' and d.key = b.payment_key
    left join (
      select part.origin_kind, part.origin_id, part.payment_key, sum(part.amount_minor) as minor
      from oc_refund_part as part
      join oc_refund as refund on refund.id = part.refund_id
        and refund.state <> 'cancelled' and refund.source_kind <> 'refund-due'
      group by 1, 2, 3
    ) as r on r.origin_kind = b.origin_kind and r.origin_id = b.origin_id
      and r.payment_key = b.payment_key
    where b.back_minor <> coalesce(d.minor, 0) + coalesce(r.minor, 0)
      or b.back_minor > b.paid_minor
      or (b.origin_kind = 'order' and b.paid_minor is distinct from p.amount_minor)`,
  ),
  check(
    'refunds-within-orders',
    {
      it: 'Ciò che torna di un ordine non supera ciò che è stato pagato',
      en: 'What goes back of an order is no more than was paid for it',
    },
    `
    select o.id as order_id, o.paid_minor, b.back
    from oc_order as o
    join (select origin_id, sum(back_minor) as back from oc_refundable
      where origin_kind = 'order' group by 1) as b on b.origin_id = o.id
    where b.back > o.paid_minor`,
  ),
  check(
    'refund-equals-its-parts',
    {
      it: 'Ogni rimborso è la somma delle sue parti e sta dove stanno loro',
      en: 'Every refund is the sum of its parts and stands where they stand',
    },
    `
    select r.id as refund_id, r.amount_minor, r.state, sum(p.amount_minor) as parts,
      array_agg(p.state order by p.place) as states
    from oc_refund as r left join oc_refund_part as p on p.refund_id = r.id
    group by r.id
    having r.amount_minor is distinct from sum(p.amount_minor) or r.state <> case
      when bool_and(p.state = 'cancelled') then 'cancelled'
      when bool_and(p.state = 'paid') then 'paid'
      when bool_or(p.state = 'paid') then 'partly-paid'
      when bool_or(p.state in ('paying', 'authorised')) then 'authorised'
      when bool_or(p.state = 'failed') then 'failed'
      else 'proposed' end`,
  ),
  check(
    'attempts-tell-their-parts',
    {
      it: 'Una parte è pagata dal fornitore una volta sola, e in pagamento finché non si sa l’esito',
      en: 'A part is paid by the provider once, and being paid for as long as its outcome is not known',
    },
    `
    select p.id as part_id, p.state, a.open, a.succeeded, a.failed
    from oc_refund_part as p
    left join (
      select part_id, count(*) filter (where state in ('intended', 'unknown')) as open,
        count(*) filter (where state = 'succeeded') as succeeded,
        count(*) filter (where state = 'failed') as failed
      from oc_refund_attempt group by part_id
    ) as a on a.part_id = p.id
    where coalesce(a.open, 0) + coalesce(a.succeeded, 0) > 1
      or (p.state = 'paying') <> (coalesce(a.open, 0) = 1)
      or (coalesce(a.succeeded, 0) = 1 and p.state <> 'paid')
      or (p.state = 'failed' and coalesce(a.failed, 0) = 0)`,
  ),
  check(
    'provider-contradicts-itself',
    {
      it: 'Il fornitore di pagamenti non ha detto il contrario di ciò che aveva detto',
      en: 'The payment provider has not said the opposite of what it had said',
    },
    `select id as attempt_id, part_id, state, contradiction
     from oc_refund_attempt where contradiction is not null`,
  ),
  check(
    'debts-and-their-payment-agree',
    {
      it: 'Un rimborso dovuto è saldato quando il suo pagamento è completo, e solo allora',
      en: 'A debt on record is settled when its payment is whole, and not before',
    },
    `
    select d.id as refund_due_id, d.state, r.id as refund_id, r.state as payment
    from oc_refund as r join oc_refund_due as d on d.id = r.source_id
    where r.source_kind = 'refund-due' and r.state <> 'cancelled'
      and (d.state = 'settled') <> (r.state = 'paid') or (d.state = 'withdrawn' and r.state = 'paid')`,
  ),
  check(
    'approved-by-another-person',
    {
      it: 'Oltre il limite rimborsa solo chi ha l’autorizzazione di un’altra persona, usata una volta',
      en: 'Beyond the limit money goes back only by another person’s approval, used once',
    },
    `
    select r.id as refund_id, r.amount_minor, r.limit_minor, r.authorised_how, a.id as approval_id,
      a.state, a.decided_by, a.requested_by
    from oc_refund as r left join oc_approval as a on a.id = r.approval_id
    where r.authorised_how is not null and (
      (r.authorised_how <> 'approval' and r.amount_minor > coalesce(r.limit_minor, r.amount_minor))
      or (r.authorised_how = 'approval' and (
        a.state is distinct from 'approved' or a.used_at is null or a.decided_by = a.requested_by
        or a.subject_kind <> r.source_kind or a.subject_id <> r.source_id
        or r.amount_minor > a.amount_minor)))`,
  ),
];
