import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Spot, StockDocument, StockLevel } from '../../stock/domain/level.ts';
import { LEVEL_COLUMNS } from '../../stock/sql/levels.ts';
import type { Hold } from '../domain/hold.ts';

const HOLD_COLUMNS = `
  hold.id as "holdId", hold.kind, hold.owner_id as "ownerId", hold.owner_line_id as "ownerLineId",
  hold.location_id as "locationId", hold.item_id as "itemId", hold.quantity, hold.state,
  hold.until, hold.shelf, hold.version, hold.placed_at as "placedAt",
  hold.document_kind as "documentKind", hold.document_id as "documentId"`;

/** A hold with what is asked about it when it ends or is shown. */
export interface StoredHold extends Hold {
  readonly placedAt: Date;
  readonly documentKind: string | null;
  readonly documentId: string | null;
}

/** Holds as they are now. Item and location of a hold never change, so they may be used to lock. */
export async function selectHolds(read: Read, holdIds: readonly string[]): Promise<StoredHold[]> {
  const { rows } = await read.sql.raw<{ rows: StoredHold[] }>(
    `select ${HOLD_COLUMNS} from ss_hold as hold where hold.id = any(:holdIds::uuid[])`,
    { holdIds },
  );
  return rows;
}

/** Ends those of the holds that are still live: whoever comes second ends nothing. */
export async function endHolds(
  tx: Tx,
  holdIds: readonly string[],
  state: 'released' | 'moved' | 'expired',
  because: string,
): Promise<StoredHold[]> {
  const { rows } = await tx.sql.raw<{ rows: StoredHold[] }>(
    `
    update ss_hold as hold
    set state = :state, ended_at = :now, ended_because = :because, version = hold.version + 1
    where hold.id = any(:holdIds::uuid[]) and hold.state in ('active', 'set-aside')
    returning ${HOLD_COLUMNS}`,
    { holdIds, state, because, now: tx.now },
  );
  return rows;
}

/** Ends live holds as fulfilled by a document. */
export async function consumeLiveHolds(
  tx: Tx,
  lines: readonly { readonly holdId: string; readonly quantity: number }[],
  document: StockDocument,
): Promise<StoredHold[]> {
  const { rows } = await tx.sql.raw<{ rows: StoredHold[] }>(
    `
    update ss_hold as hold
    set state = 'consumed', consumed = l.quantity, ended_at = :now, ended_because = 'handed-over',
        document_kind = :documentKind, document_id = :documentId, version = hold.version + 1
    from jsonb_to_recordset(:lines::jsonb) as l ("holdId" uuid, quantity integer)
    where hold.id = l."holdId" and hold.state in ('active', 'set-aside')
    returning ${HOLD_COLUMNS}`,
    {
      lines: JSON.stringify(lines),
      documentKind: document.kind,
      documentId: document.id,
      now: tx.now,
    },
  );
  return rows;
}

/** A hold of pieces that another hold has just given up. */
export interface ContinuedHold {
  readonly holdId: string;
  /** The hold it goes on from: same location, same item, promised since the same moment. */
  readonly continues: string;
  readonly kind: Hold['kind'];
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly quantity: number;
  readonly until: Date | null;
  readonly setAside: boolean;
}

/** Writes holds that go on from others; their levels are locked. */
export async function insertHolds(tx: Tx, holds: readonly ContinuedHold[]): Promise<void> {
  await tx.sql.raw(
    `
    insert into ss_hold (
      id, location_id, item_id, kind, owner_id, owner_line_id, quantity, state, until, shelf,
      placed_at)
    select h."holdId", before.location_id, before.item_id, h.kind, h."ownerId", h."ownerLineId",
      h.quantity, case when h."setAside" then 'set-aside' else 'active' end, h.until, before.shelf,
      before.placed_at
    from jsonb_to_recordset(:holds::jsonb) as h (
      "holdId" uuid, "continues" uuid, kind text, "ownerId" text, "ownerLineId" text,
      quantity integer, until timestamptz, "setAside" boolean)
    join ss_hold as before on before.id = h."continues"`,
    { holds: JSON.stringify(holds) },
  );
}

