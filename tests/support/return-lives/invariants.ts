import type { Knex } from 'knex';
import { GOODS_THINGS, GOODS_WRONGS, wrongsBy } from '../invariants.ts';

/**
 * What must be true of these orders, their returns, their money and their transfers after every command
 * (domain.md §4), asked of the tables alone and written apart from the checks of `reconcile`. Each row is
 * a sentence about what is wrong.
 */
export async function wrongs(
  db: Knex,
  orderIds: readonly string[],
  itemIds: readonly string[],
): Promise<string[]> {
  return wrongsBy(db, INVARIANTS, { orderIds: [...orderIds], itemIds: [...itemIds] });
}

const THINGS = `
  o as (select * from oc_order where id = any (:orderIds::uuid[])),
  l as (select * from oc_order_line where order_id = any (:orderIds::uuid[])),
  u as (select * from oc_order_unit where order_id = any (:orderIds::uuid[])),
  pay as (select * from oc_payment where order_id = any (:orderIds::uuid[])),
  r as (select * from oc_return where order_id = any (:orderIds::uuid[])),
  ru as (select * from oc_return_unit where return_id in (select id from r)),
  vat as (select * from oc_return_vat where return_id in (select id from r)),
  due as (select * from oc_refund_due where order_id = any (:orderIds::uuid[])),
  f as (select * from oc_refund where origin_id = any (:orderIds::uuid[])),
  p as (select * from oc_refund_part where refund_id in (select id from f)),
  a as (select * from oc_refund_attempt where part_id in (select id from p)),
  asked as (
    select * from oc_approval where subject_kind = 'return' and subject_id in (select id from r)),
  t as (
    select * from ss_transfer where reference_kind = 'return'
      and reference_id in (select id::text from r)),
  tl as (select * from ss_transfer_line where transfer_id in (select id from t)),
  sl as (
    select sl.*, s.transfer_id, s.state from ss_shipment_line as sl
    join ss_shipment as s on s.id = sl.shipment_id where s.transfer_id in (select id from t)),
  ${GOODS_THINGS},
  taken as (select * from r where goods in ('graded', 'disposed')),
  streams as (
    select 'return:' || id as stream, version from r
    union all select 'approval:' || id, version from asked
    union all select 'refund:' || id, version from f
    union all select 'transfer:' || id, version from t
    union all select 'order:' || id, version from o),
  told as (
    select stream, count(*) as events,
      array_agg(coalesce(payload->'row'->>'version', payload->'transfer'->>'version',
        payload->'status'->>'version', payload->>'version')::integer order by position) as versions
    from core_outbox where stream in (select stream from streams) group by stream),
  audited as (
    select subject, count(*) as entries from core_audit
    where subject in (select stream from streams) group by subject)`;

