import { constraintMeans } from '../../../server/db/errors.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { LevelKey, StockLevel } from './domain/level.ts';
import { insertLevels, lockLevels, selectMissingLevels } from './sql/levels.ts';
import { stylesOf } from './styles.ts';

constraintMeans('ss_stock_level_location_fkey', notFound, {
  what: { it: 'l’ubicazione', en: 'the location' },
});

/**
 * Locks levels for a change, making those that do not exist yet. Made before anything is locked, so
 * that locks are still taken in one order. Refuses items that the catalogue does not have.
 */
export async function openLevels(
  tx: Tx,
  keys: readonly LevelKey[],
): Promise<Map<string, StockLevel>> {
  const missing = await selectMissingLevels(tx, keys);
  if (missing.length > 0) {
    const styles = await stylesOf(
      tx,
      missing.map(({ itemId }) => itemId),
    );
    await insertLevels(
      tx,
      missing.map((key) => ({ ...key, styleId: styles.get(key.itemId)! })),
    );
  }
  return lockLevels(tx, keys);
}
