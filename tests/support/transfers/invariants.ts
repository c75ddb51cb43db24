import type { Knex } from 'knex';
import { GOODS_THINGS, GOODS_WRONGS, wrongsBy } from '../invariants.ts';

/**
 * What must be true of a transfer and its goods after every command, asked of the tables alone and
 * written apart from the checks of `reconcile`. Each row is a sentence about what is wrong.
 */
export async function wrongs(
  db: Knex,
  transferId: string,
  itemIds: readonly string[],
): Promise<string[]> {
  return wrongsBy(db, INVARIANTS, { transferId, itemIds: [...itemIds] });
}

const INVARIANTS = `
  with
  t as (select * from ss_transfer where id = :transferId::uuid),
  l as (select * from ss_transfer_line where transfer_id = :transferId::uuid),
  s as (select * from ss_shipment where transfer_id = :transferId::uuid),
  sl as (select * from ss_shipment_line where shipment_id in (select id from s)),
  d as (select * from ss_discrepancy where transfer_id = :transferId::uuid),
  ${GOODS_THINGS},
  road as (select coalesce(sum(pieces), 0) as pieces from sides where place = 'transit'),
  network as (
    select coalesce(sum(on_hand), 0) as pieces from ss_stock_level
    where item_id = any (:itemIds::uuid[])),
  outside as (
    select coalesce(sum(pieces), 0) as pieces from sides
    where place in ('supplier', 'customer', 'inventory-difference')),
  told as (
    select array_agg((payload->'transfer'->>'version')::integer order by position) as versions,
      count(*) as events
    from core_outbox where stream = 'transfer:' || :transferId),
  audited as (select count(*) as entries from core_audit where subject = 'transfer:' || :transferId)

  ${GOODS_WRONGS}
  union all
  select '3 pieces appeared or vanished: ' || (network.pieces + road.pieces + outside.pieces)
  from network, road, outside
  where network.pieces + road.pieces + outside.pieces <> 0
  union all
  select '4 a line is promised ' || l.accepted - l.shipped || ' and holds otherwise' from l
  where l.condition = 'sellable' and l.accepted - l.shipped <> (
    select coalesce(sum(quantity), 0) from live
    where live.kind = 'transfer' and live.owner_line_id = l.id::text)
  union all
  select '4 a promise that no line names' from live
  where live.kind = 'transfer' and not exists (select from l where l.hold_id = live.id)
  union all
  select '10 on the road are ' || road.pieces || ', by the counters ' || counted.pieces
  from road, (select coalesce(sum(quantity - received - settled), 0) as pieces from sl) as counted
  where road.pieces <> counted.pieces
  union all
  select '10 closed with something on the road' from s join sl on sl.shipment_id = s.id
  where s.state = 'closed' and sl.quantity - sl.received - sl.settled <> 0
  union all
  select '10 ended with something on the road' from t, sl
  where t.ended_at is not null and sl.quantity - sl.received - sl.settled <> 0
  union all
  select '10 a receipt is not in the counters' from sl
  where sl.received <> (
    select coalesce(sum(rl.good + rl.damaged), 0)
    from ss_transfer_receipt as r join ss_transfer_receipt_line as rl on rl.receipt_id = r.id
    where r.shipment_id = sl.shipment_id and rl.line_id = sl.line_id)
  union all
  select '10 pieces left without a shipment' from l
  where l.shipped <> (select coalesce(sum(quantity), 0) from sl where sl.line_id = l.id)
  union all
  select '10 counted, and nobody asks for what is missing' from s join sl on sl.shipment_id = s.id
  where s.state in ('counted', 'closed') and greatest(0, sl.quantity - sl.received - sl.settled) <> (
    select coalesce(sum(d.quantity), 0) from d
    where d.shipment_id = s.id and d.line_id = sl.line_id and d.kind = 'short'
      and d.resolution is null)
  union all
  select '10 nobody asks for what came too much' from sl
  where greatest(0, sl.received + sl.settled - sl.quantity) <> (
    select coalesce(sum(d.quantity), 0) from d
    where d.shipment_id = sl.shipment_id and d.line_id = sl.line_id
      and d.kind in ('over', 'unexpected') and d.resolution is null)
  union all
  select '10 damage that nobody answers for' from sl
  where sl.damaged <> (
    select coalesce(sum(d.quantity), 0) from d
    where d.shipment_id = sl.shipment_id and d.line_id = sl.line_id and d.kind = 'damaged')
  union all
  select '10 announced is not what is expected' from t
  where not t.kept and (
    select coalesce(sum(quantity), 0) from ss_incoming
    where document_id in (select id::text from s)) <> (
    select coalesce(sum(greatest(0, sl.quantity - sl.received)), 0)
    from s join sl on sl.shipment_id = s.id where s.state in ('in-transit', 'partly-received'))
  union all
  select 'the papers have a hole' from s join ss_document_series as series
    on series.company_id = s.company_id and series.year = s.document_year
  where series.last_number <> (
    select count(*) from ss_shipment as each
    where each.company_id = s.company_id and each.document_year = s.document_year)
  union all
  select '12 versions told ' || coalesce(told.versions::text, '-') || ', now ' || t.version
  from t, told
  where told.versions is null
    or told.versions <> (select array_agg(v) from generate_series(1, t.version::integer) as v)
  union all
  select '12 events and audit differ' from told, audited where told.events <> audited.entries`;