const GOODS = `
  select '2 more is promised than there is' from ss_stock_level as level
  where level.item_id = any (:itemIds::uuid[]) and level.condition = 'sellable'
    and (level.held > level.on_hand + level.shortage or level.on_hand < 0 or level.held < 0)
  union all
  select '3 pieces appeared or vanished' from (
    select coalesce(sum(on_hand), 0) as pieces from ss_stock_level
    where item_id = any (:itemIds::uuid[])) as network, (
    select coalesce(sum(pieces) filter (
      where place in ('supplier', 'customer', 'inventory-difference', 'transit')), 0) as pieces
    from sides) as outside
  where network.pieces + outside.pieces <> 0
  union all
  select '4 a new piece of an exchange is kept for nobody, or not kept' from r
  where (select count(*) from live where live.owner_id = r.id::text) <> case
    when r.goods = 'in-custody' and r.decision in ('pending', 'countered', 'approved')
    then coalesce(jsonb_array_length(r.confirmed->'exchange'), 0) else 0 end
  union all
  select '4 a transfer is promised otherwise than it should' from tl
  where tl.condition = 'sellable' and tl.accepted - tl.shipped <> (
    select coalesce(sum(quantity), 0) from live
    where live.kind = 'transfer' and live.owner_line_id = tl.id::text)
  union all
  select '5 a line is not its pieces' from l
  where l.quantity <> l.collected + l.refused + l.no_show + l.cancelled
      + (select count(*) from u where u.line_id = l.id and u.fate = 'open')
    or l.collected <> (select count(*) from u where u.line_id = l.id and u.fate = 'collected')
  union all
  select '5 more came back of a line than was handed over' from l
  where l.collected < (select count(*) from ru where ru.line_id = l.id and ru.live)
  union all
  select '5 a piece came back twice, or was never handed over' from ru
  join u on u.line_id = ru.line_id and u.unit = ru.unit
  where ru.live and (u.fate <> 'collected' or exists (
    select 1 from ru as other where other.live and other.line_id = ru.line_id
      and other.unit = ru.unit and other.return_id <> ru.return_id))
  union all
  select '5 what was given back to the customer is still on file, or the other way round'
  from ru join r on r.id = ru.return_id
  where ru.live = (r.goods in ('handed-back', 'not-taken'))
  union all
  select '5 taken, and not in stock once' from r
  where (select coalesce(sum(quantity), 0) from m
      where m.document_kind = 'return' and m.document_id = r.id::text and m.from_place = 'customer')
    <> case when r.goods in ('graded', 'disposed')
      then (select count(*) from ru where ru.return_id = r.id) else 0 end
  union all
  select '10 on the road are other pieces than sent' from (
    select coalesce(sum(pieces) filter (where place = 'transit'), 0) as pieces from sides) as road, (
    select coalesce(sum(quantity - received - settled), 0) as pieces from sl) as counted
  where road.pieces <> counted.pieces
  union all
  select '10 ended with something on the road' from t join sl on sl.transfer_id = t.id
  where t.ended_at is not null and sl.quantity - sl.received - sl.settled <> 0
  union all
  select '10 pieces left without a shipment' from tl
  where tl.shipped <> (select coalesce(sum(quantity), 0) from sl where sl.line_id = tl.id)
  union all
  select '10 a piece that should travel has no transfer' from ru join taken on taken.id = ru.return_id
  where (ru.to_location_id is null) <> (ru.transfer_id is null)
    or (ru.transfer_id is not null and not exists (
      select 1 from t where t.id = ru.transfer_id and t.to_location = ru.to_location_id
        and t.from_location = taken.location_id))`;

