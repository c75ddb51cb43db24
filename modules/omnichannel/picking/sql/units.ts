import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { FrozenUnit } from '../../orders/domain/shares.ts';
import type { Unit } from '../../orders/sql/units.ts';

/** These open pieces were not found: no promise stands for them any more. */
export async function markShort(
  tx: Tx,
  units: readonly Pick<Unit, 'lineId' | 'unit'>[],
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_order_unit as u set short = true
     from jsonb_to_recordset(:units::jsonb) as c ("lineId" uuid, unit smallint)
     where u.line_id = c."lineId" and u.unit = c.unit and u.fate = 'open' and not u.short
     returning 1`,
    { units: JSON.stringify(units) },
  );
  if (rows.length !== units.length) throw new Error('a piece was reported twice');
}

export interface MissingUnit {
  readonly unit: number;
  readonly paidMinor: number;
  readonly shippingMinor: number;
}

/** The missing pieces of a line, with what their places cost. */
export async function selectMissing(read: Read, lineId: string): Promise<MissingUnit[]> {
  const { rows } = await read.sql.raw<{ rows: MissingUnit[] }>(
    `select unit, paid_minor as "paidMinor", shipping_minor as "shippingMinor"
     from oc_order_unit where line_id = :lineId and fate = 'open' and short order by unit`,
    { lineId },
  );
  return rows;
}

export interface AddedLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly externalLineId: string;
  readonly inPlaceOf: string;
  readonly itemId: string;
  readonly gtin: string;
  readonly unitPriceMinor: number;
  readonly vatRate: number;
  readonly state: string;
  readonly reason: string;
  readonly units: readonly (FrozenUnit & { readonly holdId: string })[];
}

/** A line that comes to an order later, with its pieces and the sums of the order that grow by it. */
export async function insertAddedLine(tx: Tx, line: AddedLine): Promise<void> {
  const { units, reason, ...row } = line;
  await tx.sql.raw(
    `
    insert into oc_order_line (id, order_id, place, external_line_id, item_id, gtin, quantity,
      unit_price_minor, vat_rate, state, in_place_of)
    select :lineId, :orderId, max(place) + 1, :externalLineId, :itemId, :gtin, :quantity,
      :unitPriceMinor, :vatRate, :state, :inPlaceOf
    from oc_order_line where order_id = :orderId`,
    { ...row, quantity: units.length },
  );
  await tx.sql.raw(
    `
    with units as (
      select * from jsonb_to_recordset(:units::jsonb) as u (
        unit smallint, "holdId" uuid, "priceMinor" bigint, "discountShares" bigint[],
        "discountMinor" bigint, "shippingMinor" bigint, "paidMinor" bigint, "vatMinor" bigint)
    ), pieces as (
      insert into oc_order_unit (line_id, unit, order_id, hold_id, price_minor, discount_shares,
        discount_minor, shipping_minor, paid_minor, vat_minor)
      select :lineId, unit, :orderId, "holdId", "priceMinor", "discountShares", "discountMinor",
        "shippingMinor", "paidMinor", "vatMinor" from units
    ), discount as (
      insert into oc_order_discount (line_id, place, reason, amount_minor)
      select :lineId, 1, :reason, sum("discountMinor") from units having sum("discountMinor") > 0
    )
    update oc_order set
      goods_minor = goods_minor + (select sum("priceMinor") from units),
      discount_minor = discount_minor + (select sum("discountMinor") from units),
      shipping_minor = shipping_minor + (select sum("shippingMinor") from units),
      total_minor = total_minor + (select sum("paidMinor") from units)
    where id = :orderId`,
    {
      lineId: line.lineId,
      orderId: line.orderId,
      reason,
      units: JSON.stringify(units),
    },
  );
}

/** How many pieces of an item lie in bags or on pickup shelves of a shop. */
export async function selectPiecesInHand(
  read: Read,
  { locationId, itemId }: { readonly locationId: string; readonly itemId: string },
): Promise<number> {
  const { rows } = await read.sql.raw<{ rows: { pieces: number }[] }>(
    `
    select coalesce(sum(pieces), 0)::integer as pieces
    from (
      select l.picked as pieces
      from oc_order as o join oc_order_line as l on l.order_id = o.id
      where o.location_id = :locationId and l.item_id = :itemId
        and o.state in ('placed', 'acknowledged', 'picking', 'short', 'picked', 'staged', 'ready')
      union all
      select l.to_put_back
      from oc_order_line as l join oc_order as o on o.id = l.order_id
      where l.to_put_back > 0 and l.item_id = :itemId and o.location_id = :locationId
    ) as in_hand`,
    { locationId, itemId },
  );
  return rows[0]!.pieces;
}
