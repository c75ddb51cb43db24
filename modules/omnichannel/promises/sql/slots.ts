import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Slot } from '../domain/slots.ts';

/** An order that still needs places; `place` is its turn. */
export interface WantedPlaces {
  readonly place: number;
  readonly locationId: string;
  readonly orderId: string;
  readonly weight: number;
}

export interface SlotOfShop extends Slot {
  readonly locationId: string;
}

export interface BookedPlaces {
  readonly orderId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly quantity: number;
  /** False: it was free a moment ago. */
  readonly granted: boolean;
}

/**
 * Books places, first come first served, each order in the earliest slots that have some: one statement
 * for all orders and shops. A slot that somebody else has filled meanwhile grants nothing: who lacks
 * places asks again; nothing in the answer means that nothing was free. The guard stands on the row, and once more as a constraint.
 */
export async function bookPlaces(
  tx: Tx,
  wanted: readonly WantedPlaces[],
  slots: readonly SlotOfShop[],
): Promise<BookedPlaces[]> {
  const { rows } = await tx.sql.raw<{ rows: BookedPlaces[] }>(slotStatements.book, {
    wanted: JSON.stringify(wanted),
    slots: JSON.stringify(slots),
  });
  return rows;
}

/** In one object, so that a test can put a faulty one in its place. */
export const slotStatements = {
  book: `
  with wanted as (
    -- Which stretch of the free places each order takes, when all stand in one row.
    select w.*, sum(w.weight) over (partition by w."locationId" order by w.place) as upto
    from jsonb_to_recordset(:wanted::jsonb) as w (
      place integer, "locationId" text, "orderId" uuid, weight integer)
  ), free as (
    select s."locationId", s."startsAt", s."endsAt", s.places - taken.elsewhere as most,
      greatest(0, s.places - taken.booked) as free,
      sum(greatest(0, s.places - taken.booked))
        over (partition by s."locationId" order by s."startsAt") as upto
    from jsonb_to_recordset(:slots::jsonb) as s (
      "locationId" text, "startsAt" timestamptz, "endsAt" timestamptz, places integer)
    cross join lateral (
      -- Slots had another length yesterday: what begins within this one counts.
      select coalesce(sum(t.booked), 0)::integer as booked,
        coalesce(sum(t.booked) filter (where t.starts_at <> s."startsAt"), 0)::integer as elsewhere
      from oc_slot as t
      where t.location_id = s."locationId"
        and t.starts_at >= s."startsAt" and t.starts_at < s."endsAt"
    ) as taken
  ), asked as (
    select w."orderId", f."locationId", f."startsAt", f."endsAt", f.most,
      (least(w.upto, f.upto) - greatest(w.upto - w.weight, f.upto - f.free))::integer as quantity
    from wanted as w
    join free as f on f."locationId" = w."locationId" and f.free > 0
      and w.upto - w.weight < f.upto and f.upto - f.free < w.upto
  ), granted as (
    insert into oc_slot as kept (location_id, starts_at, booked, places)
    select "locationId", "startsAt", sum(quantity)::integer, most
    from asked group by 1, 2, most order by 1, 2
    on conflict (location_id, starts_at) do update
      set booked = kept.booked + excluded.booked, places = excluded.places
      where kept.booked + excluded.booked <= excluded.places
    returning location_id, starts_at
  ), noted as (
    insert into oc_slot_booking as kept (order_id, location_id, starts_at, ends_at, quantity)
    select a."orderId", a."locationId", a."startsAt", a."endsAt", a.quantity
    from asked as a
    join granted as g on g.location_id = a."locationId" and g.starts_at = a."startsAt"
    on conflict (order_id, location_id, starts_at) do update
      set quantity = kept.quantity + excluded.quantity
  )
  select a."orderId", a."startsAt", a."endsAt", a.quantity, g.starts_at is not null as granted
  from asked as a
  left join granted as g on g.location_id = a."locationId" and g.starts_at = a."startsAt"
  order by a."startsAt"`,
};

/** Gives back the places of an order, except those in the shop it has moved to. */
export async function giveBackPlaces(
  tx: Tx,
  orderId: string,
  exceptAt: string | null,
): Promise<void> {
  await tx.sql.raw(
    `
    with theirs as (
      select t.location_id, t.starts_at, b.quantity
      from oc_slot_booking as b join oc_slot as t using (location_id, starts_at)
      where b.order_id = :orderId and b.location_id is distinct from :exceptAt
      order by t.location_id, t.starts_at for no key update of t
    ), gone as (
      delete from oc_slot_booking as b using theirs as x
      where b.order_id = :orderId and b.location_id = x.location_id and b.starts_at = x.starts_at
      returning b.location_id, b.starts_at, b.quantity
    )
    update oc_slot as t set booked = t.booked - gone.quantity
    from gone where t.location_id = gone.location_id and t.starts_at = gone.starts_at`,
    { orderId, exceptAt },
  );
}