const MONEY = `
  select '6 more goes back on a payment than was paid with it' from pay
  where pay.amount_minor < (
      select coalesce(sum(p.amount_minor), 0) from p join f on f.id = p.refund_id
      where p.payment_key = pay.id::text and p.state <> 'cancelled' and f.source_kind <> 'refund-due')
    + (select coalesce(sum(dp.amount_minor), 0) from oc_refund_due_part as dp
      join due on due.id = dp.refund_id where dp.payment_id = pay.id and due.state <> 'withdrawn')
  union all
  select '6 what is promised back is not on record' from pay
  left join oc_refundable as b on b.origin_id = pay.order_id and b.payment_key = pay.id::text
  where coalesce(b.back_minor, 0) <> (
      select coalesce(sum(p.amount_minor), 0) from p join f on f.id = p.refund_id
      where p.payment_key = pay.id::text and p.state <> 'cancelled' and f.source_kind <> 'refund-due')
    + (select coalesce(sum(dp.amount_minor), 0) from oc_refund_due_part as dp
      join due on due.id = dp.refund_id where dp.payment_id = pay.id and due.state <> 'withdrawn')
  union all
  select '6 a piece is worth more than was paid for it' from ru
  join u on u.line_id = ru.line_id and u.unit = ru.unit
  where ru.goods_minor <> u.paid_minor - u.shipping_minor
  union all
  select '6 more shipping goes back than was paid' from o
  where o.shipping_minor < (
    select coalesce(sum(taken.shipping_minor), 0) from taken where taken.order_id = o.id)
  union all
  select '6 a refund is not its parts' from f
  where f.amount_minor <> (select sum(amount_minor) from p where p.refund_id = f.id)
  union all
  select '6 a part was paid twice, or by nobody' from p
  where (p.state = 'paid') <> (
    (select count(*) from a where a.part_id = p.id and a.state = 'succeeded')
      + case when p.state = 'paid' and p.paid_by not like 'system:%' then 1 else 0 end = 1)
  union all
  select '6 the provider paid what nobody owes' from p
  where (
    select coalesce(sum(b.amount_minor), 0) from a join oc_simulated_refund as b on b.key = a.id::text
    where a.part_id = p.id and b.status = 'paid')
    > case when p.state = 'paid' and p.paid_by not like 'system:%' then 0 else p.amount_minor end
  union all
  select '6 taken, and no money for it, or other money than that' from r
  where coalesce((select sum(amount_minor) from f
      where f.source_kind = 'return' and f.source_id = r.id and f.state <> 'cancelled'), 0)
    <> case when r.goods in ('graded', 'disposed') then r.back_minor else 0 end
  union all
  select '6 the file says something else than its refund: ' || r.money || ', ' || f.state
  from r join f on f.id = r.refund_id
  where r.money <> f.state or r.paid_minor <> (
    select coalesce(sum(amount_minor) filter (where state = 'paid'), 0) from p where p.refund_id = f.id)
  union all
  select '7 more than somebody may give back alone' from f
  join core_audit as act on act.subject = 'refund:' || f.id
    and act.action = 'omnichannel.refund-authorised.v1'
  where f.source_kind = 'return' and f.authorised_how = 'own-limit' and f.amount_minor > (
    select max(case role when 'clerk' then 15000 when 'store-manager' then 50000 else 0 end)
    from core_assignment where account_id::text = f.authorised_by)
  union all
  select '7 not approved by another for exactly this' from f join r on r.refund_id = f.id
  where f.authorised_how = 'approval' and not exists (
    select 1 from asked where asked.id = f.approval_id and asked.subject_id = r.id
      and asked.state = 'approved' and asked.used_at is not null and asked.digest = r.digest
      and asked.amount_minor >= f.amount_minor and asked.decided_by <> asked.requested_by)
  union all
  select '7 approved, and nobody was asked' from r
  where r.decision = 'approved' and not exists (
    select 1 from asked where asked.id = r.approval_id and asked.state = 'approved'
      and asked.used_at is not null)
  union all
  select '7 the file and its request differ: ' || r.decision || ', ' || asked.state
  from r join asked on asked.id = r.approval_id
  where (r.decision = 'pending') <> (asked.state = 'waiting')
    or (r.decision = 'countered') <> (asked.state = 'countered')
  union all
  select '15 the VAT rates are not the total' from r
  where r.total_minor <> (select coalesce(sum(gross_minor), 0) from vat where vat.return_id = r.id)
  union all
  select '15 the pieces are not the goods' from r
  where r.goods_minor <> (select sum(goods_minor) from ru where ru.return_id = r.id)
  union all
  select '15 entered in the records before it was ours, or not at all' from vat
  join r on r.id = vat.return_id
  where (vat.entered_on is not null) <> (r.received_at is not null
    and (r.fiscal_channel <> 'web-register' or r.money in ('paid', 'none')))
  union all
  select '15 the shares of an order are not its total' from o
  where o.total_minor <> (select sum(paid_minor) from u where u.order_id = o.id)
  union all
  select '15 an order is not paid by its payments' from o
  where o.paid_minor <> (select coalesce(sum(amount_minor), 0) from pay where pay.order_id = o.id)`;

const HISTORY = `
  select '12 ' || s.stream || ' told ' || coalesce(told.versions::text, '-') || ', now ' || s.version
  from streams as s left join told on told.stream = s.stream
  where s.stream not like 'order:%' and (told.versions is null or told.versions <> (
    select array_agg(v) from generate_series(1, s.version::integer) as v))
  union all
  select '12 events and audit differ: ' || told.stream from told
  left join audited on audited.subject = told.stream
  where told.events <> coalesce(audited.entries, 0)`;

const INVARIANTS = `with ${THINGS}\n${[GOODS_WRONGS, GOODS, MONEY, HISTORY].join('\nunion all\n')}`;
