import type { Knex } from 'knex';
import { wrongsBy } from '../invariants.ts';

/**
 * What must be true of these orders and goods after every command (domain.md §4), asked of the tables
 * alone and written apart from the checks of `reconcile`. Each row is a sentence about what is wrong.
 */
export async function wrongs(
  db: Knex,
  orderIds: readonly string[],
  itemIds: readonly string[],
): Promise<string[]> {
  return wrongsBy(db, INVARIANTS, { orderIds: [...orderIds], itemIds: [...itemIds] });
}

const INVARIANTS = `
  with
  o as (select * from oc_order where id = any (:orderIds::uuid[])),
  l as (select * from oc_order_line where order_id = any (:orderIds::uuid[])),
  -- Substitutes, too: goods that were not ordered.
  item as (
    select item_id as id from l union select unnest(:itemIds::uuid[])),
  u as (
    select u.*, l.item_id, o.location_id from oc_order_unit as u
    join l on l.id = u.line_id join o on o.id = u.order_id),
  live as (
    select * from ss_hold
    where item_id in (select id from item) and state in ('active', 'set-aside')),
  counted as (
    select line_id, count(*) as all,
      count(*) filter (where fate = 'open') as open,
      count(*) filter (where fate = 'collected') as collected,
      count(*) filter (where fate = 'refused') as refused,
      count(*) filter (where fate = 'no-show') as no_show,
      count(*) filter (where fate = 'cancelled') as cancelled
    from u group by line_id),
  kept as (
    select order_id, coalesce(sum(paid_minor), 0) as total,
      coalesce(sum(paid_minor) filter (where fate in ('cancelled', 'refused', 'no-show')), 0) as not_kept,
      coalesce(sum(paid_minor) filter (where fate = 'collected'), 0) as gone
    from u group by order_id),
  paid as (
    select order_id, sum(amount_minor) as amount from oc_payment
    where order_id = any (:orderIds::uuid[]) group by order_id),
  owed as (
    select order_id, sum(amount_minor) filter (where state <> 'withdrawn') as amount
    from oc_refund_due where order_id = any (:orderIds::uuid[]) group by order_id),
  told as (
    select stream, array_agg(distinct coalesce(
        payload->'status'->>'version', payload->'row'->>'version')::integer) as versions,
      count(*) as events
    from core_outbox where stream in (select 'order:' || id from o) group by stream),
  audited as (
    select subject, count(*) as entries from core_audit
    where subject in (select 'order:' || id from o) group by subject),
  ledger as (
    select location_id, item_id, place, sum(pieces) as pieces from (
      select location_id, item_id, to_place as place, quantity as pieces
      from ss_movement where item_id in (select id from item) and to_version is not null
      union all
      select location_id, item_id, from_place, -quantity
      from ss_movement where item_id in (select id from item) and from_version is not null
    ) as side group by 1, 2, 3)

  select '1 a line of ' || c.all || ' is not what its pieces are' as wrong
  from l join counted as c on c.line_id = l.id
  where l.quantity <> c.all or l.collected <> c.collected or l.refused <> c.refused
    or l.no_show <> c.no_show or l.cancelled <> c.cancelled
    or l.quantity <> c.open + c.collected + c.refused + c.no_show + c.cancelled
  union all
  select '2 a piece to give or to put back has no promise' from u
  where ((u.fate = 'open' and not u.short) or u.to_put_back) and not exists (
    select 1 from live where live.id = u.hold_id and live.item_id = u.item_id
      and live.location_id = u.location_id and live.quantity = 1
      and live.owner_id = u.order_id::text)
  union all
  select '2 a promise without a piece' from live
  where live.kind = 'order' and live.owner_id in (select id::text from o) and not exists (
    select 1 from u where u.hold_id = live.id
      and ((u.fate = 'open' and not u.short) or u.to_put_back))
  union all
  select '3 held is not the sum of the promises' from ss_stock_level as s
  where s.item_id in (select id from item) and s.condition = 'sellable' and s.held <> (
    select coalesce(sum(quantity), 0) from live
    where live.location_id = s.location_id and live.item_id = s.item_id)
  union all
  select '3 on hand is not the sum of the movements' from ss_stock_level as s
  left join ledger on ledger.location_id = s.location_id and ledger.item_id = s.item_id
    and ledger.place = s.condition
  where s.item_id in (select id from item) and s.on_hand <> coalesce(ledger.pieces, 0)
  union all
  select '3 more is promised than there is' from ss_stock_level as s
  where s.item_id in (select id from item) and s.condition = 'sellable'
    and (s.held > s.on_hand + s.shortage or s.on_hand < 0 or s.held < 0)
  union all
  select '4 the total is not the sum of the pieces' from o join kept on kept.order_id = o.id
  where o.total_minor <> kept.total or o.cancelled_minor <> kept.not_kept
  union all
  select '4 paid is not the sum of the payments' from o
  left join paid on paid.order_id = o.id where o.paid_minor <> coalesce(paid.amount, 0)
  union all
  select '4 something left unpaid' from o join kept on kept.order_id = o.id
  where kept.gone > o.paid_minor - o.refund_minor
  union all
  select '4 owed back is not on record, or more than was paid' from o
  left join owed on owed.order_id = o.id
  where o.refund_minor <> coalesce(owed.amount, 0) or o.refund_minor > o.paid_minor
    or o.paid_minor - o.refund_minor > o.total_minor - o.cancelled_minor
  union all
  select '5 an order without open pieces is not over, or the other way round' from o
  where (o.ended_at is null) <> exists (select 1 from u where u.order_id = o.id and u.fate = 'open')
  union all
  select '12 versions and events differ: ' || o.version || ' and ' || coalesce(t.versions::text, '-')
  from o left join told as t on t.stream = 'order:' || o.id
  where t.versions is null or t.events <> o.version or cardinality(t.versions) <> o.version
    or o.version <> all (select max(v) from unnest(t.versions) as v)
  union all
  select '12 events and audit differ' from told as t
  left join audited as a on a.subject = t.stream where t.events <> coalesce(a.entries, 0)`;
