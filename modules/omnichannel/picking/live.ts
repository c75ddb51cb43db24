import type { LiveEvent } from '../../../server/live/protocol.ts';
import type {
  HoldPlaced,
  ItemPlaced,
  LevelChange,
  LevelNow,
  StockChanged,
} from '../../store-system/api.ts';
import type { PickupRow } from '../pickup/contracts.ts';
import type { RoundStop } from '../pickup/live.ts';
import type { FloorLevel, FloorView } from './contracts.ts';

/** Where every level of a shop is told. */
export function floorRoom(locationId: string): string {
  return `stock:${locationId}`;
}

/** What the ledger has of a walk's items, after one event of the shop's stock. */
export function applyToFloor(view: FloorView, event: LiveEvent): FloorView {
  if (event.type === 'store-system.stock-changed.v1') {
    return withNews(view, [event.payload as StockChanged['payload']]);
  }
  // A promise tells the levels it was taken from; it leaves what is on hand as it was.
  if (event.type === 'store-system.hold-placed.v1') {
    return withNews(view, (event.payload as HoldPlaced['payload']).levels);
  }
  if (event.type === 'store-system.item-placed.v1') {
    const { itemId, place } = event.payload as ItemPlaced['payload'];
    const levels = view.levels.map((level) =>
      level.itemId === itemId ? { ...level, place } : level,
    );
    return { ...view, levels };
  }
  return view;
}

type News = LevelNow & Partial<Pick<LevelChange, 'cause'>>;

function withNews(view: FloorView, news: readonly News[]): FloorView {
  const levels = view.levels.map((level) =>
    news.filter(({ itemId }) => itemId === level.itemId).reduce(afterNews, level),
  );
  return { ...view, levels };
}

function afterNews(level: FloorLevel, news: News): FloorLevel {
  if (news.condition === 'display') {
    if (news.version <= level.displayVersion) return level;
    return { ...level, onDisplay: news.onHand, displayVersion: news.version };
  }
  if (news.condition !== 'sellable' || news.version <= level.version) return level;
  const { onHand, version, lastCountedAt, lastMovedAt, cause } = news;
  const lastCause = onHand === level.onHand ? level.lastCause : (cause ?? level.lastCause);
  return { ...level, onHand, version, lastCountedAt, lastMovedAt, lastCause };
}

/** What a picker must know about a stop before walking there. */
export interface StopNews {
  /** Pieces the ledger still has on the floor: those in bags are in somebody's hands. */
  readonly onFloor: number;
  readonly onDisplay: number;
  /** Fewer than the walk still needs: amber. */
  readonly tooFew: boolean;
  readonly justSold: boolean;
  readonly lastCountedAt: string | null;
  /** Where it lies on the floor. */
  readonly place: string | null;
}

/**
 * A stop against the ledger: what has gone from the floor while somebody walks. `rows` are the orders of
 * the shop: what they have in hand is on hand still, and on no shelf of the floor.
 */
export function stopNews(
  stop: RoundStop,
  level: FloorLevel | undefined,
  rows: readonly PickupRow[],
): StopNews | null {
  if (!level) return null;
  const inHand = rows.reduce(
    (sum, { pieces }) =>
      sum +
      pieces
        .filter(({ itemId }) => itemId === stop.itemId)
        .reduce((of, { picked, toPutBack }) => of + picked + toPutBack, 0),
    0,
  );
  const onFloor = Math.max(0, level.onHand - inHand);
  const needed = stop.needed - stop.found - stop.short;
  return {
    onFloor,
    onDisplay: level.onDisplay,
    tooFew: needed > 0 && onFloor < needed,
    justSold: level.lastCause === 'sale',
    lastCountedAt: level.lastCountedAt,
    place: level.place,
  };
}
