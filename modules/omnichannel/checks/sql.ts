import type { ReconcileCheck } from '../../../server/modules/manifest.ts';
import { check } from './check.ts';
import { MISSING_PIECES_CHECKS } from './sql/missing-pieces.ts';
import { MONEY_BACK_CHECKS } from './sql/money-back.ts';
import { REFUND_CHECKS } from './sql/refunds.ts';
import { RETURN_CHECKS } from './sql/returns.ts';
import { SLOT_CHECKS } from './sql/slots.ts';

/** What must always be true of orders, recomputed from their pieces, scans and payments. */
export const OMNICHANNEL_CHECKS: readonly ReconcileCheck[] = [
  check(
    'line-equals-its-pieces',
    {
      it: 'La quantità di una riga è la somma dei suoi pezzi, ognuno con una sola sorte',
      en: 'The quantity of a line is the sum of its pieces, each with one fate',
    },
    `
    select l.id as line_id, l.quantity, l.collected, l.cancelled, l.refused, l.no_show, u.*
    from oc_order_line as l
    left join (
      select line_id, count(*) as pieces,
        count(*) filter (where fate = 'open') as open,
        count(*) filter (where fate = 'collected') as pieces_collected,
        count(*) filter (where fate = 'cancelled') as pieces_cancelled,
        count(*) filter (where fate = 'refused') as pieces_refused,
        count(*) filter (where fate = 'no-show') as pieces_no_show,
        count(*) filter (where to_put_back) as pieces_to_put_back,
        count(*) filter (where short) as pieces_short
      from oc_order_unit group by line_id
    ) as u on u.line_id = l.id
    where l.quantity is distinct from u.pieces
      or l.collected <> u.pieces_collected or l.cancelled <> u.pieces_cancelled
      or l.refused <> u.pieces_refused or l.no_show <> u.pieces_no_show
      or l.to_put_back <> u.pieces_to_put_back or l.short <> u.pieces_short
      or l.quantity <> l.collected + l.cancelled + l.refused + l.no_show + u.open`,
  ),
  check(
    'piece-has-its-promise',
    {
      it: 'Ogni pezzo da consegnare o da rimettere a posto ha il suo impegno, e viceversa',
      en: 'Every piece to hand over or to put back has its hold, and the other way round',
    },
    `
    select u.line_id, u.unit, u.fate, u.hold_id, h.id as live_hold_id, h.owner_id
    from (
      select u.*, l.item_id, o.location_id
      from oc_order_unit as u
      join oc_order_line as l on l.id = u.line_id
      join oc_order as o on o.id = u.order_id
      where (u.fate = 'open' and not u.short) or u.to_put_back
    ) as u
    full join (
      -- New pieces of an exchange that somebody still decides are kept for its file.
      select * from ss_live_hold where kind = 'order'
        and owner_id not in (select cast(id as text) from oc_return)
    ) as h
      on h.id = u.hold_id and h.location_id = u.location_id and h.item_id = u.item_id
      and h.owner_id = u.order_id::text and h.quantity = 1
    where u.line_id is null or h.id is null`,
  ),
  check(
    'shares-sum-to-what-was-shared',
    {
      it: 'Le quote dei pezzi sommano agli sconti, alla spedizione e al totale',
      en: 'The shares of the pieces sum to the discounts, the shipping and the total',
    },
    `
    select o.id as order_id, o.total_minor, o.discount_minor, o.shipping_minor, u.*
    from oc_order as o
    left join (
      select order_id, sum(price_minor) as goods, sum(discount_minor) as discounts,
        sum(shipping_minor) as shipping, sum(paid_minor) as total
      from oc_order_unit group by order_id
    ) as u on u.order_id = o.id
    where o.goods_minor is distinct from u.goods or o.discount_minor is distinct from u.discounts
      or o.shipping_minor is distinct from u.shipping or o.total_minor is distinct from u.total`,
  ),
  check(
    'each-discount-is-shared-whole',
    {
      it: 'Ogni sconto è ripartito per intero sui pezzi della sua riga',
      en: 'Every discount is shared whole among the pieces of its line',
    },
    `
    select line_id, place, d.amount_minor, s.shared
    from oc_order_discount as d
    full join (
      select u.line_id, s.place::smallint as place, sum(s.share) as shared
      from oc_order_unit as u
      cross join unnest(u.discount_shares) with ordinality as s (share, place)
      group by 1, 2
    ) as s using (line_id, place)
    where d.amount_minor is distinct from s.shared
    union all
    select u.line_id, u.unit, u.discount_minor, (select sum(s) from unnest(u.discount_shares) as s)
    from oc_order_unit as u
    where u.discount_minor <> coalesce((select sum(s) from unnest(u.discount_shares) as s), 0)`,
  ),
  check(
    'vat-of-each-rate-is-within-its-total',
    {
      it: 'L’IVA dei pezzi somma all’IVA contenuta nel totale di ogni aliquota',
      en: 'The VAT of the pieces sums to the VAT within the total of each rate',
    },
    `
    select order_id, vat_rate, gross, vat
    from (
      select u.order_id, l.vat_rate, sum(u.paid_minor) as gross, sum(u.vat_minor) as vat
      from oc_order_unit as u join oc_order_line as l on l.id = u.line_id
      group by 1, 2
    ) as r
    where abs(vat - gross * vat_rate / (100 + vat_rate)) > 0.5`,
  ),
  check(
    'paid-equals-payments',
    {
      it: 'Il pagato di un ordine è la somma dei suoi pagamenti',
      en: 'What is paid of an order is the sum of its payments',
    },
    `
    select o.id as order_id, o.paid_minor, coalesce(p.paid, 0) as payments
    from oc_order as o
    left join (
      select order_id, sum(amount_minor) as paid from oc_payment group by order_id
    ) as p on p.order_id = o.id
    where o.paid_minor <> coalesce(p.paid, 0)`,
  ),
  check(
    'goods-left-paid',
    {
      it: 'Nessun pezzo è uscito senza essere pagato',
      en: 'No piece has left without being paid',
    },
    `
    select o.id as order_id, o.paid_minor, o.refund_minor, u.collected, o.cancelled_minor, u.cancelled
    from oc_order as o
    join (
      select order_id, coalesce(sum(paid_minor) filter (where fate = 'collected'), 0) as collected,
        coalesce(sum(paid_minor) filter (where fate in ('cancelled', 'refused', 'no-show')), 0) as cancelled
      from oc_order_unit group by order_id
    ) as u on u.order_id = o.id
    where o.paid_minor - o.refund_minor < u.collected or o.cancelled_minor <> u.cancelled`,
  ),
  ...MONEY_BACK_CHECKS,
  ...MISSING_PIECES_CHECKS,
  ...REFUND_CHECKS,
  ...SLOT_CHECKS,
  ...RETURN_CHECKS,
  check(
    'order-follows-its-lines',
    {
      it: 'Lo stato di un ordine è quello che risulta dalle sue righe',
      en: 'The state of an order is what follows from its lines',
    },
    `
    select o.id as order_id, o.state, s.derived
    from oc_order as o
    join (
      select order_id,
        case
          when bool_and(state in ('collected', 'refused', 'no-show', 'cancelled')) then
            case when bool_or(collected > 0) then 'collected' when bool_or(no_show > 0) then 'no-show'
              when bool_or(refused > 0) then 'refused' else 'cancelled' end
          when min(progress) < 3 and max(progress) >= 3 then 'picking'
          else (array['placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready'])[min(progress)]
        end as derived
      from (
        select *, array_position(
          array['placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready'], state) as progress
        from oc_order_line
      ) as l
      group by order_id
    ) as s on s.order_id = o.id
    where o.state <> s.derived`,
  ),
  check(
    'picked-equals-scans',
    {
      it: 'I pezzi presi sono la somma delle scansioni',
      en: 'What was picked is the sum of the scans',
    },
    `
    select l.id as line_id, l.picked, l.collected, p.scans
    from oc_order_line as l
    left join (select line_id, sum(quantity) as scans from oc_pick group by line_id) as p
      on p.line_id = l.id
    where l.cancelled + l.refused + l.no_show = 0
      and l.picked + l.collected <> coalesce(p.scans, 0)`,
  ),
  check(
    'collected-equals-handovers',
    {
      it: 'I pezzi consegnati sono quelli delle consegne',
      en: 'What was collected is what the handovers say',
    },
    `
    select l.id as line_id, l.collected, h.handed
    from oc_order_line as l
    left join (select line_id, sum(quantity) as handed from oc_handover_line group by line_id) as h
      on h.line_id = l.id
    where l.collected <> coalesce(h.handed, 0)`,
  ),
];
