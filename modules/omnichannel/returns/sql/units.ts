import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Text } from '../../../../server/kernel/text.ts';
import type { ReturnedUnit } from '../domain/reckoning.ts';
import type { Disposition, Grade, ReturnReason } from '../domain/return.ts';
import { NOT_TAKEN_BACK_LIST } from './not-taken-back.ts';

/** A piece on a file. */
export interface FiledUnit {
  readonly lineId: string;
  readonly unit: number;
  readonly itemId: string;
  readonly reason: ReturnReason;
  readonly grade: Grade | null;
  readonly sealIntact: boolean | null;
  readonly defect: string | null;
  readonly pictureIds: readonly string[];
  readonly disposition: Disposition | null;
  readonly toLocationId: string | null;
  readonly why: Text | null;
  readonly transferId: string | null;
  readonly priceMinor: number;
  readonly goodsMinor: number;
  readonly vatRate: number;
}

const COLUMNS = `u.line_id as "lineId", u.unit, l.item_id as "itemId", u.reason, u.grade,
  u.seal_intact as "sealIntact", u.defect, to_jsonb(u.picture_ids) as "pictureIds", u.disposition,
  u.to_location_id as "toLocationId", u.why, u.transfer_id as "transferId",
  u.price_minor as "priceMinor", u.goods_minor as "goodsMinor", u.vat_rate::float8 as "vatRate"`;

export async function selectFiledUnits(
  read: Read,
  returnIds: readonly string[],
): Promise<ReadonlyMap<string, FiledUnit[]>> {
  const { rows } = await read.sql.raw<{ rows: (FiledUnit & { returnId: string })[] }>(
    `select u.return_id as "returnId", ${COLUMNS}
     from oc_return_unit as u join oc_order_line as l on l.id = u.line_id
     where u.return_id = any (:returnIds::uuid[]) order by l.place, u.unit`,
    { returnIds },
  );
  const byFile = new Map<string, FiledUnit[]>(returnIds.map((id) => [id, []]));
  for (const { returnId, ...unit } of rows) byFile.get(returnId)!.push(unit);
  return byFile;
}

/** A piece of an order that is on a live file. */
export interface UnitOnFile extends ReturnedUnit {
  readonly returnId: string;
  readonly year: number;
  readonly number: number;
  readonly announced: boolean;
  /** Not taken back: it waits here for the customer, whose it is. */
  readonly refused: boolean;
  /** Other pieces are given in its place, or will be once somebody agrees. */
  readonly exchange: boolean;
  /** Taken back: it is ours. */
  readonly accepted: boolean;
  readonly at: Date;
  readonly locationId: string | null;
}

export async function selectUnitsOnFile(read: Read, orderId: string): Promise<UnitOnFile[]> {
  const rows = await prepared<UnitOnFile>(
    read.sql,
    `select f.return_id as "returnId", r.year, r.number, r.goods = 'announced' as announced,
       r.decision in (${NOT_TAKEN_BACK_LIST}) as refused, r.outcome = 'exchange' as exchange,
       r.goods in ('graded', 'disposed') as accepted,
       r.opened_at as at, r.location_id as "locationId", f.reason,
       u.line_id as "lineId", u.unit, u.price_minor as "priceMinor",
       to_jsonb(u.discount_shares) as "discountShares", u.discount_minor as "discountMinor",
       u.shipping_minor as "shippingMinor", u.paid_minor as "paidMinor", u.vat_minor as "vatMinor",
       f.vat_rate::float8 as "vatRate"
     from oc_return_unit as f
     join oc_return as r on r.id = f.return_id
     join oc_order_unit as u on u.line_id = f.line_id and u.unit = f.unit
     where r.order_id = :orderId and f.live order by f.line_id, f.unit`,
    { orderId },
  );
  return rows;
}

/** Puts pieces on a file: only those the customer has; a piece on another live file violates its uniqueness. */
export async function insertUnits(
  tx: Tx,
  returnId: string,
  units: readonly Omit<FiledUnit, 'itemId' | 'transferId'>[],
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `insert into oc_return_unit (return_id, line_id, unit, reason, grade, seal_intact, defect,
       picture_ids, disposition, to_location_id, why, price_minor, goods_minor, vat_rate)
     select :returnId, u."lineId", u.unit, u.reason, u.grade, u."sealIntact", u.defect,
       u."pictureIds", u.disposition, u."toLocationId", u.why, u."priceMinor", u."goodsMinor",
       u."vatRate"
     from jsonb_to_recordset(:units::jsonb) as u (
       "lineId" uuid, unit smallint, reason text, grade text, "sealIntact" boolean, defect text,
       "pictureIds" uuid[], disposition text, "toLocationId" text, why jsonb, "priceMinor" bigint,
       "goodsMinor" bigint, "vatRate" numeric)
     join oc_order_unit as sold
       on sold.line_id = u."lineId" and sold.unit = u.unit and sold.fate = 'collected'
     returning 1`,
    { returnId, units: JSON.stringify(units) },
  );
  if (rows.length !== units.length) throw new Error('a piece that nobody collected cannot return');
}

/** An announced file lets go of its pieces: they come on it, or on another one. */
export async function removeUnits(tx: Tx, returnId: string): Promise<void> {
  await tx.sql.raw(
    `delete from oc_return_unit as u using oc_return as r
     where r.id = u.return_id and r.id = :returnId and r.goods = 'announced'`,
    { returnId },
  );
}

/** The file's pieces are free again: the customer keeps them. */
export async function freeUnits(tx: Tx, returnId: string): Promise<void> {
  await tx.sql.raw(`update oc_return_unit set live = false where return_id = :returnId`, {
    returnId,
  });
}

/** Where inspected pieces go now; the number of those that waited. */
export async function regradeUnits(
  tx: Tx,
  returnId: string,
  units: readonly Pick<
    FiledUnit,
    'lineId' | 'unit' | 'grade' | 'disposition' | 'toLocationId' | 'why' | 'transferId'
  >[],
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_return_unit as u
     set grade = c.grade, disposition = c.disposition, to_location_id = c."toLocationId",
       why = c.why, transfer_id = c."transferId"
     from jsonb_to_recordset(:units::jsonb) as c (
       "lineId" uuid, unit smallint, grade text, disposition text, "toLocationId" text, why jsonb,
       "transferId" uuid)
     where u.return_id = :returnId and u.line_id = c."lineId" and u.unit = c.unit
       and u.disposition = 'inspect'
     returning 1`,
    { returnId, units: JSON.stringify(units) },
  );
  return rows.length;
}

/** The transfer that carries pieces to another place. */
export async function linkTransfer(
  tx: Tx,
  returnId: string,
  toLocationId: string,
  transferId: string,
): Promise<void> {
  await tx.sql.raw(
    `update oc_return_unit set transfer_id = :transferId
     where return_id = :returnId and to_location_id = :toLocationId and transfer_id is null`,
    { returnId, toLocationId, transferId },
  );
}
