import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { letterDue, withdrawDelayLetter } from '../mail/sql.ts';
import { locationsById } from '../../base/api.ts';
import { demandMoved, demandOrder, demandVersion } from '../orders/access.ts';
import { delay, undoDelay } from '../orders/domain/delay.ts';
import { openPieces, type OrderFile } from '../orders/domain/file.ts';
import { lockFile, saveFiles } from '../orders/sql/files.ts';
import { readPolicies, type PickupPolicy } from '../orders/sql/policies.ts';
import { recordChange, rowOf } from '../pickup/change.ts';
import type { PickupRow } from '../pickup/contracts.ts';
import type { delayEndpoint, undoDelayEndpoint } from './contracts.ts';
import { promiseNotLater } from './problems.ts';
import { promiseReadyTimes, slotHolding } from './ready-times.ts';
import {
  giveBackKept,
  giveBackOverdue,
  keepPlacesUntil,
  selectPlaces,
  takePlacesBack,
} from './sql/slots.ts';

const DELAY = 'omnichannel.order.delay';

/** The order is promised for later; the customer is told once it can no longer be taken back. */
export async function delayOrder(tx: Tx, input: InputOf<typeof delayEndpoint>): Promise<PickupRow> {
  const file = demandOrder(tx.actor, DELAY, await lockFile(tx, input.orderId));
  demandVersion(file, input.expectedVersion);
  const readyBy = new Date(input.readyBy);
  if (readyBy <= file.readyBy || readyBy <= tx.now) throw new Refusal(promiseNotLater, {});
  const policy = (await readPolicies(tx)).pickup(file.locationId);
  const undoUntil = new Date(tx.now.getTime() + policy.undoSeconds * 1000);
  const after = await putOff(tx, file, policy, { readyBy, undoUntil });
  if (file.hasEmail) await letterDue(tx, file.orderId, 'delayed', undoUntil);
  return rowOf(tx, after);
}

/** Promises a locked order for later, with its place in the slots; telling the customer is the caller's. */
export async function putOff(
  tx: Tx,
  file: OrderFile,
  policy: PickupPolicy,
  { readyBy, undoUntil }: { readonly readyBy: Date; readonly undoUntil: Date },
): Promise<OrderFile> {
  // Refused first: what cannot be put off books nothing.
  demandMoved(file, delay(file, readyBy, undoUntil));
  const promised = await rebook(tx, file, policy, { readyBy, undoUntil });
  const after = demandMoved(file, delay(file, promised, undoUntil));
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-delayed.v1', after, {
    fromReadyBy: file.readyBy.toISOString(),
    toReadyBy: promised.toISOString(),
  });
  return after;
}

/**
 * The order's place among what its shop prepares moves with its promise: to the slot of that time, or to
 * the next one with room, which is then the promise. The place it had is kept as long as the delay can
 * be taken back.
 */
async function rebook(
  tx: Tx,
  file: OrderFile,
  policy: PickupPolicy,
  { readyBy, undoUntil }: { readonly readyBy: Date; readonly undoUntil: Date },
): Promise<Date> {
  if (policy.capacity === null) return readyBy;
  const location = (await locationsById(tx, [file.locationId])).get(file.locationId)!;
  const slot = slotHolding(location, policy.capacity, readyBy);
  const places = await selectPlaces(tx, file.orderId);
  const from = slot?.startsAt ?? readyBy;
  // Its last place is in that slot already.
  if (places.some(({ startsAt }) => startsAt >= from)) return readyBy;
  await giveBackKept(tx, file.orderId);
  await keepPlacesUntil(tx, file.orderId, undoUntil);
  const pieces = file.lines.reduce((sum, line) => sum + openPieces(line), 0);
  const order = { orderId: file.orderId, location, policy, pieces, slotStartsAt: from };
  const { readyBy: booked } = (await promiseReadyTimes(tx, [order])).get(file.orderId)!;
  return booked > readyBy ? booked : readyBy;
}

export const PLACES_AT_ONCE = 100;

/** Nobody can take those delays back any more: the places of before are free. */
export function freeKeptPlaces(tx: Tx): Promise<number> {
  return giveBackOverdue(tx, PLACES_AT_ONCE);
}

export async function undoOrderDelay(
  tx: Tx,
  { orderId }: InputOf<typeof undoDelayEndpoint>,
): Promise<PickupRow> {
  const file = demandOrder(tx.actor, DELAY, await lockFile(tx, orderId));
  const after = demandMoved(file, undoDelay(file, tx.now));
  await saveFiles(tx, [{ before: file, after }]);
  await withdrawDelayLetter(tx, orderId);
  await takePlacesBack(tx, orderId);
  const toReadyBy = after.readyBy.toISOString();
  recordChange(tx, 'omnichannel.order-delay-undone.v1', after, { toReadyBy });
  return rowOf(tx, after);
}