/** The places an order has, its earliest first; those that are only kept for a while are not among them. */
export async function selectPlaces(
  read: Read,
  orderId: string,
): Promise<{ readonly startsAt: Date; readonly quantity: number }[]> {
  const { rows } = await read.sql.raw<{ rows: { startsAt: Date; quantity: number }[] }>(
    `select starts_at as "startsAt", quantity from oc_slot_booking
     where order_id = :orderId and kept_until is null order by starts_at`,
    { orderId },
  );
  return rows;
}

/** The places an order has are given back then, unless {@link takePlacesBack} comes first. */
export async function keepPlacesUntil(tx: Tx, orderId: string, until: Date): Promise<void> {
  await tx.sql.raw(
    `update oc_slot_booking set kept_until = :until where order_id = :orderId and kept_until is null`,
    { orderId, until },
  );
}

/** The places that were kept are the order's again; those it got since are given back. */
export async function takePlacesBack(tx: Tx, orderId: string): Promise<void> {
  await endBookings(
    tx,
    `order_id = :orderId and kept_until is null
    and exists (select from oc_slot_booking where order_id = :orderId and kept_until is not null)`,
    {
      orderId,
    },
  );
  await tx.sql.raw(
    'update oc_slot_booking set kept_until = null where order_id = :orderId and kept_until is not null',
    { orderId },
  );
}

/** Gives back what an order no longer needs to keep. */
export async function giveBackKept(tx: Tx, orderId: string): Promise<void> {
  await endBookings(tx, 'order_id = :orderId and kept_until is not null', { orderId });
}

/** Gives back the places of which the time to take the delay back is over; how many. */
export async function giveBackOverdue(tx: Tx, limit: number): Promise<number> {
  return endBookings(
    tx,
    `(order_id, location_id, starts_at) in (
      select order_id, location_id, starts_at from oc_slot_booking
      where kept_until <= :now order by kept_until limit :limit for update skip locked)`,
    { now: tx.now, limit },
  );
}

/** Ends bookings and lowers their slots by them; slots are locked by shop and time, like everywhere. */
async function endBookings(tx: Tx, which: string, given: object): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `
    with theirs as materialized (
      select order_id, location_id, starts_at, quantity from oc_slot_booking where ${which}
    ), locked as materialized (
      select t.location_id, t.starts_at from oc_slot as t
      where (t.location_id, t.starts_at) in (select location_id, starts_at from theirs)
      order by t.location_id, t.starts_at for no key update of t
    ), gone as (
      delete from oc_slot_booking as b using theirs as x
      where b.order_id = x.order_id and b.location_id = x.location_id
        and b.starts_at = x.starts_at and (select count(*) from locked) >= 0
      returning b.location_id, b.starts_at, b.quantity
    ), freed as (
      select location_id, starts_at, sum(quantity)::integer as quantity from gone group by 1, 2
    )
    update oc_slot as t set booked = t.booked - freed.quantity
    from freed where t.location_id = freed.location_id and t.starts_at = freed.starts_at
    returning 1`,
    { ...given },
  );
  return rows.length;
}

/** How many places of some slots are free now. */
export async function selectFree(
  read: Read,
  slots: readonly SlotOfShop[],
): Promise<(SlotOfShop & { readonly free: number })[]> {
  if (slots.length === 0) return [];
  const { rows } = await read.sql.raw<{ rows: { nth: number; free: number }[] }>(
    `
    select s.nth::integer as nth, greatest(0, s.places - coalesce((
      select sum(t.booked) from oc_slot as t
      where t.location_id = s."locationId"
        and t.starts_at >= s."startsAt" and t.starts_at < s."endsAt"), 0))::integer as free
    from rows from (jsonb_to_recordset(:slots::jsonb) as (
      "locationId" text, "startsAt" timestamptz, "endsAt" timestamptz, places integer))
      with ordinality as s ("locationId", "startsAt", "endsAt", places, nth)
    order by s.nth`,
    { slots: JSON.stringify(slots) },
  );
  return rows.map(({ nth, free }) => ({ ...slots[nth - 1]!, free }));
}
