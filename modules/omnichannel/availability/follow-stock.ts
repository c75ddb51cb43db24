import type { Tx } from '../../../server/db/transaction.ts';
import type { StockChanged } from '../../store-system/api.ts';
import { readChannelTitles } from '../orders/sql/policies.ts';
import { shown } from './domain.ts';
import { availabilityChanged } from './events.ts';
import { keepShown } from './sql.ts';

/**
 * Tells the channels when the figure they show changes. Most changes of stock do not: a shop with
 * forty pieces that sells one still has “six or more”.
 */
export async function followStock(tx: Tx, level: StockChanged['payload']): Promise<void> {
  if (level.condition !== 'sellable') return;
  const { locationId, itemId, version } = level;
  const figure = shown(level.available);
  const changed = await keepShown(tx, { locationId, itemId, shown: figure, levelVersion: version });
  if (!changed) return;
  const channels = [...(await readChannelTitles(tx)).keys()];
  tx.record(availabilityChanged({ locationId, itemId, available: figure }, channels));
}
