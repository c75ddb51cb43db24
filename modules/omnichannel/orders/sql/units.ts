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

/** The cancelled pieces of a line are in their place again; answers with their promises. */
export async function unitsPutBack(tx: Tx, lineId: string): Promise<string[]> {
  const { rows } = await tx.sql.raw<{ rows: { holdId: string }[] }>(
    `update oc_order_unit set to_put_back = false
     where line_id = :lineId and to_put_back returning hold_id as "holdId"`,
    { lineId },
  );
  return rows.map(({ holdId }) => holdId);
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
