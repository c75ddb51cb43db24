import type { Tx } from '../../../../server/db/transaction.ts';
import { newId } from '../../../../server/kernel/ids.ts';

export interface NewPause {
  readonly locationId: string;
  readonly reason: string;
  readonly until: Date | null;
}

/** A shop has one open pause: a second one gives it another reason and end. */
export async function writePause(tx: Tx, { locationId, reason, until }: NewPause): Promise<void> {
  await tx.sql.raw(
    `insert into oc_pickup_pause as p
       (id, location_id, reason, paused_at, until_at, actor_id, actor_name)
     values (:id, :locationId, :reason, :now, :until, :actorId, :actorName)
     on conflict (location_id) where ended_at is null do update
       set reason = excluded.reason, until_at = excluded.until_at, actor_id = excluded.actor_id,
         actor_name = excluded.actor_name`,
    {
      id: newId(),
      locationId,
      reason,
      until,
      now: tx.now,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
    },
  );
}

/** True when there was one to end. */
export async function endPause(tx: Tx, locationId: string): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_pickup_pause set ended_at = :now, ended_by = :actorId
     where location_id = :locationId and ended_at is null returning 1`,
    { locationId, now: tx.now, actorId: tx.actor.id },
  );
  return rows.length > 0;
}

/** Ends the pauses whose time is over; gives back their shops. */
export async function endOverduePauses(tx: Tx): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { locationId: string }[] }>(
    `update oc_pickup_pause set ended_at = until_at, ended_by = :actorId
     where id in (select id from oc_pickup_pause
       where ended_at is null and until_at <= :now for update skip locked)
     returning location_id as "locationId"`,
    { now: tx.now, actorId: tx.actor.id },
  );
  return rows.map(({ locationId }) => locationId);
}
