import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Language } from '../../../server/kernel/text.ts';
import type { Policies } from '../orders/sql/policies.ts';

export type LetterAbout =
  | 'placed'
  | 'cancelled'
  | 'moved'
  | 'extended'
  | 'delayed'
  | 'refused'
  | 'shipping-chosen'
  | 'shipping-undone'
  | 'shipped'
  | 'not-collected';

/**
 * A letter is to be written about the order; one that was waiting is overtaken by this news. Only the
 * first letter is not overtaken by a move or a delay: it tells where and by when anyway.
 */
export async function letterDue(
  tx: Tx,
  orderId: string,
  about: LetterAbout,
  dueAt: Date = tx.now,
): Promise<void> {
  await tx.sql.raw(
    `insert into oc_letter_due (order_id, about, due_at) values (:orderId, :about, :dueAt)
     on conflict (order_id) do update set due_at = excluded.due_at,
       about = case when oc_letter_due.about = 'placed' and excluded.about in ('moved', 'delayed')
         then 'placed' else excluded.about end`,
    { orderId, about, dueAt },
  );
}

/** The customer came after all: nobody is told that they did not. */
export async function withdrawNotCollectedLetter(tx: Tx, orderId: string): Promise<void> {
  await tx.sql.raw(
    `delete from oc_letter_due where order_id = :orderId and about = 'not-collected'`,
    { orderId },
  );
}

/** The news of a delay is none any more. */
export async function withdrawDelayLetter(tx: Tx, orderId: string): Promise<void> {
  await tx.sql.raw(`delete from oc_letter_due where order_id = :orderId and about = 'delayed'`, {
    orderId,
  });
}

/** Takes letters that are due; those another process is writing are passed over. */
export async function takeLettersDue(
  tx: Tx,
  limit: number,
): Promise<{ readonly orderId: string; readonly about: LetterAbout }[]> {
  const { rows } = await tx.sql.raw<{ rows: { orderId: string; about: LetterAbout }[] }>(
    `delete from oc_letter_due where order_id in (
       select order_id from oc_letter_due where due_at <= :now
       order by due_at limit :limit for update skip locked)
     returning order_id as "orderId", about`,
    { now: tx.now, limit },
  );
  return rows;
}

/** Whom to write to about an order, and in which language. */
export interface Addressee {
  readonly email: string;
  readonly language: Language;
}

/** The addressees of orders, by order; who left no address is not among them. */
export async function selectAddressees(
  read: Read,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Addressee>> {
  const { rows } = await read.sql.raw<{ rows: (Addressee & { orderId: string })[] }>(
    `select id as "orderId", contact_email as email, language from oc_order
     where id = any (:orderIds::uuid[]) and contact_email is not null`,
    { orderIds },
  );
  return new Map(rows.map(({ orderId, email, language }) => [orderId, { email, language }]));
}

/**
 * Takes the orders a reminder is due for, and notes that it is written. A customer who missed several
 * days (the server was down) gets one letter, not all of them.
 */
export async function takeDueReminders(
  tx: Tx,
  { chain, own }: Policies['pickups'],
  limit: number,
): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `
    with due as (
      select o.id, passed.days
      from oc_order as o
      left join jsonb_to_recordset(:own::jsonb) as own ("locationId" text, days integer[])
        on own."locationId" = o.location_id
      cross join lateral (
        select (count(*) filter (where o.ready_at + make_interval(days => r.day) <= :now)
          -- Who asked for longer is reminded once more, on the day before the new last one.
          + case when o.extended_at is not null and o.collect_by - interval '1 day' <= :now
              then 1 else 0 end)::smallint as days
        from unnest(coalesce(own.days, :chain::integer[])) as r (day)
      ) as passed
      where o.state = 'ready' and o.notified_at is not null and o.collect_by > :now
        and passed.days > o.reminders_written
      order by o.ready_at limit :limit
      for no key update of o skip locked
    )
    update oc_order as o set reminders_written = due.days from due where o.id = due.id
    returning o.id`,
    {
      now: tx.now,
      limit,
      chain: [...chain.reminderDays],
      own: JSON.stringify(
        [...own].map(([locationId, { reminderDays }]) => ({ locationId, days: reminderDays })),
      ),
    },
  );
  return rows.map(({ id }) => id);
}
