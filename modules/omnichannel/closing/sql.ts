import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { OpenMatter } from './domain.ts';

export interface Closing {
  readonly at: Date;
  readonly actorName: string;
  readonly leftOpen: readonly OpenMatter[];
  readonly reason: string | null;
}

/** How a shop's day was closed; null: it is still open. */
export async function selectClosing(
  read: Read,
  locationId: string,
  businessDay: string,
): Promise<Closing | null> {
  const { rows } = await read.sql.raw<{ rows: Closing[] }>(
    `select closed_at as at, actor_name as "actorName", left_open as "leftOpen", reason
     from oc_day_closing where location_id = :locationId and business_day = :businessDay`,
    { locationId, businessDay },
  );
  return rows[0] ?? null;
}

/** True when this call closed the day: of two who close together, one does. */
export async function insertClosing(
  tx: Tx,
  closing: {
    readonly locationId: string;
    readonly businessDay: string;
    readonly leftOpen: readonly OpenMatter[];
    readonly reason: string | null;
  },
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `insert into oc_day_closing
       (location_id, business_day, closed_at, actor_id, actor_name, left_open, reason)
     values (:locationId, :businessDay, :now, :actorId, :actorName, :leftOpen, :reason)
     on conflict do nothing returning 1`,
    {
      ...closing,
      leftOpen: JSON.stringify(closing.leftOpen),
      now: tx.now,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
    },
  );
  return rows.length > 0;
}
