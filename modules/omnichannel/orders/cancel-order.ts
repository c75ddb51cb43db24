import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { businessDayOf, locationsById } from '../../base/api.ts';
import { releaseHolds } from '../../store-system/api.ts';
import { demandMoved, demandOrder, demandVersion } from './access.ts';
import type { CancelledOrder, cancelOrderEndpoint } from './contracts.ts';
import { toRefundMinor } from './domain/amounts.ts';
import type { OrderFile } from './domain/file.ts';
import { cancel } from './domain/life.ts';
import { lockFile, saveFiles } from './sql/files.ts';
import { readUnits, settleUnits, type Unit } from './sql/units.ts';
import { letterDue } from '../mail/sql.ts';
import { recordChange } from '../pickup/change.ts';

/** Somebody of the house, or the channel, cancels what is still open. */
export async function cancelOrder(
  tx: Tx,
  input: InputOf<typeof cancelOrderEndpoint>,
): Promise<CancelledOrder> {
  const file = demandOrder(tx.actor, 'omnichannel.order.cancel', await lockFile(tx, input.orderId));
  demandVersion(file, input.expectedVersion);
  return cancelled(await cancelOpenPieces(tx, file, input.reason, 'staff'));
}

/**
 * Cancels every open piece. Pieces on the floor can be promised again at once; those in a bag stay
 * promised to this order until somebody has put them back, so that nobody is sent to look for them.
 */
export async function cancelOpenPieces(
  tx: Tx,
  file: OrderFile,
  reason: string,
  by: 'customer' | 'staff',
): Promise<OrderFile> {
  const open = (await readUnits(tx, file.orderId)).filter(({ fate }) => fate === 'open');
  const ending = { at: tx.now, businessDay: await businessDayAtShop(tx, file.locationId) };
  const openMinor = open.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const after = demandMoved(file, cancel(file, reason, openMinor, ending));
  const settled = open.map((unit) => ({
    ...unit,
    fate: 'cancelled' as const,
    toPutBack: isInBag(file, open, unit),
  }));
  await settleUnits(tx, settled);
  await saveFiles(tx, [{ before: file, after }]);
  const free = settled.filter(({ toPutBack }) => !toPutBack).map(({ holdId }) => holdId);
  if (free.length > 0) await releaseHolds(tx, free, 'cancelled');
  await letterDue(tx, file.orderId, 'cancelled');
  recordChange(tx, 'omnichannel.order-cancelled.v1', after, {
    businessDay: ending.businessDay,
    by,
    lines: countByLine(open),
    toRefundMinor: toRefundMinor(after),
  });
  return after;
}

/** Equal pieces are not told apart: as many of a line as were picked are in the bag, the first ones. */
function isInBag(file: OrderFile, open: readonly Unit[], unit: Unit): boolean {
  const line = file.lines.find(({ lineId }) => lineId === unit.lineId)!;
  const ofLine = open.filter(({ lineId }) => lineId === unit.lineId);
  return ofLine.indexOf(unit) < line.picked;
}

function countByLine(
  units: readonly Pick<Unit, 'lineId'>[],
): { lineId: string; quantity: number }[] {
  const counts = new Map<string, number>();
  for (const { lineId } of units) counts.set(lineId, (counts.get(lineId) ?? 0) + 1);
  return [...counts].map(([lineId, quantity]) => ({ lineId, quantity }));
}

/** The business day it is now in this shop. */
export async function businessDayAtShop(tx: Tx, locationId: string): Promise<string> {
  const location = (await locationsById(tx, [locationId])).get(locationId)!;
  return businessDayOf(location.schedule, tx.now);
}

function cancelled(file: OrderFile): CancelledOrder {
  return {
    orderId: file.orderId,
    version: file.version,
    state: file.state,
    toPutBack: file.lines.reduce((sum, { toPutBack }) => sum + toPutBack, 0),
    toRefundMinor: toRefundMinor(file),
  };
}
