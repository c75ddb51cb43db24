import { prepared } from '../../../../server/db/prepared.ts';
import type { Tx } from '../../../../server/db/transaction.ts';
import type { Spot, StockLevel } from '../../stock/domain/level.ts';
import { LEVEL_COLUMNS } from '../../stock/sql/levels.ts';
import type { HoldKind } from '../domain/hold.ts';

/** A hold about to be written. */
export interface NewHold extends Spot {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly quantity: number;
  readonly until: Date | null;
}

/**
 * The statements that promise stock, in one object, so that a test can put a faulty one in the place
 * of each and see that the harness notices.
 */
export interface PromiseStatements {
  /** Reads and locks the sellable levels of `:spots`. */
  readonly lock: string;
  /** Raises what is held by `:promised` and writes `:holds`; answers with the levels it raised. */
  readonly promise: string;
}

export const PROMISE_STATEMENTS: PromiseStatements = {
  // The order is what keeps two baskets that share items from waiting for each other in a circle.
  lock: `
    select ${LEVEL_COLUMNS}
    from jsonb_to_recordset(:spots::jsonb) as s ("locationId" text, "itemId" uuid)
    join ss_stock_level as level
      on level.location_id = s."locationId" and level.item_id = s."itemId"
      and level.condition = 'sellable'
    order by level.location_id, level.item_id
    for no key update of level`,
  // Decided under the lock, and guarded again here: a decision made without it would raise fewer levels.
  promise: `
    with raised as (
      update ss_stock_level as level
      set held = level.held + p.quantity, version = level.version + 1
      from jsonb_to_recordset(:promised::jsonb) as p (
        "locationId" text, "itemId" uuid, quantity integer)
      where level.location_id = p."locationId" and level.item_id = p."itemId"
        and level.condition = 'sellable'
        and level.on_hand - level.held - level.safety >= p.quantity
      returning ${LEVEL_COLUMNS}
    ), placed as (
      insert into ss_hold (
        id, location_id, item_id, kind, owner_id, owner_line_id, quantity, until, placed_at)
      select h."holdId", h."locationId", h."itemId", h.kind, h."ownerId", h."ownerLineId",
        h.quantity, h.until, :now
      from jsonb_to_recordset(:holds::jsonb) as h (
        "holdId" uuid, "locationId" text, "itemId" uuid, kind text, "ownerId" text,
        "ownerLineId" text, quantity integer, until timestamptz)
    )
    select * from raised`,
};

export async function lockSellable(
  tx: Tx,
  spots: readonly Spot[],
  statements: PromiseStatements,
): Promise<StockLevel[]> {
  return prepared(tx.sql, statements.lock, {
    spots: JSON.stringify(spots),
  });
}

/** One statement for every level and every hold of the batch. */
export async function writePromises(
  tx: Tx,
  promised: readonly (Spot & { readonly quantity: number })[],
  holds: readonly NewHold[],
  statements: PromiseStatements,
): Promise<StockLevel[]> {
  return prepared(tx.sql, statements.promise, {
    promised: JSON.stringify(promised),
    holds: JSON.stringify(holds),
    now: tx.now,
  });
}
