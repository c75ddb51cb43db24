import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { closingOfNextOpenDay, locationsById } from '../../base/api.ts';
import { letterDue, withdrawNotCollectedLetter } from '../mail/sql.ts';
import { demandMoved, demandVersion, inOtherState } from '../orders/access.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import { notCollected, reprieve } from '../orders/domain/collection.ts';
import { openPieces, type OrderFile } from '../orders/domain/file.ts';
import type { Leaving } from '../orders/domain/life.ts';
import { oweRefund, withdrawRefund } from '../orders/owe-refund.ts';
import { lockOverdue, saveFiles } from '../orders/sql/files.ts';
import { readUnits, reopenUnits, settleUnits, type Unit } from '../orders/sql/units.ts';
import { lockToWork, recordChange } from './change.ts';
import { keepWhileClosed } from './keep-over-closing.ts';
import type { Reprieved, reprieveEndpoint } from './counter-contracts.ts';

/** How many overdue orders are closed in one transaction. */
export const OVERDUE_AT_ONCE = 50;

/**
 * Closes orders whose customers did not come in time: the pieces wait to be put back, what was paid is
 * on record as owed back, the customer is written to. An order whose shop was closed on the last day waits for the next one instead. Says how many
 * there were.
 */
export async function closeOverdueOrders(tx: Tx, count: number = OVERDUE_AT_ONCE): Promise<number> {
  const files = await lockOverdue(tx, count);
  for (const file of files) {
    if (!(await keepWhileClosed(tx, file))) await closeOverdue(tx, file);
  }
  return files.length;
}

async function closeOverdue(tx: Tx, file: OrderFile): Promise<void> {
  const open = (await readUnits(tx, file.orderId)).filter(({ fate }) => fate === 'open');
  const ending = { at: tx.now, businessDay: await businessDayAtShop(tx, file.locationId) };
  const lines = file.lines.flatMap((line) => {
    const quantity = openPieces(line);
    return quantity > 0 ? [{ lineId: line.lineId, quantity }] : [];
  });
  const moved = demandMoved(file, notCollected(file, costOf(open), ending));
  const after = await oweRefund(tx, moved, 'not-collected');
  await settleUnits(
    tx,
    open.map((unit) => ({ ...unit, fate: 'no-show' as const, toPutBack: true })),
  );
  await saveFiles(tx, [{ before: file, after }]);
  await letterDue(tx, file.orderId, 'not-collected');
  recordChange(tx, 'omnichannel.order-not-collected.v1', after, {
    businessDay: ending.businessDay,
    lines,
    toRefundMinor: toRefundMinor(after),
  });
}

/** The uncollected pieces of an order that are still on the shelf. */
export function stillOnTheShelf(units: readonly Unit[]): Unit[] {
  return units.filter(({ fate, toPutBack }) => fate === 'no-show' && toPutBack);
}

/** The order as it would be if its customer were given another day; null when nothing is left to give. */
export async function asIfReprieved(
  read: Read,
  file: OrderFile,
  units: readonly Unit[],
): Promise<{ readonly file: OrderFile; readonly lines: readonly Leaving[] } | null> {
  const waiting = stillOnTheShelf(units);
  if (waiting.length === 0) return null;
  const lines = file.lines.flatMap(({ lineId }) => {
    const quantity = waiting.filter((unit) => unit.lineId === lineId).length;
    return quantity > 0 ? [{ lineId, quantity }] : [];
  });
  const { schedule } = (await locationsById(read, [file.locationId])).get(file.locationId)!;
  const until =
    closingOfNextOpenDay(schedule, read.now) ?? new Date(read.now.getTime() + 86_400_000);
  const decision = reprieve(file, lines, costOf(waiting), until);
  return decision.outcome === 'moved' ? { file: decision.file, lines } : null;
}

/** Makes uncollected pieces that are still on the shelf ready again; null when there are none. */
export async function reprieveOrder(tx: Tx, file: OrderFile): Promise<OrderFile | null> {
  const units = await readUnits(tx, file.orderId);
  const given = await asIfReprieved(tx, file, units);
  if (!given) return null;
  const waiting = stillOnTheShelf(units);
  const paid = await withdrawRefund(tx, given.file);
  // Pieces that were put back already are still owed for.
  const after = await oweRefund(tx, paid, 'not-collected');
  await reopenUnits(tx, waiting);
  await withdrawNotCollectedLetter(tx, file.orderId);
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-reprieved.v1', after, { lines: given.lines });
  return after;
}

/** Somebody called: the shop keeps it after all. */
export async function reprievePickup(
  tx: Tx,
  { orderId, expectedVersion }: InputOf<typeof reprieveEndpoint>,
): Promise<Reprieved> {
  const file = await lockToWork(tx, orderId);
  demandVersion(file, expectedVersion);
  const after = await reprieveOrder(tx, file);
  if (!after) throw inOtherState(file);
  return {
    orderId,
    version: after.version,
    state: after.state,
    pieces: after.lines.reduce((sum, line) => sum + openPieces(line), 0),
    collectBy: after.collectBy!.toISOString(),
  };
}

function costOf(units: readonly Unit[]): number {
  return units.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
}
