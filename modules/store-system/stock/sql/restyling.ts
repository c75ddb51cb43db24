import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { LevelKey, StockLevel } from '../domain/level.ts';
import { LEVEL_COLUMNS } from './levels.ts';

/** An item of which a copy said another style than the catalogue. */
export interface Restyled {
  readonly itemId: string;
  readonly left: string;
  readonly joined: string;
}

/** The levels, in lock order, of items that have come into these styles from another one. */
export async function selectLevelsToRestyle(
  read: Read,
  styleIds: readonly string[],
): Promise<LevelKey[]> {
  const { rows } = await read.sql.raw<{ rows: LevelKey[] }>(
    `
    select level.location_id as "locationId", level.item_id as "itemId", level.condition
    from base_goods as goods join ss_stock_level as level on level.item_id = goods.item_id
    where goods.style_id = any(:styleIds::uuid[]) and level.style_id <> goods.style_id
    order by level.location_id, level.item_id, level.condition`,
    { styleIds: [...styleIds] },
  );
  return rows;
}

/** Gives levels, which the caller has locked, the style that the catalogue says. */
export async function restyleLevels(tx: Tx, keys: readonly LevelKey[]): Promise<StockLevel[]> {
  const { rows } = await tx.sql.raw<{ rows: StockLevel[] }>(
    `
    update ss_stock_level as level set style_id = goods.style_id, version = level.version + 1
    from jsonb_to_recordset(:keys::jsonb) as k ("locationId" text, "itemId" uuid, condition text)
    join base_goods as goods on goods.item_id = k."itemId"
    where level.location_id = k."locationId" and level.item_id = k."itemId"
      and level.condition = k.condition and level.style_id <> goods.style_id
    returning ${LEVEL_COLUMNS}`,
    { keys: JSON.stringify(keys) },
  );
  return rows;
}

/** The same for what is on its way. */
export async function restyleIncoming(tx: Tx, styleIds: readonly string[]): Promise<Restyled[]> {
  return restyleCopies(tx, 'ss_incoming', styleIds);
}

/** The same for the lines of transfers. */
export async function restyleTransferLines(
  tx: Tx,
  styleIds: readonly string[],
): Promise<Restyled[]> {
  return restyleCopies(tx, 'ss_transfer_line', styleIds);
}

async function restyleCopies(
  tx: Tx,
  table: 'ss_incoming' | 'ss_transfer_line',
  styleIds: readonly string[],
): Promise<Restyled[]> {
  const { rows } = await tx.sql.raw<{ rows: Restyled[] }>(
    `
    update ${table} as copy set style_id = wrong.joined
    from (
      select copy.id, copy.style_id as left_style, goods.style_id as joined
      from base_goods as goods join ${table} as copy on copy.item_id = goods.item_id
      where goods.style_id = any(:styleIds::uuid[]) and copy.style_id <> goods.style_id
      order by copy.id for no key update of copy
    ) as wrong
    where copy.id = wrong.id
    returning copy.item_id as "itemId", wrong.left_style as "left", wrong.joined`,
    { styleIds: [...styleIds] },
  );
  return rows;
}
