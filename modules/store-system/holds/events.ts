import type { DomainEvent } from '../../../server/events/event.ts';
import type { StockLevel } from '../stock/domain/level.ts';
import { levelNow, roomsOf, type LevelNow } from '../stock/events.ts';
import type { Hold, HoldKind } from './domain/hold.ts';

/** What is said of a hold, whatever happened to it. */
interface HoldFact {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly ownerId: string;
  readonly ownerLineId: string;
  readonly locationId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/**
 * Published. All the holds one owner was given in one go at one location, and the levels they were taken
 * from: one row for both, because placing holds is what the house does most.
 */
export type HoldPlaced = DomainEvent<
  'store-system.hold-placed.v1',
  {
    readonly kind: HoldKind;
    readonly ownerId: string;
    readonly locationId: string;
    readonly until: string | null;
    readonly holds: readonly PlacedFact[];
    /**
     * As they are at the end of the transaction. A level that several owners' holds changed in it is told
     * by the first of them.
     */
    readonly levels: readonly LevelNow[];
  }
>;

interface PlacedFact {
  readonly holdId: string;
  readonly ownerLineId: string;
  readonly itemId: string;
  readonly quantity: number;
}

export function holdPlaced(
  placed: Omit<HoldPlaced['payload'], 'levels'>,
  levels: readonly StockLevel[],
): HoldPlaced {
  return {
    type: 'store-system.hold-placed.v1',
    stream: `hold-owner:${placed.ownerId}`,
    rooms: levels.length === 1 ? roomsOf(levels[0]!) : [...new Set(levels.flatMap(roomsOf))],
    locationId: placed.locationId,
    payload: { ...placed, levels: levels.map(levelNow) },
    // The level's figures follow from the ledger and the holds: the audit says which change it was.
    audited: {
      ...placed,
      levels: levels.map(({ itemId, held, version }) => ({ itemId, held, version })),
    },
  };
}

export type HoldSetAside = DomainEvent<
  'store-system.hold-set-aside.v1',
  HoldFact & { readonly shelf: string }
>;
export type HoldExtended = DomainEvent<
  'store-system.hold-extended.v1',
  HoldFact & { readonly until: string | null }
>;
export type HoldConsumed = DomainEvent<
  'store-system.hold-consumed.v1',
  HoldFact & {
    readonly consumed: number;
    readonly documentKind: string;
    readonly documentId: string;
  }
>;
export type HoldReleased = DomainEvent<
  'store-system.hold-released.v1',
  HoldFact & { readonly because: string }
>;
export type HoldExpired = DomainEvent<'store-system.hold-expired.v1', HoldFact>;

export function holdSetAside(hold: Hold, shelf: string): HoldSetAside {
  return about(hold, 'store-system.hold-set-aside.v1', { shelf });
}
export function holdExtended(hold: Hold, until: Date | null): HoldExtended {
  return about(hold, 'store-system.hold-extended.v1', { until: until?.toISOString() ?? null });
}
export function holdConsumed(
  hold: Hold,
  consumption: {
    readonly consumed: number;
    readonly documentKind: string;
    readonly documentId: string;
  },
): HoldConsumed {
  return about(hold, 'store-system.hold-consumed.v1', consumption);
}
export function holdReleased(hold: Hold, because: string): HoldReleased {
  return about(hold, 'store-system.hold-released.v1', { because });
}
export function holdExpired(hold: Hold): HoldExpired {
  return about(hold, 'store-system.hold-expired.v1', {});
}

function about<T extends string, M extends object>(
  { holdId, kind, ownerId, ownerLineId, locationId, itemId, quantity }: Hold,
  type: T,
  more: M,
): DomainEvent<T, HoldFact & M> {
  return {
    type,
    stream: `hold-owner:${ownerId}`,
    rooms: [],
    locationId,
    payload: { holdId, kind, ownerId, ownerLineId, locationId, itemId, quantity, ...more },
  };
}
