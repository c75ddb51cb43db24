import type { Read, Tx } from '../../../../server/db/transaction.ts';

export type Fate = 'open' | 'collected' | 'refused' | 'no-show' | 'cancelled';

/** One piece of an order: its promise, its price, what became of it. */
export interface Unit {
  readonly lineId: string;
  readonly unit: number;
  readonly holdId: string;
  readonly fate: Fate;
  readonly toPutBack: boolean;
  /** Reported missing: open, and without a promise until it is decided. */
  readonly short: boolean;
  readonly paidMinor: number;
}

/** The pieces of an order, line by line, in the order in which they leave. */
export async function readUnits(read: Read, orderId: string): Promise<Unit[]> {
  const { rows } = await read.sql.raw<{ rows: Unit[] }>(
    `select line_id as "lineId", unit, hold_id as "holdId", fate, to_put_back as "toPutBack", short,
       paid_minor as "paidMinor"
     from oc_order_unit where order_id = :orderId order by line_id, unit`,
    { orderId },
  );
  return rows;
}

/** What became of these pieces, which are open until now. */
export async function settleUnits(
  tx: Tx,
  units: readonly Pick<Unit, 'lineId' | 'unit' | 'fate' | 'toPutBack'>[],
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_order_unit as u set fate = c.fate, short = false, to_put_back = c."toPutBack"
     from jsonb_to_recordset(:units::jsonb) as c (
       "lineId" uuid, unit smallint, fate text, "toPutBack" boolean)
     where u.line_id = c."lineId" and u.unit = c.unit and u.fate = 'open'
     returning 1`,
    { units: JSON.stringify(units) },
  );
  if (rows.length !== units.length) throw new Error('a piece was settled twice');
}

/**
 * So many pieces of a line are in their place again, those nobody can still come for first; answers
 * with their promises.
 */
export async function unitsPutBack(tx: Tx, lineId: string, quantity: number): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { holdId: string }[] }>(
    `update oc_order_unit as u set to_put_back = false
     from (
       select unit from oc_order_unit where line_id = :lineId and to_put_back
       order by (fate = 'no-show'), unit limit :quantity
     ) as back
     where u.line_id = :lineId and u.unit = back.unit
     returning u.hold_id as "holdId"`,
    { lineId, quantity },
  );
  return rows.map(({ holdId }) => holdId);
}

/** Uncollected pieces that are still on the shelf are the customer's again. */
export async function reopenUnits(
  tx: Tx,
  units: readonly Pick<Unit, 'lineId' | 'unit'>[],
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_order_unit as u set fate = 'open', to_put_back = false
     from jsonb_to_recordset(:units::jsonb) as c ("lineId" uuid, unit smallint)
     where u.line_id = c."lineId" and u.unit = c.unit and u.fate = 'no-show' and u.to_put_back
     returning 1`,
    { units: JSON.stringify(units) },
  );
  if (rows.length !== units.length) throw new Error('a piece was put back meanwhile');
}

/** These open pieces are promised anew, somewhere else: none of them is short any more. */
export async function repromiseUnits(
  tx: Tx,
  units: readonly Pick<Unit, 'lineId' | 'unit' | 'holdId'>[],
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_order_unit as u set hold_id = c."holdId", short = false
     from jsonb_to_recordset(:units::jsonb) as c ("lineId" uuid, unit smallint, "holdId" uuid)
     where u.line_id = c."lineId" and u.unit = c.unit and u.fate = 'open'
     returning 1`,
    { units: JSON.stringify(units) },
  );
  if (rows.length !== units.length) throw new Error('a piece that was settled cannot move');
}
