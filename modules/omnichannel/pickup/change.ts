import type { Read, Tx } from '../../../server/db/transaction.ts';
import { itemsById } from '../../base/api.ts';
import { orderUnknown } from '../problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demandOrder } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { orderChanged, type ChangeFacts, type ChangeType } from '../orders/events.ts';
import { lockFile } from '../orders/sql/files.ts';
import { readChannelTitles } from '../orders/sql/policies.ts';
import type { PickupRow } from './contracts.ts';
import { orderStatus, pickupRow } from './row.ts';

export const WORK = 'omnichannel.pickup.work';

/** The order, locked, if the actor works with the pickups of its shop. */
export async function lockToWork(tx: Tx, orderId: string, locationId?: string): Promise<OrderFile> {
  const file = demandOrder(tx.actor, WORK, await lockFile(tx, orderId));
  if (locationId !== undefined && file.locationId !== locationId) {
    throw new Refusal(orderUnknown, {});
  }
  return file;
}

/** Records what has just happened to an order, as it is now. */
export function recordChange<T extends ChangeType>(
  tx: Tx,
  type: T,
  file: OrderFile,
  facts: ChangeFacts[T],
): void {
  const { orderId, locationId } = file;
  tx.record(orderChanged(type, { orderId, locationId, status: orderStatus(file), ...facts }));
}

/** Orders as lines of the queue, with the words and pictures of their items. */
export async function rowsOf(read: Read, files: readonly OrderFile[]): Promise<PickupRow[]> {
  if (files.length === 0) return [];
  const itemIds = files.flatMap(({ lines }) => lines.map(({ itemId }) => itemId));
  const items = await itemsById(read, itemIds);
  const titles = await readChannelTitles(read);
  return files.map((file) => pickupRow(file, items, titles.get(file.channel)!));
}

export async function rowOf(read: Read, file: OrderFile): Promise<PickupRow> {
  return (await rowsOf(read, [file]))[0]!;
}
