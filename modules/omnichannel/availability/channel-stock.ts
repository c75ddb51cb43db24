import type { Read } from '../../../server/db/transaction.ts';
import type { Item } from '../../base/api.ts';
import { trustedLevels, type TrustedLevel } from '../../store-system/api.ts';
import type { Policies } from '../orders/sql/policies.ts';
import { keptBack } from '../promises/domain/buffers.ts';
import { MOST_SHOWN, shown } from './domain.ts';

/** What there is of an item in a shop for a channel. */
export interface ChannelFigure {
  /** Pieces it may promise: told to the outside by {@link shown}. */
  readonly left: number;
  /** False when the figure is small and the count is not to be relied on. */
  readonly sure: boolean;
}

/** Levels with how sure they are, each by the thresholds of its own shop. */
export async function levelsForChannels(
  read: Read,
  policies: Policies,
  wanted: { readonly itemIds: readonly string[]; readonly locationIds: readonly string[] },
): Promise<readonly TrustedLevel[]> {
  const byThresholds = new Map<string, string[]>();
  for (const id of wanted.locationIds) {
    const key = JSON.stringify(policies.pickup(id).confidence);
    byThresholds.set(key, [...(byThresholds.get(key) ?? []), id]);
  }
  const levels: TrustedLevel[] = [];
  for (const locationIds of byThresholds.values()) {
    const { confidence } = policies.pickup(locationIds[0]!);
    levels.push(...(await trustedLevels(read, { ...wanted, locationIds }, confidence)));
  }
  return levels;
}

/** What is left for a channel of a level when the shop's rules have kept theirs back. */
function leftForChannel(
  policies: Policies,
  item: Item,
  level: TrustedLevel,
  channel: string,
): number {
  const { buffers } = policies.pickup(level.locationId);
  if (buffers.length === 0) return level.available;
  const { onHand, confidence } = level;
  const facts = {
    channel,
    category: item.category,
    priceMinor: item.listPriceMinor,
    onHand,
    confidence,
  };
  return Math.max(0, level.available - keptBack(buffers, facts));
}

/** Many pieces are sure to be some; few are as sure as their count. */
export function figureFor(
  policies: Policies,
  item: Item,
  level: TrustedLevel,
  channel: string,
): ChannelFigure {
  const left = leftForChannel(policies, item, level, channel);
  return { left, sure: shown(left) === MOST_SHOWN || level.confidence !== 'low' };
}
