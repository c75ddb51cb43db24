import type { DomainEvent } from '../../../server/events/event.ts';
import { available, type Condition, type Spot, type StockLevel } from './domain/level.ts';

/** Why a level changed. */
export type StockCause =
  | 'receipt'
  | 'sale'
  | 'adjustment'
  | 'condition'
  | 'import'
  | 'safety'
  | 'hold'
  | 'release'
  | 'expiry'
  | 'handover'
  | 'transfer'
  | 'return'
  /** The item moved to another style: its pieces are where they were. */
  | 'style';

/** A level after a change of it: whoever shows it replaces what it had. */
export interface LevelNow {
  readonly locationId: string;
  readonly itemId: string;
  readonly styleId: string;
  readonly condition: Condition;
  readonly onHand: number;
  readonly held: number;
  readonly safety: number;
  readonly shortage: number;
  readonly available: number;
  /** Rises by one from one change of this level to the next. */
  readonly version: number;
  readonly lastCountedAt: string | null;
  readonly lastMovedAt: string | null;
}

export interface LevelChange extends LevelNow {
  readonly cause: StockCause;
}

/** Published. A level changed otherwise than by a promise, which tells its levels itself. */
export type StockChanged = DomainEvent<'store-system.stock-changed.v1', LevelChange>;

export function stockChanged(level: StockLevel, cause: StockCause): StockChanged {
  const { locationId, itemId } = level;
  return {
    type: 'store-system.stock-changed.v1',
    stream: `stock:${locationId}/${itemId}`,
    rooms: roomsOf(level),
    locationId,
    payload: { ...levelNow(level), cause },
  };
}

export function levelNow(level: StockLevel): LevelNow {
  const { locationId, itemId, styleId, condition, onHand, held, safety, shortage, version } = level;
  return {
    locationId,
    itemId,
    styleId,
    condition,
    onHand,
    held,
    safety,
    shortage,
    available: condition === 'sellable' ? available(level) : 0,
    version,
    lastCountedAt: level.lastCountedAt?.toISOString() ?? null,
    lastMovedAt: level.lastMovedAt?.toISOString() ?? null,
  };
}

/** The screens that show a level: of its location, and of its style. */
export function roomsOf({ locationId, styleId }: StockLevel): [string, string] {
  return [`stock:${locationId}`, `style:${styleId}`];
}

/** The events that tell of changed levels. */
export const LEVEL_EVENT_TYPES = [
  'store-system.stock-changed.v1',
  'store-system.hold-placed.v1',
] as const;

/** Every change of a level that the payload of one of them tells. */
export function levelChangesIn(
  payload: LevelChange | { readonly levels: readonly LevelNow[] },
): readonly LevelChange[] {
  if (!('levels' in payload)) return [payload];
  return payload.levels.map((level) => ({ ...level, cause: 'hold' }));
}

/** Published. Items are of another style than before: whoever shows one of the styles reads it again. */
export type ItemsRestyled = DomainEvent<
  'store-system.items-restyled.v1',
  {
    readonly styleId: string;
    readonly leftStyleIds: readonly string[];
    readonly itemIds: readonly string[];
  }
>;

export function itemsRestyled(payload: ItemsRestyled['payload']): ItemsRestyled {
  const { styleId, leftStyleIds } = payload;
  return {
    type: 'store-system.items-restyled.v1',
    stream: `style:${styleId}`,
    rooms: [styleId, ...leftStyleIds].map((id) => `style:${id}`),
    locationId: null,
    payload,
  };
}

/** Published. All that is still expected of an item at a location. */
export type IncomingChanged = DomainEvent<
  'store-system.incoming-changed.v1',
  Spot & { readonly styleId: string; readonly quantity: number; readonly nextOn: string | null }
>;

export function incomingChanged(payload: IncomingChanged['payload']): IncomingChanged {
  const { locationId, itemId, styleId } = payload;
  return {
    type: 'store-system.incoming-changed.v1',
    stream: `stock:${locationId}/${itemId}`,
    rooms: [`stock:${locationId}`, `style:${styleId}`],
    locationId,
    payload,
  };
}

/** Published. A promise lacks pieces: whoever owns it finds another way or tells the customer. */
export type ShortageOpened = DomainEvent<
  'store-system.shortage-opened.v1',
  Spot & {
    readonly exceptionId: string;
    readonly holdId: string;
    readonly quantity: number;
    readonly cause: StockCause;
  }
>;

export function shortageOpened(payload: ShortageOpened['payload']): ShortageOpened {
  const { locationId, itemId } = payload;
  return {
    type: 'store-system.shortage-opened.v1',
    stream: `stock:${locationId}/${itemId}`,
    rooms: [],
    locationId,
    payload,
  };
}

/** Published. The pieces are there again, or the promise has ended. */
export type ShortageClosed = DomainEvent<
  'store-system.shortage-closed.v1',
  Spot & { readonly exceptionId: string; readonly because: 'covered' | 'promise-ended' }
>;

export function shortageClosed(payload: ShortageClosed['payload']): ShortageClosed {
  const { locationId, itemId } = payload;
  return {
    type: 'store-system.shortage-closed.v1',
    stream: `stock:${locationId}/${itemId}`,
    rooms: [],
    locationId,
    payload,
  };
}
