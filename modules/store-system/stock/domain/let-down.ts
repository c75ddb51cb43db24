import assert from 'node:assert/strict';

/** A live promise on a level whose pieces are not all there. */
export interface LivePromise {
  readonly holdId: string;
  readonly kind: 'cart' | 'order' | 'customer' | 'transfer' | 'count';
  readonly quantity: number;
  /** Somebody has already put the piece on a shelf: it is really there. */
  readonly setAside: boolean;
  readonly placedAt: Date;
}

/** An exception on record: this promise lacks so many pieces. */
export interface OpenException {
  readonly id: string;
  readonly holdId: string;
  readonly quantity: number;
}

export interface ExceptionPlan {
  readonly close: readonly { readonly id: string; readonly because: 'promise-ended' | 'covered' }[];
  readonly open: readonly { readonly holdId: string; readonly quantity: number }[];
}

/** The least bound first: nobody waits for a doubtful piece, a basket can look elsewhere, an order is paid for. */
const SACRIFICE = ['count', 'cart', 'transfer', 'customer', 'order'] as const;

/**
 * Which exceptions to close and to open, so that exactly `missing` pieces are on record. Somebody
 * who has been let down stays so while pieces are missing: people may already be working on it.
 */
export function planExceptions(
  missing: number,
  promises: readonly LivePromise[],
  exceptions: readonly OpenException[],
): ExceptionPlan {
  const close: { id: string; because: 'promise-ended' | 'covered' }[] = [];
  const open: { holdId: string; quantity: number }[] = [];
  const recorded = new Map<string, number>();
  let left = missing;
  for (const { id, holdId, quantity } of exceptions) {
    if (!promises.some((promise) => promise.holdId === holdId)) {
      close.push({ id, because: 'promise-ended' });
    } else if (quantity > left) {
      // Some of its pieces came back: the rest is recorded anew.
      close.push({ id, because: 'covered' });
    } else {
      left -= quantity;
      recorded.set(holdId, (recorded.get(holdId) ?? 0) + quantity);
    }
  }
  for (const { holdId, quantity } of [...promises].sort(leastBoundFirst)) {
    const lacks = Math.min(left, quantity - (recorded.get(holdId) ?? 0));
    if (lacks <= 0) continue;
    open.push({ holdId, quantity: lacks });
    left -= lacks;
  }
  assert(left === 0, 'no more pieces are missing than were promised');
  return { close, open };
}

function leastBoundFirst(a: LivePromise, b: LivePromise): number {
  return (
    Number(a.setAside) - Number(b.setAside) ||
    SACRIFICE.indexOf(a.kind) - SACRIFICE.indexOf(b.kind) ||
    b.placedAt.getTime() - a.placedAt.getTime() ||
    (a.holdId < b.holdId ? 1 : -1)
  );
}
