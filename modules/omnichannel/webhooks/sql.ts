import { prepared } from '../../../server/db/prepared.ts';
import type { Read } from '../../../server/db/transaction.ts';

export interface ChannelOrderRow {
  readonly externalId: string;
  readonly channel: string;
  readonly number: number;
  readonly currency: string;
  readonly lines: readonly { readonly lineId: string; readonly externalLineId: string }[];
}

/** How the channel calls an order and its lines. */
export async function selectChannelOrder(
  read: Read,
  orderId: string,
): Promise<ChannelOrderRow | null> {
  const rows = await prepared<ChannelOrderRow>(
    read.sql,
    `select o.external_id as "externalId", o.channel, o.number, o.currency,
       (select jsonb_agg(jsonb_build_object('lineId', l.id, 'externalLineId', l.external_line_id))
        from oc_order_line as l where l.order_id = o.id) as lines
     from oc_order as o where o.id = :orderId`,
    { orderId },
  );
  return rows[0] ?? null;
}
