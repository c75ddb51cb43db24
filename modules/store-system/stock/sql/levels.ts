import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { levelKey, type Condition, type LevelKey, type StockLevel } from '../domain/level.ts';
import type { LedgerLine } from '../domain/posting.ts';

/** A level as it stands in the database, columns renamed. */
export const LEVEL_COLUMNS = `
  level.location_id as "locationId", level.item_id as "itemId", level.style_id as "styleId",
  level.condition,
  level.on_hand as "onHand", level.held, level.safety, level.shortage, level.version,
  level.ledger_version as "ledgerVersion", level.last_counted_at as "lastCountedAt",
  level.last_moved_at as "lastMovedAt"`;

/** Which of these levels do not exist yet. */
export async function selectMissingLevels(tx: Tx, keys: readonly LevelKey[]): Promise<LevelKey[]> {
  const { rows } = await tx.sql.raw<{ rows: LevelKey[] }>(
    `
    select k."locationId", k."itemId", k.condition
    from jsonb_to_recordset(:keys::jsonb) as k ("locationId" text, "itemId" uuid, condition text)
    where not exists (
      select from ss_stock_level as level
      where level.location_id = k."locationId" and level.item_id = k."itemId"
        and level.condition = k.condition)`,
    { keys: JSON.stringify(keys) },
  );
  return rows;
}

