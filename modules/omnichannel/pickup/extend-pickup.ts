import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { locationsById } from '../../base/api.ts';
import { letterDue } from '../mail/sql.ts';
import { demandMoved, demandVersion, inOtherState } from '../orders/access.ts';
import { extend, mayExtend } from '../orders/domain/extend.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { lockToWork, recordChange, rowOf } from './change.ts';
import type { PickupRow } from './contracts.ts';
import type { extendEndpoint } from './extension-contracts.ts';
import { lastMoment } from './make-ready.ts';

/** Until when a waiting order could be kept if somebody asked now; null: it cannot, or no more. */
export async function extensionOf(read: Read, file: OrderFile): Promise<Date | null> {
  if (!mayExtend(file, read.now)) return null;
  const { extensionDays } = (await readPolicies(read)).pickup(file.locationId);
  if (extensionDays === 0) return null;
  const { schedule } = (await locationsById(read, [file.locationId])).get(file.locationId)!;
  const until = lastMoment(schedule, file.collectBy!, extensionDays);
  return until > file.collectBy! ? until : null;
}

/** The order waits some days longer; the customer has it in writing. Null where the policy says no. */
export async function extendOrder(
  tx: Tx,
  file: OrderFile,
  by: 'customer' | 'staff',
): Promise<OrderFile | null> {
  const until = await extensionOf(tx, file);
  if (!until) return null;
  const after = demandMoved(file, extend(file, until, tx.now));
  await saveFiles(tx, [{ before: file, after }]);
  if (file.hasEmail) await letterDue(tx, file.orderId, 'extended');
  recordChange(tx, 'omnichannel.order-extended.v1', after, {
    by,
    collectBy: until.toISOString(),
    before: file.collectBy!.toISOString(),
  });
  return after;
}

/** Somebody called: the shop keeps it longer. Pressed twice, it is kept once. */
export async function extendPickup(
  tx: Tx,
  { orderId, expectedVersion }: InputOf<typeof extendEndpoint>,
): Promise<PickupRow> {
  const file = await lockToWork(tx, orderId);
  demandVersion(file, expectedVersion);
  const after = await extendOrder(tx, file, 'staff');
  if (!after) throw inOtherState(file);
  return rowOf(tx, after);
}
