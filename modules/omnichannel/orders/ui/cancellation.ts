import { unrecordedRefundMinor } from '../domain/amounts.ts';
import { goneOf, someOpen } from '../domain/cancel.ts';
import type { OrderDetail, OrderLine } from '../reading-contracts.ts';

/** How many pieces of each line are to be cancelled. */
export type Counts = Readonly<Record<string, number>>;

/** The lines with pieces that can still be cancelled. */
export function openOf(order: OrderDetail): { readonly line: OrderLine; readonly open: number }[] {
  return order.lines.flatMap((line) => {
    const { quantity, collected, refused, noShow, cancelled } = line;
    const open = quantity - collected - refused - noShow - cancelled;
    return open > 0 ? [{ line, open }] : [];
  });
}

/** Every open piece. */
export function everything(order: OrderDetail): Counts {
  return Object.fromEntries(openOf(order).map(({ line, open }) => [line.lineId, open]));
}

export interface Following {
  readonly pieces: number;
  /** On sale at once. */
  readonly free: number;
  readonly toPutBack: number;
  readonly refundMinor: number;
}

/** What a cancellation comes to, chosen and reckoned with the command's own functions. */
export function whatFollows(order: OrderDetail, counts: Counts): Following {
  const wanted = Object.entries(counts).flatMap(([lineId, quantity]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
  const unwanted = someOpen(order, wanted) ?? [];
  const gone = unwanted.map((ofLine) => {
    const line = order.lines.find(({ lineId }) => lineId === ofLine.lineId)!;
    const open = line.units.filter(({ fate }) => fate === 'open');
    return goneOf(open, line.picked, ofLine);
  });
  const all = gone.flatMap(({ missing, onTheFloor, inTheBag }) => [
    ...missing,
    ...onTheFloor,
    ...inTheBag,
  ]);
  const minor = all.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const owed = order.refunds.filter(({ state }) => state !== 'withdrawn');
  return {
    pieces: all.length,
    free: gone.reduce((sum, { onTheFloor }) => sum + onTheFloor.length, 0),
    toPutBack: gone.reduce((sum, { inTheBag }) => sum + inTheBag.length, 0),
    refundMinor: unrecordedRefundMinor({
      totalMinor: order.totalMinor,
      cancelledMinor: order.cancelledMinor + minor,
      paidMinor: order.paidMinor,
      refundMinor: owed.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      refundedMinor: 0,
    }),
  };
}
