import type { Read, Tx } from '../../../server/db/transaction.ts';
import { itemsById, type Item } from '../../base/api.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { shortName } from '../pickup/row.ts';
import type { FiledReturn } from './domain/filed.ts';
import { RETURN_REASONS, writtenReturnNumber } from './domain/return.ts';
import { returnEvent, type ReturnEventType } from './events.ts';
import type { ReturnRow } from './reading-contracts.ts';
import { selectOrderHeads, type OrderHead } from './sql/heads.ts';
import { selectFiledUnits, type FiledUnit } from './sql/units.ts';

/** Files as lists show them. */
export async function rowsOf(read: Read, files: readonly FiledReturn[]): Promise<ReturnRow[]> {
  if (files.length === 0) return [];
  const heads = await selectOrderHeads(
    read,
    files.map(({ orderId }) => orderId),
  );
  const units = await selectFiledUnits(
    read,
    files.map(({ returnId }) => returnId),
  );
  const items = await itemsById(
    read,
    [...units.values()].flatMap((some) => some.map(({ itemId }) => itemId)),
  );
  return files.map((file) =>
    rowOf(file, heads.get(file.orderId)!, units.get(file.returnId)!, items),
  );
}

/** The only builder of it: a fresh view and an event agree by birth. */
function rowOf(
  file: FiledReturn,
  head: OrderHead,
  units: readonly FiledUnit[],
  items: ReadonlyMap<string, Item>,
): ReturnRow {
  const pictures = units.flatMap(({ itemId }) => items.get(itemId)?.pictureUrl ?? []);
  return {
    returnId: file.returnId,
    version: file.version,
    number: writtenReturnNumber(file.year, file.number),
    locationId: file.locationId,
    orderId: file.orderId,
    orderNumber: writtenOrderNumber(head.number),
    customerName: shortName({ contactName: head.name, contactSurname: head.surname }),
    goods: file.goods,
    decision: file.decision,
    money: file.money,
    outcome: file.outcome,
    reasons: RETURN_REASONS.filter((each) => units.some(({ reason }) => reason === each)),
    pieces: units.length,
    picture: pictures[0] ?? null,
    currency: file.currency,
    totalMinor: file.totalMinor,
    backMinor: file.backMinor,
    openedAt: file.openedAt.toISOString(),
    clerk: file.takenByName,
    custodyPlace: file.custodyPlace,
    approvalDeadline: file.approvalDeadline?.toISOString() ?? null,
    dueBy: file.money === 'none' ? null : file.dueBy.toISOString(),
    repairedAt: file.repairedAt?.toISOString() ?? null,
    closedAt: file.closedAt?.toISOString() ?? null,
  };
}

/** Tells what has just happened to a file, as it is now. */
export async function recordReturn(
  tx: Tx,
  type: ReturnEventType,
  file: FiledReturn,
): Promise<void> {
  const units = (await selectFiledUnits(tx, [file.returnId])).get(file.returnId)!;
  const head = (await selectOrderHeads(tx, [file.orderId])).get(file.orderId)!;
  const items = await itemsById(
    tx,
    units.map(({ itemId }) => itemId),
  );
  const lineIds = [...new Set(units.map(({ lineId }) => lineId))];
  const lines = lineIds.map((lineId) => ({
    lineId,
    quantity: units.filter((unit) => unit.lineId === lineId).length,
  }));
  tx.record(returnEvent(type, rowOf(file, head, units, items), head.locationId, lines));
}
