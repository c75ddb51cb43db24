import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsById, printDocument, printDocuments, registerDocument } from '../../base/api.ts';
import { placesOf } from '../../store-system/api.ts';
import { inOtherState } from '../orders/access.ts';
import { dueMinor } from '../orders/domain/amounts.ts';
import { openPieces, type OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { demandShop } from '../orders/shop.ts';
import { readFiles } from '../orders/sql/files.ts';
import { lockToWork, rowsOf } from '../pickup/change.ts';
import { inWalkingOrder, roundOf } from '../pickup/live.ts';
import { shortName } from '../pickup/row.ts';
import { nothingToPutBack } from '../pickup/problems.ts';
import type {
  printPaperEndpoint,
  printPickListEndpoint,
  printShelfLabelsEndpoint,
} from './contracts.ts';
import {
  BAG_LABEL,
  PAPERS,
  PICK_LIST,
  PUT_BACK_SLIP,
  SHELF_LABELS,
  type BagLabel,
  type PickList,
  type PutBackSlip,
  type ShelfLabels,
} from './documents.ts';

// Whoever queues a paper knows it: seeds and tests call commands without a server that has started.
for (const kind of PAPERS) registerDocument(kind);

/** A label for each bag of an order that has just got its shelf. Gives back the ids of the print jobs. */
export async function printBagLabels(tx: Tx, file: OrderFile): Promise<string[]> {
  const { zone } = await demandShop(tx, file.locationId);
  return printDocuments(
    tx,
    file.bags.map((bag, place) => {
      const payload: BagLabel = {
        number: writtenOrderNumber(file.number),
        customerName: shortName(file),
        pieces: file.lines.reduce((sum, line) => sum + openPieces(line), 0),
        bag,
        bagOf: { place: place + 1, count: file.bags.length },
        shelf: file.shelf ?? '',
        currency: file.currency,
        dueMinor: dueMinor(file),
        collectBy: file.collectBy?.toISOString() ?? null,
        zone,
        shipTo: file.shipTo,
      };
      const { locationId, orderId } = file;
      return { kind: BAG_LABEL.id, locationId, payload, reference: `order:${orderId}` };
    }),
  );
}

/** One of the papers of an order, asked for by a clerk. */
export async function printPaper(
  tx: Tx,
  { orderId, paper }: InputOf<typeof printPaperEndpoint>,
): Promise<ReplyOf<typeof printPaperEndpoint>> {
  const file = await lockToWork(tx, orderId);
  if (paper === 'put-back-slip') return { jobIds: [await printPutBack(tx, file)] };
  if (file.bags.length === 0) throw inOtherState(file);
  return { jobIds: await printBagLabels(tx, file) };
}

async function printPutBack(tx: Tx, file: OrderFile): Promise<string> {
  const lines = file.lines.filter(({ toPutBack }) => toPutBack > 0);
  if (lines.length === 0) throw new Refusal(nothingToPutBack, {});
  const items = await itemsById(
    tx,
    lines.map(({ itemId }) => itemId),
  );
  const payload: PutBackSlip = {
    number: writtenOrderNumber(file.number),
    shelf: file.shelf,
    bags: file.bags,
    pieces: lines.map(({ itemId, gtin, toPutBack: quantity }) => {
      const { name, colour, size, department } = items.get(itemId)!;
      return { name, colour, size, department, gtin, quantity };
    }),
  };
  const { locationId, orderId } = file;
  return printDocument(tx, {
    kind: PUT_BACK_SLIP.id,
    locationId,
    payload,
    reference: `order:${orderId}`,
  });
}

/** The caller's round on paper, in the order one walks. */
export async function printPickList(
  tx: Tx,
  { locationId }: InputOf<typeof printPickListEndpoint>,
): Promise<ReplyOf<typeof printPickListEndpoint>> {
  const files = await readFiles(tx, { queueOf: [locationId] });
  const round = roundOf(await rowsOf(tx, files), tx.actor.id);
  const places = await placesOf(
    tx,
    locationId,
    round.stops.map(({ itemId }) => itemId),
  );
  const placeOf = (itemId: string): string | null => places.get(itemId) ?? null;
  const shop = await demandShop(tx, locationId);
  const payload: PickList = {
    pickerName: tx.actor.name,
    shopName: shop.name,
    zone: shop.zone,
    printedAt: tx.now.toISOString(),
    orders: round.orders.map(({ number }) => number),
    stops: inWalkingOrder(round.stops, placeOf).map((stop) => {
      const { itemId, piece, gtin, needed, found, short, orders } = stop;
      return {
        department: piece.department,
        place: placeOf(itemId),
        name: piece.name,
        colour: piece.colour,
        size: piece.size,
        gtin,
        quantity: needed - found - short,
        customers: [...new Set(orders.map(({ customerName }) => customerName))],
      };
    }),
  };
  const reference = `round:${tx.actor.id}`;
  const jobId = await printDocument(tx, { kind: PICK_LIST.id, locationId, payload, reference });
  return { jobIds: [jobId] };
}

/** The codes of places in the backroom. */
export async function printShelfLabels(
  tx: Tx,
  { locationId, shelves }: InputOf<typeof printShelfLabelsEndpoint>,
): Promise<ReplyOf<typeof printShelfLabelsEndpoint>> {
  await demandShop(tx, locationId);
  const payload: ShelfLabels = { shelves };
  const reference = `shelves:${locationId}`;
  const jobId = await printDocument(tx, { kind: SHELF_LABELS.id, locationId, payload, reference });
  return { jobIds: [jobId] };
}
