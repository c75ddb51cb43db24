import type { Read } from '../../../server/db/transaction.ts';
import type { OurOrder } from './domain.ts';

type Row = Omit<OurOrder, 'number' | 'placedAt'> & {
  readonly number: number;
  readonly placedAt: Date;
};

/** Our orders of a channel that were placed in a span, and those the shop names whatever their day. */
export async function selectOurOrders(
  read: Read,
  wanted: {
    readonly channel: string;
    readonly from: Date;
    readonly to: Date;
    readonly externalIds: readonly string[];
  },
): Promise<Row[]> {
  const { rows } = await read.sql.raw<{ rows: Row[] }>(
    `
    select id as "orderId", external_id as "externalId", number, state, location_id as "locationId",
      placed_at as "placedAt", total_minor as "totalMinor", paid_minor as "paidMinor"
    from oc_order
    where channel = :channel and placed_at >= :from and placed_at < :to
    union
    select id, external_id, number, state, location_id, placed_at, total_minor, paid_minor
    from oc_order
    where channel = :channel and external_id = any (:externalIds::text[])
    order by "placedAt", "orderId"`,
    { ...wanted, externalIds: [...wanted.externalIds] },
  );
  return rows;
}
