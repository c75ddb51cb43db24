import type { Tx } from '../../../server/db/transaction.ts';

export interface ShownStock {
  readonly locationId: string;
  readonly itemId: string;
  readonly shown: number;
  readonly levelVersion: number;
}

/**
 * Keeps what the outside is told; true when it is another figure than before. An older version of the
 * level than the one known changes nothing.
 */
export async function keepShown(tx: Tx, stock: ShownStock): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `insert into oc_shown_stock as kept (location_id, item_id, shown, level_version)
     values (:locationId, :itemId, :shown, :levelVersion)
     on conflict (location_id, item_id) do update
       set shown = excluded.shown, level_version = excluded.level_version
       where kept.shown <> excluded.shown and kept.level_version < excluded.level_version
     returning 1`,
    { ...stock },
  );
  return rows.length > 0;
}
