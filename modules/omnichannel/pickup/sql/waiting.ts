import type { Read } from '../../../../server/db/transaction.ts';

/** What waits for its customer in a shop, and until when. */
export interface Waiting {
  readonly orderId: string;
  readonly collectBy: Date;
}

export async function selectWaiting(read: Read, locationId: string): Promise<Waiting[]> {
  const { rows } = await read.sql.raw<{ rows: Waiting[] }>(
    `select id as "orderId", collect_by as "collectBy" from oc_order
     where location_id = :locationId and state = 'ready' and collect_by is not null`,
    { locationId },
  );
  return rows;
}
