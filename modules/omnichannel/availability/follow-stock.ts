import type { Tx } from '../../../server/db/transaction.ts';
import { itemsById, type Item } from '../../base/api.ts';
import type { LevelChange, StockCause, TrustedLevel } from '../../store-system/api.ts';
import { readPolicies, type Policies } from '../orders/sql/policies.ts';
import { MOST_KEPT_BACK } from '../promises/domain/terms.ts';
import { figureFor, levelsForChannels } from './channel-stock.ts';
import { MOST_SHOWN, shown } from './domain.ts';
import { availabilityChanged } from './events.ts';
import { keepShown, spotKey } from './sql.ts';

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
 * forty pieces that sells one still has “six or more”. Levels are read as they are now, several at once: a
 * delivery changes hundreds, and a later event of the same level finds nothing new.
 */
export async function followStock(
  tx: Tx,
  changes: readonly Pick<LevelChange, 'locationId' | 'itemId'>[],
): Promise<void> {
  const policies = await readPolicies(tx);
  const byShop = new Map<string, string[]>();
  for (const { locationId, itemId } of changes) {
    const known = byShop.get(locationId);
    if (known) known.push(itemId);
    else byShop.set(locationId, [itemId]);
  }
  const levels: TrustedLevel[] = [];
  for (const [locationId, itemIds] of byShop) {
    const wanted = { itemIds, locationIds: [locationId] };
    levels.push(...(await levelsForChannels(tx, policies, wanted)));
  }
  await showLevels(tx, policies, levels);
}

/** Keeps what channels are shown of levels, and tells them where it is something else than before. */
export async function showLevels(
  tx: Tx,
  policies: Policies,
  levels: readonly TrustedLevel[],
): Promise<void> {
  const items = await itemsById(
    tx,
    levels.map(({ itemId }) => itemId),
  );
  const shownNow = levels.map((level) => shownOf(policies, items.get(level.itemId)!, level));
  const changed = await keepShown(
    tx,
    shownNow.flatMap(({ stock }) => stock ?? []),
  );
  for (const { level, figures } of shownNow) {
    const { locationId, itemId } = level;
    if (!changed.has(spotKey(level))) continue;
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
}

/** What each channel is shown of a level, and how that is kept; nothing is where no channel is. */
function shownOf(policies: Policies, item: Item, level: TrustedLevel) {
  const figures = [...policies.channels.keys()].map((channel) => {
    const { left, sure } = figureFor(policies, item, level, channel);
    return { channel, available: shown(left), sure };
  });
  const [usual] = figures;
  if (!usual) return { level, figures, stock: null };
  const { locationId, itemId, version: levelVersion } = level;
  const byChannel = Object.fromEntries(
    figures
      .filter(({ available }) => available !== usual.available)
      .map(({ channel, available }) => [channel, available]),
  );
  const sure = figures.every((figure) => figure.sure);
  const stock = { locationId, itemId, shown: usual.available, byChannel, sure, levelVersion };
  return { level, figures, stock };
}
