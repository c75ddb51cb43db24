import type { Text } from '../../../../server/kernel/text.ts';

/** What must always be true of transfers: a name, what it says, and the rows that are not so. */
export interface Truth {
  readonly name: string;
  readonly title: Text;
  readonly statement: string;
}

/** Counters against the documents they count, documents against the ledger. No row is a good row. */
export const TRANSFER_TRUTHS: readonly Truth[] = [
  {
    name: 'transit-equals-ledger',
    title: {
      it: 'In viaggio c’è ciò che è partito, meno ciò che è arrivato o chiarito',
      en: 'In transit is what was shipped, less what was received or cleared',
    },
    statement: `
      select shipment_id, item_id, coalesce(counted.pieces, 0) as counted,
        coalesce(ledger.pieces, 0) as ledger
      from (
        select sl.shipment_id::text as shipment_id, l.item_id,
          sum(sl.quantity - sl.received - sl.settled)::integer as pieces
        from ss_shipment_line as sl join ss_transfer_line as l on l.id = sl.line_id group by 1, 2
      ) as counted
      full join (
        select document_id as shipment_id, item_id,
          sum(case when to_place = 'transit' then quantity else 0 end
            - case when from_place = 'transit' then quantity else 0 end)::integer as pieces
        from ss_movement where document_kind = 'transfer' group by 1, 2
        having bool_or(to_place = 'transit' or from_place = 'transit')
      ) as ledger using (shipment_id, item_id)
      where coalesce(counted.pieces, 0) <> coalesce(ledger.pieces, 0)`,
  },
  {
    name: 'transfer-counts-its-documents',
    title: {
      it: 'I conteggi di un trasferimento sono la somma dei suoi documenti',
      en: 'The counters of a transfer are the sums of its documents',
    },
    statement: `
      select l.transfer_id, l.id as line_id, sl.shipment_id,
        l.shipped, sent.pieces as sent, sl.received, came.pieces as came, sl.settled,
        cleared.pieces as cleared
      from ss_transfer_line as l
      left join ss_shipment_line as sl on sl.line_id = l.id
      left join lateral (
        select coalesce(sum(each.quantity), 0) as pieces from ss_shipment_line as each
        where each.line_id = l.id) as sent on true
      left join lateral (
        select coalesce(sum(rl.good + rl.damaged), 0) as pieces,
          coalesce(sum(rl.damaged), 0) as damaged
        from ss_transfer_receipt as r join ss_transfer_receipt_line as rl on rl.receipt_id = r.id
        where r.shipment_id = sl.shipment_id and rl.line_id = l.id) as came on true
      left join lateral (
        select coalesce(sum(d.settled), 0) as pieces from ss_discrepancy as d
        where d.shipment_id = sl.shipment_id and d.line_id = l.id) as cleared on true
      where l.shipped <> sent.pieces
        or (sl.shipment_id is not null and (sl.received <> came.pieces
          or sl.damaged <> came.damaged or sl.settled <> cleared.pieces))`,
  },
  {
    name: 'transfer-keeps-back-its-pieces',
    title: {
      it: 'I pezzi promessi a un trasferimento sono impegnati, e nessun altro',
      en: 'The pieces promised to a transfer are held, and no others',
    },
    statement: `
      select l.transfer_id, l.id as line_id, l.accepted - l.shipped as promised, hold.id as hold_id,
        hold.quantity as held
      from (
        select l.*, t.from_location from ss_transfer_line as l
        join ss_transfer as t on t.id = l.transfer_id
        where l.condition = 'sellable' and l.accepted > l.shipped
      ) as l
      full join (
        select hold.* from ss_hold as hold
        where hold.kind = 'transfer' and hold.state in ('active', 'set-aside')
          -- Pieces that arrived for somebody wait under holds of their own at the destination.
          and not exists (
            select from ss_transfer as t
            where t.id::text = hold.owner_id and t.kept and t.to_location = hold.location_id)
      ) as hold
        on hold.id = l.hold_id and hold.owner_id = l.transfer_id::text
        and hold.owner_line_id = l.id::text and hold.location_id = l.from_location
        and hold.item_id = l.item_id
      where l.id is null or hold.id is null or hold.quantity <> l.accepted - l.shipped`,
  },
  {
    name: 'difference-explains-what-is-missing',
    title: {
      it: 'Ciò che manca o avanza di una spedizione contata sta in una differenza aperta',
      en: 'What a counted shipment lacks or has too much stands in an open difference',
    },
    statement: `
      select s.id as shipment_id, sl.line_id, s.state,
        sl.quantity - sl.received - sl.settled as in_transit, open.short, open.more, open.any
      from ss_shipment as s
      join ss_shipment_line as sl on sl.shipment_id = s.id
      left join lateral (
        select coalesce(sum(d.quantity) filter (where d.kind = 'short'), 0) as short,
          coalesce(sum(d.quantity) filter (where d.kind in ('over', 'unexpected')), 0) as more,
          count(*) as any
        from ss_discrepancy as d
        where d.shipment_id = s.id and d.line_id = sl.line_id and d.resolution is null) as open
        on true
      where open.more <> greatest(0, sl.received + sl.settled - sl.quantity)
        or open.short <> case when s.state in ('counted', 'closed')
          then greatest(0, sl.quantity - sl.received - sl.settled) else 0 end
        or (s.state = 'closed' and open.any > 0)`,
  },
  {
    name: 'ended-transfer-has-nothing-open',
    title: {
      it: 'Di un trasferimento chiuso niente è in viaggio o da chiarire',
      en: 'Of a transfer that has ended nothing is in transit or to be cleared',
    },
    statement: `
      select t.id as transfer_id, t.state, s.id as shipment_id, s.state as shipment_state
      from ss_transfer as t
      left join ss_shipment as s on s.transfer_id = t.id and s.state <> 'closed'
      where t.ended_at is not null and (s.id is not null or exists (
        select from ss_transfer_line as l
        where l.transfer_id = t.id and l.accepted > l.shipped))`,
  },
  {
    name: 'transport-documents-without-holes',
    title: {
      it: 'I documenti di trasporto di un’azienda sono numerati senza salti',
      en: 'The transport documents of a company are numbered without gaps',
    },
    statement: `
      select company_id, year, series.last_number, given.papers, given.first, given.last
      from ss_document_series as series
      full join (
        select company_id, document_year as year, count(*) as papers,
          min(document_number) as first, max(document_number) as last
        from ss_shipment group by 1, 2
      ) as given using (company_id, year)
      where series.last_number is distinct from given.papers
        or given.first is distinct from 1 or given.last is distinct from given.papers`,
  },
  {
    name: 'incoming-is-on-its-way',
    title: {
      it: 'Ciò che si aspetta da un trasferimento è in viaggio',
      en: 'What is expected of a transfer is on its way',
    },
    statement: `
      select shipment_id, item_id, expected.pieces as expected, incoming.quantity as announced
      from (
        select s.id::text as shipment_id, l.item_id,
          greatest(0, sum(sl.quantity - sl.received))::integer as pieces
        from ss_shipment as s
        join ss_transfer as t on t.id = s.transfer_id and not t.kept
        join ss_shipment_line as sl on sl.shipment_id = s.id
        join ss_transfer_line as l on l.id = sl.line_id and l.condition = 'sellable'
        where s.state in ('in-transit', 'partly-received')
        group by 1, 2 having greatest(0, sum(sl.quantity - sl.received)) > 0
      ) as expected
      full join (
        select document_id as shipment_id, item_id, quantity from ss_incoming
        -- Others may announce what they call transfers, too: only ours are known here.
        where document_kind = 'transfer' and document_id in (select id::text from ss_shipment)
      ) as incoming using (shipment_id, item_id)
      where expected.pieces is distinct from incoming.quantity`,
  },
];
