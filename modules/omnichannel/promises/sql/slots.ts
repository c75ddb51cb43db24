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
