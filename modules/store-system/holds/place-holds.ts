import { constraintMeans } from '../../../server/db/errors.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { alreadyHeld } from '../problems.ts';
import { spotKey, type Spot, type StockLevel } from '../stock/domain/level.ts';
import {
  decide,
  demandByItem,
  distinctSpots,
  type HoldDemand,
  type Shortage,
} from './domain/hold.ts';
import { holdPlaced } from './events.ts';
import { expireOnLocked } from './expire-holds.ts';
import {
  lockSellable,
  PROMISE_STATEMENTS,
  writePromises,
  type NewHold,
  type PromiseStatements,
} from './sql/promise.ts';

constraintMeans('ss_hold_one_live_per_owner_line', alreadyHeld, {});

/** A promise of stock at one location: every line or none. */
export interface HoldRequest extends HoldDemand {
  /** In whose name it is recorded, when several requests share a transaction; `tx` itself when absent. */
  readonly by?: Tx;
}

export interface PlacedHold {
  readonly holdId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly ownerLineId: string;
}

export type HoldResult =
  | { readonly outcome: 'held'; readonly holds: readonly PlacedHold[] }
  | { readonly outcome: 'refused'; readonly shortages: readonly Shortage[] };

/**
 * Promises stock to every request it is there for, first come, first served; one result per request,
 * in order. A refusal is a result, never thrown: nothing was written for it, and the others stand.
 * Overdue holds give way when somebody needs their pieces. One lock statement and one write,
 * however many requests: call it once with all of them, as late in the transaction as possible.
 */
export async function placeHolds(
  tx: Tx,
  requests: readonly HoldRequest[],
  statements: PromiseStatements = PROMISE_STATEMENTS,
): Promise<readonly HoldResult[]> {
  const demands = requests.map(({ locationId, lines }) => demandByItem(locationId, lines));
  const spots = distinctSpots(demands.flat());
  if (spots.length === 0) return requests.map(() => ({ outcome: 'held', holds: [] }));
  let levels = bySpot(await lockSellable(tx, spots, statements));
  let verdict = decide(levels, demands);
  const short = shortSpots(verdict.decisions);
  if (short.length > 0) {
    const freed = await expireOnLocked(tx, short, levels);
    if (freed.size > 0) {
      levels = new Map([...levels, ...freed]);
      verdict = decide(levels, demands);
    }
  }

  const granted = requests.map((request, place) =>
    verdict.decisions[place]!.outcome === 'held' ? newHolds(request) : [],
  );
  const promised = spots.flatMap((spot) => {
    const quantity = verdict.promised.get(spotKey(spot)) ?? 0;
    return quantity > 0 ? [{ ...spot, quantity }] : [];
  });
  if (promised.length > 0) {
    const raised = await writePromises(tx, promised, granted.flat(), statements);
    if (raised.length !== promised.length) {
      throw new Error('a stock level changed between its lock and the promise');
    }
    record(tx, requests, granted, raised);
  }
  return verdict.decisions.map((decision, place): HoldResult => {
    if (decision.outcome === 'refused') return decision;
    return {
      outcome: 'held',
      holds: granted[place]!.map(({ holdId, itemId, quantity, ownerLineId }) => ({
        holdId,
        itemId,
        quantity,
        ownerLineId,
      })),
    };
  });
}

function newHolds({ kind, ownerId, locationId, until, lines }: HoldRequest): NewHold[] {
  return lines.map(({ itemId, quantity, ownerLineId }) => ({
    holdId: newId(),
    kind,
    ownerId,
    ownerLineId,
    locationId,
    itemId,
    quantity,
    until,
  }));
}

/** One event for each owner, with its holds and the levels that it is the first to change. */
function record(
  tx: Tx,
  requests: readonly HoldRequest[],
  granted: readonly (readonly NewHold[])[],
  raised: readonly StockLevel[],
): void {
  const untold = bySpot(raised);
  requests.forEach((request, place) => {
    const holds = granted[place]!;
    if (holds.length === 0) return;
    const levels = holds.flatMap((hold) => {
      const level = untold.get(spotKey(hold));
      if (level) untold.delete(spotKey(hold));
      return level ?? [];
    });
    const { kind, ownerId, locationId, until } = request;
    (request.by ?? tx).record(
      holdPlaced(
        {
          kind,
          ownerId,
          locationId,
          until: until?.toISOString() ?? null,
          holds: holds.map(({ holdId, ownerLineId, itemId, quantity }) => ({
            holdId,
            ownerLineId,
            itemId,
            quantity,
          })),
        },
        levels,
      ),
    );
  });
}

function shortSpots(decisions: ReturnType<typeof decide>['decisions']): Spot[] {
  return distinctSpots(
    decisions.flatMap((decision) => (decision.outcome === 'refused' ? decision.shortages : [])),
  );
}

function bySpot(levels: readonly StockLevel[]): Map<string, StockLevel> {
  return new Map(levels.map((level) => [spotKey(level), level]));
}