/** Makes levels, empty and at version 0, in lock order; those made meanwhile by others are left as they are. */
export async function insertLevels(
  tx: Tx,
  levels: readonly (LevelKey & { readonly styleId: string })[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into ss_stock_level (location_id, item_id, condition, style_id)
    select l."locationId", l."itemId", l.condition, l."styleId"
    from jsonb_to_recordset(:levels::jsonb) as l (
      "locationId" text, "itemId" uuid, condition text, "styleId" uuid)
    order by 1, 2, 3
    on conflict do nothing`,
    { levels: JSON.stringify(levels) },
  );
}

/**
 * Locks levels and reads them as they are under the lock. Every command of the house locks levels
 * with this order and before anything else of theirs: two that share levels wait, and never deadlock.
 * Levels that do not exist are absent from the answer.
 */
export async function lockLevels(
  tx: Tx,
  keys: readonly LevelKey[],
): Promise<Map<string, StockLevel>> {
  const { rows } = await tx.sql.raw<{ rows: StockLevel[] }>(
    `
    select ${LEVEL_COLUMNS}
    from jsonb_to_recordset(:keys::jsonb) as k ("locationId" text, "itemId" uuid, condition text)
    join ss_stock_level as level
      on level.location_id = k."locationId" and level.item_id = k."itemId"
      and level.condition = k.condition
    order by level.location_id, level.item_id, level.condition
    for no key update of level`,
    { keys: JSON.stringify(keys) },
  );
  return new Map(rows.map((level) => [levelKey(level), level]));
}

/**
 * Writes levels and their ledger lines in one statement. The levels are locked by the caller; the
 * version guard would still refuse a level that was decided on without its lock.
 */
export async function writeLevels(
  tx: Tx,
  levels: readonly StockLevel[],
  lines: readonly PreparedLine[],
): Promise<void> {
  const { rows } = await tx.sql.raw<{ rows: { written: number }[] }>(
    `
    with changed as (
      update ss_stock_level as level
      set on_hand = l."onHand", held = l.held, shortage = l.shortage, below_zero = l."onHand" < 0,
          version = l.version, ledger_version = l."ledgerVersion",
          last_counted_at = l."lastCountedAt", last_moved_at = l."lastMovedAt"
      from jsonb_to_recordset(:levels::jsonb) as l (
        "locationId" text, "itemId" uuid, condition text, "onHand" integer, held integer,
        shortage integer, version bigint, "ledgerVersion" bigint,
        "lastCountedAt" timestamptz, "lastMovedAt" timestamptz)
      where level.location_id = l."locationId" and level.item_id = l."itemId"
        and level.condition = l.condition and level.version = l.version - 1
      returning 1
    ), noted as (
      insert into ss_movement (
        id, location_id, item_id, from_place, to_place, quantity, reason_code, document_kind,
        document_id, hold_id, actor_id, occurred_at, business_day, from_version, to_version)
      select m.id, m."locationId", m."itemId", m."from", m."to", m.quantity, m."reasonCode",
        m."documentKind", m."documentId", m."holdId", :actor, m."occurredAt", m."businessDay",
        m."fromVersion", m."toVersion"
      from jsonb_to_recordset(:lines::jsonb) as m (
        id uuid, "locationId" text, "itemId" uuid, "from" text, "to" text, quantity integer,
        "reasonCode" text, "documentKind" text, "documentId" text, "holdId" uuid,
        "occurredAt" timestamptz, "businessDay" date, "fromVersion" bigint, "toVersion" bigint)
    )
    select count(*) as written from changed`,
    { levels: JSON.stringify(levels), lines: JSON.stringify(lines), actor: tx.actor.id },
  );
  if (rows[0]!.written !== levels.length) {
    throw new Error('a stock level changed between its lock and its write');
  }
}

export interface PreparedLine extends LedgerLine {
  readonly id: string;
  readonly documentKind: string;
  readonly documentId: string;
  readonly occurredAt: Date;
  readonly businessDay: string;
}

/** Levels as they are now, unlocked: for looking, never for deciding. */
export async function selectLevels(
  read: Read,
  itemIds: readonly string[],
  locationIds: readonly string[] | null,
  conditions: readonly Condition[],
): Promise<StockLevel[]> {
  const { rows } = await read.sql.raw<{ rows: StockLevel[] }>(
    `
    select ${LEVEL_COLUMNS}
    from ss_stock_level as level
    where level.item_id = any(:itemIds::uuid[])
      and level.condition = any(:conditions::text[])
      and (:locationIds::text[] is null or level.location_id = any(:locationIds::text[]))
    order by level.item_id, level.location_id, level.condition`,
    { itemIds, locationIds, conditions },
  );
  return rows;
}

/**
 * Pieces of these styles that may still be promised, at one location and at all others. Added up here: a
 * page of hits stands on thousands of levels, of which only the sums are shown.
 */
export async function selectAvailableByStyle(
  read: Read,
  styleIds: readonly string[],
  locationId: string | null,
): Promise<ReadonlyMap<string, { readonly here: number; readonly elsewhere: number }>> {
  const rows = await prepared<{ styleId: string; here: number; elsewhere: number }>(
    read.sql,
    `
    select goods.style_id as "styleId",
      coalesce(sum(free.pieces) filter (where free.here), 0) as here,
      coalesce(sum(free.pieces) filter (where not free.here), 0) as elsewhere
    from base_goods as goods cross join lateral (
      select greatest(0, level.on_hand - level.held - level.safety) as pieces,
        level.location_id is not distinct from :locationId::text as here
      from ss_stock_level as level
      where level.item_id = goods.item_id and level.condition = 'sellable') as free
    where goods.style_id = any(:styleIds::uuid[])
    group by goods.style_id`,
    { styleIds: [...styleIds], locationId },
  );
  return new Map(rows.map(({ styleId, here, elsewhere }) => [styleId, { here, elsewhere }]));
}

export interface AvailableAt {
  readonly locationId: string;
  readonly itemId: string;
  /** Pieces of this size and colour that may still be promised. */
  readonly ofItem: number;
  /** Pieces of all sizes and colours of its style. */
  readonly ofStyle: number;
}

/** What these locations have of each item and of its style; where there is no level of it, no row. */
export async function selectAvailableAt(
  read: Read,
  itemIds: readonly string[],
  locationIds: readonly string[],
): Promise<AvailableAt[]> {
  return prepared(
    read.sql,
    `
    select free.location_id as "locationId", wanted.item_id as "itemId",
      coalesce(sum(free.pieces) filter (where sibling.item_id = wanted.item_id), 0) as "ofItem",
      sum(free.pieces) as "ofStyle"
    from base_goods as wanted
    join base_goods as sibling on sibling.style_id = wanted.style_id
    cross join lateral (
      select level.location_id, greatest(0, level.on_hand - level.held - level.safety) as pieces
      from ss_stock_level as level
      where level.item_id = sibling.item_id and level.condition = 'sellable'
        and level.location_id = any(:locationIds::text[])) as free
    where wanted.item_id = any(:itemIds::uuid[])
    group by free.location_id, wanted.item_id`,
    { itemIds: [...itemIds], locationIds: [...locationIds] },
  );
}

/** Sets how many pieces of a level are kept back for the shelf; on lock already taken. */
export async function writeSafety(tx: Tx, key: LevelKey, safety: number): Promise<StockLevel> {
  const { rows } = await tx.sql.raw<{ rows: StockLevel[] }>(
    `
    update ss_stock_level as level set safety = :safety, version = level.version + 1
    where level.location_id = :locationId and level.item_id = :itemId
      and level.condition = :condition
    returning ${LEVEL_COLUMNS}`,
    { ...key, safety },
  );
  return rows[0]!;
}
