import type { Read } from '../../../server/db/transaction.ts';
import type { ReturnReason } from '../returns/domain/return.ts';
import { SHOPS, type ShopPeriod } from './sql.ts';

export interface ReturnCountsRow {
  readonly handedOver: number;
  readonly returned: number;
}

/**
 * Pieces handed over the counter, and pieces taken back at it, in the same stretch of time: what came
 * back may have been collected before, elsewhere, or shipped. Pieces the customer got again are left out.
 */
export async function selectReturnCounts(
  read: Read,
  shops: readonly ShopPeriod[],
): Promise<ReturnCountsRow> {
  const { rows } = await read.sql.raw<{ rows: [ReturnCountsRow] }>(
    `with ${SHOPS}
     select
       (select coalesce(sum(l.quantity), 0)::integer
        from shop as s join oc_handover as h on h.location_id = s."locationId"
          and h.handed_at >= s."from" and h.handed_at < s.until
        join oc_handover_line as l on l.handover_id = h.id) as "handedOver",
       (select count(*)::integer
        from shop as s join oc_return as r on r.location_id = s."locationId"
          and r.received_at >= s."from" and r.received_at < s.until
        join oc_return_unit as u on u.return_id = r.id and u.live) as returned`,
    { shops: JSON.stringify(shops) },
  );
  return rows[0];
}

/** The returned pieces by what the customer gave as the ground, most first. */
export async function selectReturnReasons(
  read: Read,
  shops: readonly ShopPeriod[],
): Promise<{ reason: ReturnReason; pieces: number }[]> {
  const { rows } = await read.sql.raw<{ rows: { reason: ReturnReason; pieces: number }[] }>(
    `with ${SHOPS}
     select u.reason, count(*)::integer as pieces
     from shop as s join oc_return as r on r.location_id = s."locationId"
       and r.received_at >= s."from" and r.received_at < s.until
     join oc_return_unit as u on u.return_id = r.id and u.live
     group by u.reason order by pieces desc, u.reason`,
    { shops: JSON.stringify(shops) },
  );
  return rows;
}

export interface RefundsWaitingRow {
  readonly currency: string;
  readonly refunds: number;
  readonly amountMinor: number;
  /** Of those, past the day by which the money has to be back. */
  readonly overdue: number;
}

/** Money of returns that has not gone back yet at this moment: decided or not, failed too. */
export async function selectRefundsWaiting(
  read: Read,
  locationIds: readonly string[],
): Promise<RefundsWaitingRow[]> {
  const { rows } = await read.sql.raw<{ rows: RefundsWaitingRow[] }>(
    `select r.currency, count(distinct r.id)::integer as refunds,
       sum(p.amount_minor)::bigint as "amountMinor",
       count(distinct r.id) filter (where r.due_by < :now)::integer as overdue
     from oc_refund as r join oc_refund_part as p on p.refund_id = r.id
       and p.state not in ('paid', 'cancelled')
     where r.source_kind = 'return' and r.state in ('proposed', 'authorised', 'partly-paid', 'failed')
       and r.location_id = any (cast(:locationIds as text[]))
     group by r.currency order by r.currency`,
    { locationIds: [...locationIds], now: read.now },
  );
  return rows;
}
