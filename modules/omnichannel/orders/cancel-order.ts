import type { Actor } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { businessDayOf, locationsById } from '../../base/api.ts';
import { releaseHolds } from '../../store-system/api.ts';
import { letterDue } from '../mail/sql.ts';
import { recordChange } from '../pickup/change.ts';
import { piecesNotOpen } from '../problems.ts';
import { demandMoved, demandOrder, demandVersion } from './access.ts';
import type { CancelledOrder, cancelOrderEndpoint } from './contracts.ts';
import { toRefundMinor } from './domain/amounts.ts';
import { allOpen, cancelPieces, goneOf, someOpen, type Unwanted } from './domain/cancel.ts';
import type { OrderFile } from './domain/file.ts';
import type { CancelledBy } from './events.ts';
import { giveBackOffers } from './give-back-offers.ts';
import { oweRefund } from './owe-refund.ts';
import { lockFile, saveFiles } from './sql/files.ts';
import { readUnits, settleUnits, type Unit } from './sql/units.ts';

/** Somebody of the house, or the channel, cancels what is still open: all of it, or some pieces. */
export async function cancelOrder(
  tx: Tx,
  input: InputOf<typeof cancelOrderEndpoint>,
): Promise<CancelledOrder> {
  const file = demandOrder(tx.actor, 'omnichannel.order.cancel', await lockFile(tx, input.orderId));
  demandVersion(file, input.expectedVersion);
  const { reason, lines } = input;
  return cancelled(await cancelOpenPieces(tx, file, reason, whoCancels(tx.actor), lines));
}

function whoCancels({ kind }: Actor): CancelledBy {
  return kind === 'client' ? 'channel' : kind === 'system' ? 'system' : 'staff';
}

/**
 * Cancels open pieces: those of `lines`, or every one. Pieces on the floor can be promised again at
 * once; those in a bag stay promised to this order until somebody has put them back, so that nobody is
 * sent to look for them. What was paid for them is on record as owed back. The order is locked.
 */
export async function cancelOpenPieces(
  tx: Tx,
  file: OrderFile,
  reason: string,
  by: CancelledBy,
  lines?: readonly { readonly lineId: string; readonly quantity: number }[],
): Promise<OrderFile> {
  const unwanted = lines ? someOpen(file, addedUp(lines)) : allOpen(file);
  if (!unwanted) throw new Refusal(piecesNotOpen, {});
  const units = await readUnits(tx, file.orderId);
  const gone = unwanted.flatMap((ofLine) => goneUnits(file, units, ofLine));
  const ending = { at: tx.now, businessDay: await businessDayAtShop(tx, file.locationId) };
  const minor = gone.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const moved = demandMoved(file, cancelPieces(file, unwanted, { because: reason, minor, ending }));
  const after = await oweRefund(tx, moved, 'cancelled');
  await giveBackOffers(tx, file, gone);
  await settleUnits(tx, gone);
  await saveFiles(tx, [{ before: file, after }]);
  const free = gone.filter(({ toPutBack, short }) => !toPutBack && !short);
  if (free.length > 0) {
    const holdIds = free.map(({ holdId }) => holdId);
    await releaseHolds(tx, holdIds, 'cancelled');
  }
  await letterDue(tx, file.orderId, 'cancelled');
  recordChange(tx, 'omnichannel.order-cancelled.v1', after, {
    businessDay: ending.businessDay,
    by,
    lines: unwanted.map(({ lineId, quantity }) => ({ lineId, quantity })),
    toRefundMinor: toRefundMinor(after),
  });
  return after;
}

/** The same line named twice is meant twice. */
function addedUp(lines: readonly { readonly lineId: string; readonly quantity: number }[]) {
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of lines) {
    wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
  }
  return [...wanted].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function goneUnits(
  file: OrderFile,
  units: readonly Unit[],
  unwanted: Unwanted,
): (Unit & { readonly fate: 'cancelled' })[] {
  const line = file.lines.find(({ lineId }) => lineId === unwanted.lineId)!;
  const open = units.filter(({ lineId, fate }) => lineId === line.lineId && fate === 'open');
  const { missing, onTheFloor, inTheBag } = goneOf(open, line.picked, unwanted);
  const going = (some: readonly Unit[], toPutBack: boolean) =>
    some.map((unit) => ({ ...unit, fate: 'cancelled' as const, toPutBack }));
  return [...going(missing, false), ...going(onTheFloor, false), ...going(inTheBag, true)];
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
