import type { Tx } from '../../../server/db/transaction.ts';
import type { Item } from '../../base/api.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import type { Ending } from '../orders/domain/life.ts';
import { recordChange } from './change.ts';
import type { CollectionPlan } from './collection-plan.ts';
import { pickupPiece } from './row.ts';
import type { TakenInstead } from './take-instead.ts';

/** One thing that happened to an order at the counter, and the order after it. */
export interface VisitStep {
  readonly what: 'collected' | 'swapped' | 'refused';
  readonly file: OrderFile;
}

interface Visit {
  readonly plan: CollectionPlan;
  readonly taken: TakenInstead;
  readonly ending: Ending;
  readonly handoverId: string;
}

/** Tells what happened at the counter: one event for each step, in the order of versions. */
export function recordVisit(tx: Tx, steps: readonly VisitStep[], visit: Visit): void {
  const { plan, ending, handoverId } = visit;
  const known = { handoverId, businessDay: ending.businessDay };
  steps.forEach(({ what, file }, place) => {
    // What was paid is told once, by the last step that lets goods leave.
    const later = steps.slice(place + 1);
    const paidNowMinor = later.some((step) => step.what !== 'refused') ? 0 : plan.money.dueNowMinor;
    if (what === 'collected') {
      const facts = { ...known, lines: plan.leaving, paidNowMinor };
      recordChange(tx, 'omnichannel.order-collected.v1', file, facts);
    } else if (what === 'swapped') {
      const facts = { ...known, ...swapFacts(visit, file), paidNowMinor };
      recordChange(tx, 'omnichannel.order-swapped.v1', file, facts);
    } else {
      recordChange(tx, 'omnichannel.order-pieces-refused.v1', file, {
        ...known,
        lines: plan.left,
        toRefundMinor: toRefundMinor(file),
      });
    }
  });
}

function swapFacts({ plan, taken }: Visit, file: VisitStep['file']) {
  const items = new Map<string, Item>(plan.swaps.map(({ item }) => [item.id, item]));
  const newIds = new Set(taken.lines.map(({ lineId }) => lineId));
  return {
    swaps: plan.swaps.map(({ lineId, quantity, item, differenceMinor }, place) => ({
      lineId,
      quantity,
      newLineId: taken.lines[place]!.lineId,
      itemId: item.id,
      differenceMinor,
    })),
    toRefundMinor: toRefundMinor(file),
    newPieces: file.lines
      .filter(({ lineId }) => newIds.has(lineId))
      .map((line) => pickupPiece(line, items.get(line.itemId)!)),
  };
}
