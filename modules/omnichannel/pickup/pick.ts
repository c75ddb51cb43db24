import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin, itemsById, type Item } from '../../base/api.ts';
import { demandMoved, inOtherState } from '../orders/access.ts';
import { openPieces, type LineFile, type OrderFile } from '../orders/domain/file.ts';
import { isUnderWay, pick, unpick } from '../orders/domain/life.ts';
import { piecesToTake } from '../orders/domain/short.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { lockPicking, saveFiles } from '../orders/sql/files.ts';
import { orderCancelledMeanwhile } from '../picking/problems.ts';
import { selectCancelledMeanwhile } from '../picking/sql/risk.ts';
import { alreadyPicked, takenByColleague, wrongPiece, type PieceWords } from './problems.ts';
import { lockToWork, recordChange, rowOf } from './change.ts';
import { shortName } from './row.ts';
import type { pickEndpoint, Picked, unpickEndpoint } from './work-contracts.ts';
import { insertPick } from './sql/picks.ts';

/** One piece from the floor: it goes to the most urgent of the caller's orders that needs it. */
export async function pickPiece(
  tx: Tx,
  { locationId, gtin, orderId, manner }: InputOf<typeof pickEndpoint>,
): Promise<Picked> {
  const files =
    orderId === undefined
      ? await lockPicking(tx, locationId, tx.actor.id)
      : [demandPicking(tx, await lockToWork(tx, orderId, locationId))];
  const item = (await itemsByGtin(tx, [gtin])).get(gtin);
  const found = item && lineThatNeeds(files, item);
  if (!found) throw await whyNot(tx, files, { gtin, item, locationId });
  const { file, line } = found;
  const after = demandMoved(file, pick(file, line.lineId, tx.actor.id));
  await saveFiles(tx, [{ before: file, after }]);
  const { lineId, itemId } = line;
  const about = { pickId: newId(), locationId, orderId: file.orderId, lineId };
  await insertPick(tx, { ...about, quantity: 1, manner });
  recordChange(tx, 'omnichannel.order-line-picked.v1', after, { lineId, itemId, manner });
  return picked(tx, after, lineId);
}

/** The last pick of a line was a mistake: the piece goes back to the floor. */
export async function unpickPiece(
  tx: Tx,
  { orderId, lineId }: InputOf<typeof unpickEndpoint>,
): Promise<Picked> {
  const file = await lockToWork(tx, orderId);
  const after = demandMoved(file, unpick(file, lineId, tx.actor.id));
  await saveFiles(tx, [{ before: file, after }]);
  const { locationId } = file;
  const about = { pickId: newId(), locationId, orderId, lineId };
  await insertPick(tx, { ...about, quantity: -1, manner: 'hand' });
  const { itemId } = lineOf(after, lineId);
  recordChange(tx, 'omnichannel.order-line-unpicked.v1', after, { lineId, itemId });
  return picked(tx, after, lineId);
}

/** An order that was named must be the caller's and in picking; a round takes only those that are. */
function demandPicking(tx: Tx, file: OrderFile): OrderFile {
  if (!isUnderWay(file)) throw inOtherState(file);
  const { orderId, picker } = file;
  if (picker && picker.id !== tx.actor.id) {
    throw new Refusal(takenByColleague, {
      orderId,
      pickerId: picker.id,
      pickerName: picker.name,
    });
  }
  return file;
}

function lineThatNeeds(
  files: readonly OrderFile[],
  item: Item,
): { file: OrderFile; line: LineFile } | null {
  for (const file of files) {
    const line = file.lines.find((l) => l.itemId === item.id && piecesToTake(l) > 0);
    if (line) return { file, line };
  }
  return null;
}

/** Says what the clerk holds and what is needed instead: the other size, or nothing any more. */
async function whyNot(
  tx: Tx,
  files: readonly OrderFile[],
  {
    gtin,
    item,
    locationId,
  }: {
    readonly gtin: string;
    readonly item: Item | undefined;
    readonly locationId: string;
  },
): Promise<Error> {
  const lines = files.flatMap((file) => file.lines).filter((line) => openPieces(line) > 0);
  const same = lines.filter(({ itemId }) => itemId === item?.id);
  if (item && same.length > 0) {
    const quantity = same.reduce((sum, line) => sum + openPieces(line), 0);
    return new Refusal(alreadyPicked, { ...wordsOf(item), quantity });
  }
  const cancelled = item && (await cancelledMeanwhile(tx, locationId, item));
  if (cancelled) return cancelled;
  const needed = lines.filter((line) => piecesToTake(line) > 0);
  const items = await itemsById(
    tx,
    needed.map(({ itemId }) => itemId),
  );
  const wanted = [...items.values()].filter(({ styleId }) => styleId === item?.styleId);
  return new Refusal(wrongPiece, {
    gtin,
    scanned: item ? wordsOf(item) : null,
    wanted: wanted.map(wordsOf),
  });
}

/** How long a picker may still come back with a piece of a cancelled order. */
const WALK_MS = 2 * 3_600_000;

/** The piece was for an order of this picker that was cancelled while they walked for it. */
async function cancelledMeanwhile(
  tx: Tx,
  locationId: string,
  item: Item,
): Promise<Error | undefined> {
  const order = await selectCancelledMeanwhile(tx, {
    locationId,
    pickerId: tx.actor.id,
    itemId: item.id,
    since: new Date(tx.now.getTime() - WALK_MS),
  });
  if (!order) return undefined;
  const { number, name, surname } = order;
  return new Refusal(orderCancelledMeanwhile, {
    ...wordsOf(item),
    number: writtenOrderNumber(number),
    customerName: shortName({ contactName: name, contactSurname: surname }),
  });
}

export function wordsOf({ name, colour, size }: Item): PieceWords {
  return { name, colour, size };
}

function lineOf(file: OrderFile, lineId: string): LineFile {
  return file.lines.find((line) => line.lineId === lineId)!;
}

async function picked(tx: Tx, file: OrderFile, lineId: string): Promise<Picked> {
  const line = lineOf(file, lineId);
  return {
    orderId: file.orderId,
    lineId,
    picked: line.picked,
    quantity: openPieces(line),
    row: await rowOf(tx, file),
  };
}
