import type { Tx } from '../../../server/db/transaction.ts';
import { itemsById, type Item } from '../../base/api.ts';
import type { LevelChange, StockCause, TrustedLevel } from '../../store-system/api.ts';
import { readPolicies, type Policies } from '../orders/sql/policies.ts';
import { MOST_KEPT_BACK } from '../promises/domain/terms.ts';
import { figureFor, levelsForChannels } from './channel-stock.ts';
import { MOST_SHOWN, shown } from './domain.ts';
import { availabilityChanged } from './events.ts';
import { keepShown } from './sql.ts';

const TAKES_AWAY: ReadonlySet<StockCause> = new Set(['hold', 'sale', 'handover']);

/**
 * False for changes that cannot change a figure: what takes pieces away and leaves plenty left plenty
 * before, also where as much as can be is kept back.
 */
export function mayChangeFigure({ condition, available, cause }: LevelChange): boolean {
  if (condition !== 'sellable') return false;
  return !(available >= MOST_SHOWN + MOST_KEPT_BACK && TAKES_AWAY.has(cause));
}

/**
 * Tells the channels when the figure they show changes. Most changes of stock do not: a shop with
 * forty pieces that sells one still has “six or more”. The level is read as it is now: a later event of
 * it finds nothing new.
 */
export async function followStock(
  tx: Tx,
  { locationId, itemId }: Pick<LevelChange, 'locationId' | 'itemId'>,
): Promise<void> {
  const policies = await readPolicies(tx);
  const wanted = { itemIds: [itemId], locationIds: [locationId] };
  const [level] = await levelsForChannels(tx, policies, wanted);
  const item = (await itemsById(tx, [itemId])).get(itemId);
  if (level && item) await showLevel(tx, policies, item, level);
}

/** Keeps what channels are shown of a level, and tells them when it is something else than before. */
export async function showLevel(
  tx: Tx,
  policies: Policies,
  item: Item,
  level: TrustedLevel,
): Promise<void> {
  const { locationId, itemId, version } = level;
  const figures = [...policies.channels.keys()].map((channel) => {
    const { left, sure } = figureFor(policies, item, level, channel);
    return { channel, available: shown(left), sure };
  });
  const [usual] = figures;
  if (!usual) return;
  const byChannel = Object.fromEntries(
    figures
      .filter(({ available }) => available !== usual.available)
      .map(({ channel, available }) => [channel, available]),
  );
  const sure = figures.every((figure) => figure.sure);
  const changed = await keepShown(tx, {
    locationId,
    itemId,
    shown: usual.available,
    byChannel,
    sure,
    levelVersion: version,
  });
  if (!changed) return;
  // Channels that are shown the same share an event.
  for (const available of new Set(figures.map((figure) => figure.available))) {
    const alike = figures.filter((figure) => figure.available === available);
    tx.record(
      availabilityChanged(
        { locationId, itemId, available, sure: alike.every((figure) => figure.sure) },
        alike.map(({ channel }) => channel),
      ),
    );
  }
}
