import type { Tx } from '../../../server/db/transaction.ts';

/**
 * Takes the orders a reminder is due for, and notes that it is written. A customer who missed several
 * days (the server was down) gets one letter, not all of them.
 */
export async function takeDueReminders(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `
    with due as (
      select o.id, passed.days
      from oc_order as o
      cross join lateral (
        select reminder_days from oc_pickup_policy as p
        where p.location_id = o.location_id or p.location_id is null
        order by p.location_id nulls last limit 1
      ) as policy
      cross join lateral (
        select count(*)::smallint as days from unnest(policy.reminder_days) as r (day)
        where o.ready_at + make_interval(days => r.day) <= :now
      ) as passed
      where o.state = 'ready' and o.notified_at is not null and o.collect_by > :now
        and passed.days > o.reminders_written
      order by o.ready_at limit :limit
      for no key update of o skip locked
    )
    update oc_order as o set reminders_written = due.days from due where o.id = due.id
    returning o.id`,
    { now: tx.now, limit },
  );
  return rows.map(({ id }) => id);
}
