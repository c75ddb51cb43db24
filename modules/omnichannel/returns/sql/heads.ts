import type { Read } from '../../../../server/db/transaction.ts';

/** What lists say of a file's order. */
export interface OrderHead {
  readonly number: number;
  readonly name: string;
  readonly surname: string;
  readonly locationId: string;
}

export async function selectOrderHeads(
  read: Read,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderHead>> {
  const { rows } = await read.sql.raw<{ rows: (OrderHead & { orderId: string })[] }>(
    `select id as "orderId", number, contact_name as name, contact_surname as surname,
       location_id as "locationId"
     from oc_order where id = any (:orderIds::uuid[])`,
    { orderIds },
  );
  return new Map(rows.map(({ orderId, ...head }) => [orderId, head]));
}
