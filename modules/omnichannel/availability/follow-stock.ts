import type { Tx } from '../../../server/db/transaction.ts';
import type { LevelChange, StockCause } from '../../store-system/api.ts';
import { readChannelTitles } from '../orders/sql/policies.ts';
import { MOST_SHOWN, shown } from './domain.ts';
import { availabilityChanged } from './events.ts';
import { keepShown } from './sql.ts';

const TAKES_AWAY: ReadonlySet<StockCause> = new Set(['hold', 'sale', 'handover']);

/** False for changes that cannot change the figure: what takes pieces away and leaves plenty left plenty before. */
export function mayChangeFigure({ condition, available, cause }: LevelChange): boolean {
  if (condition !== 'sellable') return false;
  return !(shown(available) === MOST_SHOWN && TAKES_AWAY.has(cause));
}

/**
 * Tells the channels when the figure they show changes. Most changes of stock do not: a shop with
 * forty pieces that sells one still has “six or more”.
 */
export async function followStock(tx: Tx, level: LevelChange): Promise<void> {
  const { locationId, itemId, version } = level;
  const figure = shown(level.available);
  const changed = await keepShown(tx, { locationId, itemId, shown: figure, levelVersion: version });
  if (!changed) return;
  const channels = [...(await readChannelTitles(tx)).keys()];
  tx.record(availabilityChanged({ locationId, itemId, available: figure }, channels));
}