/** Writes holds of pieces that have just come in; their levels are locked. */
export async function insertArrivedHolds(
  tx: Tx,
  holds: readonly (Spot & Omit<ContinuedHold, 'continues' | 'setAside'>)[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into ss_hold (
      id, location_id, item_id, kind, owner_id, owner_line_id, quantity, until, placed_at)
    select h."holdId", h."locationId", h."itemId", h.kind, h."ownerId", h."ownerLineId", h.quantity,
      h.until, :now
    from jsonb_to_recordset(:holds::jsonb) as h (
      "holdId" uuid, "locationId" text, "itemId" uuid, kind text, "ownerId" text,
      "ownerLineId" text, quantity integer, until timestamptz)`,
    { holds: JSON.stringify(holds), now: tx.now },
  );
}

/**
 * Ends the overdue holds on levels whose lock the caller has: they no longer count when somebody
 * needs the pieces, whether or not the sweep has come by.
 */
export async function expireOverdueOn(tx: Tx, spots: readonly Spot[]): Promise<StoredHold[]> {
  const { rows } = await tx.sql.raw<{ rows: StoredHold[] }>(
    `
    update ss_hold as hold
    set state = 'expired', ended_at = :now, ended_because = 'overdue', version = hold.version + 1
    from jsonb_to_recordset(:spots::jsonb) as s ("locationId" text, "itemId" uuid)
    where hold.location_id = s."locationId" and hold.item_id = s."itemId"
      and hold.state in ('active', 'set-aside') and hold.until <= :now
    returning ${HOLD_COLUMNS}`,
    { spots: JSON.stringify(spots), now: tx.now },
  );
  return rows;
}

/** Levels with overdue holds whose lock is free now; the others are left for the next sweep. */
export async function lockOverdueLevels(tx: Tx, limit: number): Promise<StockLevel[]> {
  const { rows } = await tx.sql.raw<{ rows: StockLevel[] }>(
    `
    with due as (
      select distinct location_id, item_id
      from (
        select location_id, item_id from ss_hold
        where state in ('active', 'set-aside') and until <= :now
        order by until limit :limit) as overdue
    )
    select ${LEVEL_COLUMNS}
    from ss_stock_level as level join due using (location_id, item_id)
    where level.condition = 'sellable'
    order by level.location_id, level.item_id
    for no key update of level skip locked`,
    { now: tx.now, limit },
  );
  return rows;
}

export async function setAside(
  tx: Tx,
  holdIds: readonly string[],
  shelf: string,
): Promise<StoredHold[]> {
  const { rows } = await tx.sql.raw<{ rows: StoredHold[] }>(
    `
    update ss_hold as hold set state = 'set-aside', shelf = :shelf, version = hold.version + 1
    where hold.id = any(:holdIds::uuid[]) and hold.state in ('active', 'set-aside')
    returning ${HOLD_COLUMNS}`,
    { holdIds, shelf },
  );
  return rows;
}

export async function changeUntil(
  tx: Tx,
  holdIds: readonly string[],
  until: Date | null,
): Promise<StoredHold[]> {
  const { rows } = await tx.sql.raw<{ rows: StoredHold[] }>(
    `
    update ss_hold as hold set until = :until, version = hold.version + 1
    where hold.id = any(:holdIds::uuid[]) and hold.state in ('active', 'set-aside')
    returning ${HOLD_COLUMNS}`,
    { holdIds, until },
  );
  return rows;
}

/** The live holds of a level, oldest first. */
export async function selectLiveHoldsOn(
  read: Read,
  { locationId, itemId }: Spot,
): Promise<StoredHold[]> {
  const { rows } = await read.sql.raw<{ rows: StoredHold[] }>(
    `
    select ${HOLD_COLUMNS} from ss_hold as hold
    where hold.location_id = :locationId and hold.item_id = :itemId
      and hold.state in ('active', 'set-aside')
    order by hold.placed_at, hold.id`,
    { locationId, itemId },
  );
  return rows;
}

/** The holds that stood on a level at a moment. */
export async function selectHoldsAsOf(
  read: Read,
  { locationId, itemId }: Spot,
  asOf: Date,
): Promise<StoredHold[]> {
  const { rows } = await read.sql.raw<{ rows: StoredHold[] }>(
    `
    select ${HOLD_COLUMNS} from ss_hold as hold
    where hold.location_id = :locationId and hold.item_id = :itemId
      and hold.placed_at <= :asOf and (hold.ended_at is null or hold.ended_at > :asOf)
    order by hold.placed_at, hold.id
    limit 500`,
    { locationId, itemId, asOf },
  );
  return rows;
}
