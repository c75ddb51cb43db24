import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import {
  liveHoldsOn,
  releaseHolds,
  takeOverHolds,
  transfersFor,
  withdrawTransfer,
  type TransferFacts,
  type TransferReceived,
} from '../../store-system/api.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { demandMoved } from '../orders/access.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { isUnderWay } from '../orders/domain/life.ts';
import { broughtIn } from '../orders/domain/short.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockFile, saveFiles } from '../orders/sql/files.ts';
import { endShorts, insertShorts } from '../orders/sql/shorts.ts';
import { readUnits, repromiseUnits, type Unit } from '../orders/sql/units.ts';
import { recordChange } from '../pickup/change.ts';
import { ask } from './ask.ts';

type Kept = TransferReceived['payload']['kept'];

/** A missing piece of an order, and the hold under which one that was brought waits. */
interface Brought {
  readonly unit: Unit;
  readonly holdId: string;
}

/**
 * Pieces came for an order: they become its own without being free in between, and the shop goes on
 * preparing it. What the order does not want any more is the shop's to sell.
 */
export async function takeBrought(tx: Tx, transfer: TransferFacts, kept: Kept): Promise<void> {
  if (kept.length === 0) return;
  const file = await lockFile(tx, transfer.reference.id);
  const wanted = file && file.locationId === transfer.to && isUnderWay(file) ? file : null;
  const brought = wanted ? await matched(tx, wanted, kept) : [];
  const used = new Set(brought.map(({ holdId }) => holdId));
  const free = kept.flatMap(({ holdId }) => (used.has(holdId) ? [] : [holdId]));
  if (free.length > 0) await releaseHolds(tx, free, 'cancelled');
  if (wanted && brought.length > 0) await takeIn(tx, wanted, brought);
}

/** Missing pieces of the order, as many of each item as came. */
async function matched(tx: Tx, file: OrderFile, kept: Kept): Promise<Brought[]> {
  const items = new Map(file.lines.map(({ lineId, itemId }) => [lineId, itemId]));
  const missing = (await readUnits(tx, file.orderId)).filter(
    ({ fate, short }) => fate === 'open' && short,
  );
  return kept.flatMap(({ itemId, quantity, holdId }) => {
    const units: Brought[] = [];
    while (units.length < quantity) {
      const at = missing.findIndex(({ lineId }) => items.get(lineId) === itemId);
      if (at < 0) break;
      units.push({ unit: missing.splice(at, 1)[0]!, holdId });
    }
    return units;
  });
}

async function takeIn(tx: Tx, file: OrderFile, brought: readonly Brought[]): Promise<void> {
  const { orderId, locationId } = file;
  const holds = await takeOverHolds(
    tx,
    brought.map(({ unit: { lineId, unit }, holdId }) => ({
      holdId,
      kind: 'order' as const,
      ownerId: orderId,
      ownerLineId: `${lineId}/${unit}`,
      quantity: 1,
      until: null,
    })),
  );
  await repromiseUnits(
    tx,
    brought.map(({ unit: { lineId, unit } }, place) => ({ lineId, unit, holdId: holds[place]! })),
  );
  const pieces = new Map<string, number>();
  for (const { unit } of brought) pieces.set(unit.lineId, (pieces.get(unit.lineId) ?? 0) + 1);
  const after = demandMoved(file, broughtIn(file, pieces));
  await reportRest(tx, after, pieces);
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-short-resolved.v1', after, {
    resolution: 'brought',
    lines: [...pieces].map(([lineId, quantity]) => ({ lineId, quantity })),
    businessDay: await businessDayAtShop(tx, locationId),
    toRefundMinor: toRefundMinor(after),
  });
}

/** A line of which only some missing pieces came: its reports end, and the rest is reported anew. */
async function reportRest(
  tx: Tx,
  { orderId, locationId, lines }: OrderFile,
  pieces: ReadonlyMap<string, number>,
): Promise<void> {
  const rest = lines.filter(({ lineId, short }) => pieces.has(lineId) && short > 0);
  if (rest.length === 0) return;
  await endShorts(
    tx,
    rest.map(({ lineId }) => ({ lineId, resolution: 'found' as const })),
  );
  await insertShorts(
    tx,
    rest.map(({ lineId, itemId, short: quantity }) => ({
      shortId: newId(),
      orderId,
      lineId,
      locationId,
      itemId,
      quantity,
      reason: 'missing',
      note: null,
    })),
  );
}

/**
 * Looks whether what an order lacks is still on its way, after something happened to either. Nothing
 * lacking any more: what has not left is called off. More lacking than comes: the customer is asked
 * again, as when a piece is not found.
 */
export async function followTransfers(
  tx: Tx,
  secrets: OrderSecrets,
  orderId: string,
): Promise<void> {
  const transfers = await transfersFor(tx, 'order', [orderId]);
  if (transfers.length === 0) return;
  const file = await lockFile(tx, orderId);
  if (!file) return;
  const all = await transfersFor(tx, 'order', [orderId]);
  const open = all.filter(({ endedAt }) => endedAt === null);
  const missing = file.lines.reduce((sum, { short }) => sum + short, 0);
  if (missing === 0) {
    for (const { transferId } of open) await withdrawTransfer(tx, transferId, 'order');
    return;
  }
  const toHere = ({ to }: TransferFacts): boolean => to === file.locationId;
  const coming = open.filter(toHere).reduce((sum, transfer) => sum + stillComing(transfer), 0);
  if (missing <= coming || file.answerBy !== null) return;
  // What has arrived and waits becomes the order's in a reaction of its own, which then looks again.
  if (await anythingWaits(tx, file, all.filter(toHere))) return;
  const after = await ask(tx, secrets, file, { unasked: false });
  await saveFiles(tx, [{ before: file, after }]);
}

/** Whether pieces an order lacks have been brought, and still wait under a hold of their transfer. */
async function anythingWaits(
  tx: Tx,
  { locationId, lines }: OrderFile,
  transfers: readonly TransferFacts[],
): Promise<boolean> {
  const brought = new Set(transfers.map(({ transferId }) => transferId));
  for (const { itemId } of lines.filter(({ short }) => short > 0)) {
    const holds = await liveHoldsOn(tx, { locationId, itemId });
    if (holds.some(({ kind, ownerId }) => kind === 'transfer' && brought.has(ownerId))) return true;
  }
  return false;
}

/** Pieces that are promised, or on the road and not yet counted as missing. */
function stillComing({ state, accepted, shipped, inTransit }: TransferFacts): number {
  return state === 'discrepancy' ? 0 : accepted - shipped + Math.max(0, inTransit);
}
