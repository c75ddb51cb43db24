import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';
import { check } from '../check.ts';

/** What must always be true of money that goes back, and of the pieces it was paid for. */
export const MONEY_BACK_CHECKS: readonly ReconcileCheck[] = [
  check(
    'owed-equals-its-records',
    {
      it: 'Il dovuto e il restituito di un ordine sono la somma dei suoi rimborsi',
      en: 'What is owed and given back of an order is the sum of its refunds',
    },
    `
    select o.id as order_id, o.refund_minor, o.refunded_minor, r.owed, r.settled
    from oc_order as o
    left join (
      select order_id, sum(amount_minor) filter (where state <> 'withdrawn') as owed,
        sum(amount_minor) filter (where state = 'settled') as settled
      from oc_refund_due group by order_id
    ) as r on r.order_id = o.id
    where o.refund_minor <> coalesce(r.owed, 0) or o.refunded_minor <> coalesce(r.settled, 0)`,
  ),
  check(
    'nothing-owed-off-the-record',
    {
      it: 'Ciò che è stato pagato per pezzi non tenuti è registrato come da rimborsare',
      en: 'What was paid for pieces not kept is on record as owed back',
    },
    `
    select id as order_id, paid_minor, refund_minor, total_minor, cancelled_minor
    from oc_order where paid_minor - refund_minor > total_minor - cancelled_minor`,
  ),
  check(
    'refunds-within-payments',
    {
      it: 'Nessun rimborso supera il pagamento da cui viene, e ognuno è ripartito per intero',
      en: 'No refund exceeds the payment it comes from, and each is shared out whole',
    },
    `
    select 'payment' as of, p.id, p.amount_minor, sum(part.amount_minor) as parts
    from oc_payment as p
    join oc_refund_due_part as part on part.payment_id = p.id
    join oc_refund_due as r on r.id = part.refund_id
    where r.state <> 'withdrawn' or r.order_id <> p.order_id
    group by p.id having sum(part.amount_minor) > p.amount_minor or bool_or(r.order_id <> p.order_id)
    union all
    select 'refund', r.id, r.amount_minor, coalesce(sum(part.amount_minor), 0)
    from oc_refund_due as r left join oc_refund_due_part as part on part.refund_id = r.id
    group by r.id having r.amount_minor <> coalesce(sum(part.amount_minor), 0)`,
  ),
  check(
    'pieces-in-place-of-others',
    {
      it: 'I pezzi presi al posto di altri non sono più di quelli che sostituiscono',
      en: 'Pieces taken in place of others are no more than those they replace',
    },
    `
    select old.id as line_id, old.refused, old.cancelled, sum(line.quantity) as taken
    from oc_order_line as line
    join oc_order_line as old on old.id = line.in_place_of
    group by old.id
    having sum(line.quantity) > old.refused + old.cancelled or bool_or(line.order_id <> old.order_id)`,
  ),
];
