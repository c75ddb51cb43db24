import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';
import { check } from '../check.ts';

/** What must always be true of what comes back: no piece twice, no cent more than was paid. */
export const RETURN_CHECKS: readonly ReconcileCheck[] = [
  check(
    'returned-within-collected',
    {
      it: 'Torna solo ciò che è stato consegnato, ogni pezzo su una sola pratica aperta',
      en: 'Only what was handed over comes back, each piece on one live file',
    },
    `
    select f.return_id, f.line_id, f.unit, u.fate, r.order_id
    from oc_return_unit as f
    join oc_return as r on r.id = f.return_id
    left join oc_order_unit as u on u.line_id = f.line_id and u.unit = f.unit
    where f.live and (u.fate is distinct from 'collected' or u.order_id <> r.order_id)
    union all
    select null, line_id, unit, 'twice', null from oc_return_unit where live
    group by line_id, unit having count(*) > 1`,
  ),
  check(
    'piece-returned-at-its-frozen-price',
    {
      it: 'Ogni pezzo reso vale quanto è stato pagato il giorno della vendita',
      en: 'Every returned piece is worth what was paid on the day of sale',
    },
    `
    select f.return_id, f.line_id, f.unit, f.goods_minor, u.paid_minor - u.shipping_minor as paid
    from oc_return_unit as f
    join oc_order_unit as u on u.line_id = f.line_id and u.unit = f.unit
    where f.goods_minor <> u.paid_minor - u.shipping_minor`,
  ),
  check(
    'file-equals-its-pieces',
    {
      it: 'L’importo di una pratica è la somma dei suoi pezzi, e le aliquote sommano al totale',
      en: 'The amount of a file is the sum of its pieces, and the VAT rates sum to the total',
    },
    `
    select r.id as return_id, r.goods, r.goods_minor, p.goods as pieces, r.total_minor, v.gross
    from oc_return as r
    left join (
      select return_id, sum(goods_minor) as goods from oc_return_unit group by return_id
    ) as p on p.return_id = r.id
    left join (
      select return_id, sum(gross_minor) as gross from oc_return_vat group by return_id
    ) as v on v.return_id = r.id
    where (r.goods not in ('announced', 'not-taken') and r.goods_minor <> coalesce(p.goods, 0))
      or (r.goods in ('graded', 'disposed') and r.total_minor <> coalesce(v.gross, 0))`,
  ),
  check(
    'shipping-back-within-shipping-paid',
    {
      it: 'La consegna rimborsata non supera quella pagata',
      en: 'The shipping given back does not exceed the shipping paid',
    },
    `
    select o.id as order_id, o.shipping_minor, sum(r.shipping_minor) as back
    from oc_return as r join oc_order as o on o.id = r.order_id
    where r.goods in ('graded', 'disposed')
    group by o.id having sum(r.shipping_minor) > o.shipping_minor`,
  ),
  check(
    'return-goods-entered-stock',
    {
      it: 'Ogni pezzo accettato è entrato una volta nel magazzino di chi l’ha ritirato',
      en: 'Every accepted piece entered once the stock of who took it',
    },
    `
    select r.id as return_id, r.goods, p.pieces, m.moved
    from oc_return as r
    left join (
      select return_id, count(*) as pieces from oc_return_unit group by return_id
    ) as p on p.return_id = r.id
    left join (
      select document_id, sum(quantity) as moved from ss_returned_goods group by document_id
    ) as m on m.document_id = cast(r.id as text)
    where coalesce(m.moved, 0)
      <> case when r.goods in ('graded', 'disposed') then coalesce(p.pieces, 0) else 0 end`,
  ),
  check(
    'return-money-as-its-refund',
    {
      it: 'Il denaro di una pratica è quello del suo rimborso',
      en: 'The money of a file is that of its refund',
    },
    `
    select r.id as return_id, r.money, r.back_minor, r.paid_minor, f.state, f.amount_minor, f.paid
    from oc_return as r
    left join (
      select f.*, (
        select coalesce(sum(part.amount_minor) filter (where part.state = 'paid'), 0)
        from oc_refund_part as part where part.refund_id = f.id) as paid
      from oc_refund as f where f.source_kind = 'return' and f.state <> 'cancelled'
    ) as f on f.source_id = r.id
    where (r.goods in ('graded', 'disposed') and r.back_minor > 0 and (
        f.id is null or f.id <> r.refund_id or f.amount_minor <> r.back_minor
        or f.state <> r.money or f.paid <> r.paid_minor))
      or ((r.goods not in ('graded', 'disposed') or r.back_minor = 0) and f.id is not null)`,
  ),
  check(
    'return-number-without-gaps',
    {
      it: 'Le pratiche di ogni società e anno sono numerate senza salti',
      en: 'The files of every company and year are numbered without gaps',
    },
    `
    select s.company_id, s.year, s.last, count(r.id) as files, max(r.number) as highest
    from oc_return_series as s
    left join oc_return as r on r.company_id = s.company_id and r.year = s.year
    group by s.company_id, s.year, s.last
    having s.last <> count(r.id) or s.last <> max(r.number)`,
  ),
  check(
    'exchange-kept-for-an-open-file',
    {
      it: 'I pezzi tenuti per un cambio sono di una pratica che aspetta',
      en: 'Pieces kept for an exchange belong to a file that waits',
    },
    `
    select r.id as return_id, r.decision, h.id as hold_id
    from ss_live_hold as h join oc_return as r on cast(r.id as text) = h.owner_id
    where h.kind = 'order'
      and (r.goods <> 'in-custody' or r.decision not in ('pending', 'countered', 'approved'))`,
  ),
  check(
    'custody-has-an-open-request',
    {
      it: 'Ogni pratica in attesa ha la sua richiesta aperta',
      en: 'Every file that waits has its open request',
    },
    `
    select r.id as return_id, r.decision, a.state
    from oc_return as r left join oc_approval as a on a.id = r.approval_id
    where (r.decision = 'pending' and a.state is distinct from 'waiting')
      or (r.decision = 'countered' and a.state is distinct from 'countered')`,
  ),
];
