import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { letterDue, withdrawDelayLetter } from '../mail/sql.ts';
import { demandMoved, demandOrder, demandVersion } from '../orders/access.ts';
import { delay, escalate, undoDelay } from '../orders/domain/delay.ts';
import { lockFile, lockFiles, saveFiles } from '../orders/sql/files.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { recordChange, rowOf } from '../pickup/change.ts';
import type { PickupRow } from '../pickup/contracts.ts';
import type { delayEndpoint, undoDelayEndpoint } from './contracts.ts';
import { promiseNotLater } from './problems.ts';
import { lockUnseen } from './sql/unseen.ts';

const DELAY = 'omnichannel.order.delay';

/** The order is promised for later; the customer is told once it can no longer be taken back. */
export async function delayOrder(tx: Tx, input: InputOf<typeof delayEndpoint>): Promise<PickupRow> {
  const file = demandOrder(tx.actor, DELAY, await lockFile(tx, input.orderId));
  demandVersion(file, input.expectedVersion);
  const readyBy = new Date(input.readyBy);
  if (readyBy <= file.readyBy || readyBy <= tx.now) throw new Refusal(promiseNotLater, {});
  const { undoSeconds } = (await readPolicies(tx)).pickup(file.locationId);
  const undoUntil = new Date(tx.now.getTime() + undoSeconds * 1000);
  const after = demandMoved(file, delay(file, readyBy, undoUntil));
  await saveFiles(tx, [{ before: file, after }]);
  if (file.hasEmail) await letterDue(tx, file.orderId, 'delayed', undoUntil);
  recordChange(tx, 'omnichannel.order-delayed.v1', after, {
    fromReadyBy: file.readyBy.toISOString(),
    toReadyBy: readyBy.toISOString(),
  });
  return rowOf(tx, after);
}

export async function undoOrderDelay(
  tx: Tx,
  { orderId }: InputOf<typeof undoDelayEndpoint>,
): Promise<PickupRow> {
  const file = demandOrder(tx.actor, DELAY, await lockFile(tx, orderId));
  const after = demandMoved(file, undoDelay(file, tx.now));
  await saveFiles(tx, [{ before: file, after }]);
  await withdrawDelayLetter(tx, orderId);
  const toReadyBy = after.readyBy.toISOString();
  recordChange(tx, 'omnichannel.order-delay-undone.v1', after, { toReadyBy });
  return rowOf(tx, after);
}

export const ESCALATED_AT_ONCE = 50;

/** Tells, once for each order, that its shop has not looked at it in time. */
export async function escalateUnseen(tx: Tx): Promise<number> {
  const before = await lockFiles(tx, await lockUnseen(tx, ESCALATED_AT_ONCE));
  const pairs = before.flatMap((file) => {
    const decision = escalate(file, tx.now);
    return decision.outcome === 'moved' ? [{ before: file, after: decision.file }] : [];
  });
  await saveFiles(tx, pairs);
  for (const { after } of pairs) recordChange(tx, 'omnichannel.order-unacknowledged.v1', after, {});
  return before.length;
}
