import { prepared } from '../../../../server/db/prepared.ts';
import { textArray } from '../../../../server/db/text-array.ts';
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
  /** Reads and locks the sellable levels of the spots. */
  readonly lock: string;
  /** Raises what is held and writes the holds; answers with the levels it raised. */
  readonly promise: string;
}

export const PROMISE_STATEMENTS: PromiseStatements = {
  // The order is what keeps two baskets that share items from waiting for each other in a circle.
  lock: `
    select ${LEVEL_COLUMNS}
    from unnest(:locationIds::text[], :itemIds::uuid[]) as s ("locationId", "itemId")
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
      from unnest(:locationIds::text[], :itemIds::uuid[], :quantities::integer[])
        as p ("locationId", "itemId", quantity)
      where level.location_id = p."locationId" and level.item_id = p."itemId"
        and level.condition = 'sellable'
        and level.on_hand - level.held - level.safety >= p.quantity
      returning ${LEVEL_COLUMNS}
    ), placed as (
      insert into ss_hold (
        id, location_id, item_id, kind, owner_id, owner_line_id, quantity, until, placed_at)
      select h."holdId", h."locationId", h."itemId", h.kind, h."ownerId", h."ownerLineId",
        h.quantity, h.until, :now
      from unnest(:holdIds::uuid[], :heldAt::text[], :heldItems::uuid[], :kinds::text[],
        :ownerIds::text[], :ownerLineIds::text[], :heldQuantities::integer[],
        :untils::timestamptz[])
        as h ("holdId", "locationId", "itemId", kind, "ownerId", "ownerLineId", quantity, until)
    )
    select * from raised`,
};

export async function lockSellable(
  tx: Tx,
  spots: readonly Spot[],
  statements: PromiseStatements,
): Promise<StockLevel[]> {
  return prepared(tx.sql, statements.lock, {
    ...spotColumns(spots),
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
    ...spotColumns(promised),
    quantities: textArray(promised.map(({ quantity }) => String(quantity))),
    holdIds: textArray(holds.map(({ holdId }) => holdId)),
    heldAt: textArray(holds.map(({ locationId }) => locationId)),
    heldItems: textArray(holds.map(({ itemId }) => itemId)),
    kinds: textArray(holds.map(({ kind }) => kind)),
    ownerIds: textArray(holds.map(({ ownerId }) => ownerId)),
    ownerLineIds: textArray(holds.map(({ ownerLineId }) => ownerLineId)),
    heldQuantities: textArray(holds.map(({ quantity }) => String(quantity))),
    untils: textArray(holds.map(({ until }) => until?.toISOString() ?? null)),
    now: tx.now,
  });
}

function spotColumns(spots: readonly Spot[]) {
  return {
    locationIds: textArray(spots.map(({ locationId }) => locationId)),
    itemIds: textArray(spots.map(({ itemId }) => itemId)),
  };
}
