import type { Read } from '../../../../server/db/transaction.ts';

interface Spot {
  readonly locationId: string;
  readonly itemId: string;
}

/** Open orders of a shop that wait for pieces of an item, or were in doubt about some. */
export async function selectConcerned(read: Read, spot: Spot): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `select distinct o.id
     from oc_order as o join oc_order_line as l on l.order_id = o.id
     where o.location_id = :locationId and l.item_id = :itemId
       and o.state in ('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready')
     order by o.id`,
    { ...spot },
  );
  return rows.map(({ id }) => id);
}

/**
 * Which of these orders still have to take a piece that is in doubt: its promise lacks the piece, or
 * somebody did not find pieces of this level and nobody has counted since.
 */
export async function selectInDoubt(
  read: Read,
  orderIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `
    select distinct o.id
    from oc_order as o
    join oc_order_line as l on l.order_id = o.id
    where o.id = any (:orderIds::uuid[])
      and o.state in ('placed', 'acknowledged', 'picking', 'short')
      and l.picked + l.short < l.quantity - l.collected - l.refused - l.no_show - l.cancelled
      and (exists (
          select from ss_open_recount as r
          where r.location_id = o.location_id and r.item_id = l.item_id)
        or exists (
          select from ss_open_shortage as s
          join oc_order_unit as u on u.hold_id = s.hold_id
          where s.location_id = o.location_id and u.line_id = l.id and u.fate = 'open'))`,
    { orderIds },
  );
  return new Set(rows.map(({ id }) => id));
}

/** Orders this picker walked for that were cancelled meanwhile, and that wanted the item. */
export async function selectCancelledMeanwhile(
  read: Read,
  asked: {
    readonly locationId: string;
    readonly pickerId: string;
    readonly itemId: string;
    readonly since: Date;
  },
): Promise<{ readonly number: number; readonly name: string; readonly surname: string } | null> {
  const { rows } = await read.sql.raw<{
    rows: { number: number; name: string; surname: string }[];
  }>(
    `select o.number, o.contact_name as name, o.contact_surname as surname
     from oc_order as o join oc_order_line as l on l.order_id = o.id
     where o.location_id = :locationId and o.picker_id = :pickerId and o.state = 'cancelled'
       and o.ended_at >= :since and l.item_id = :itemId
     order by o.ended_at desc limit 1`,
    { ...asked },
  );
  return rows[0] ?? null;
}
