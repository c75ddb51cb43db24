import type { Item } from '../../base/api.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { dueMinor } from '../orders/domain/amounts.ts';
import { openPieces, type LineFile, type OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import type { OrderStatus } from '../orders/events.ts';
import type { PickupPiece, PickupRow } from './contracts.ts';

/** The order as a line of the queue. The only builder of it: a fresh view and an event agree by birth. */
export function pickupRow(
  file: OrderFile,
  items: ReadonlyMap<string, Item>,
  channelTitle: Text,
): PickupRow {
  return {
    orderId: file.orderId,
    locationId: file.locationId,
    number: writtenOrderNumber(file.number),
    channel: file.channel,
    channelTitle,
    customerName: shortName(file),
    placedAt: file.placedAt.toISOString(),
    acknowledgeBy: file.acknowledgeBy.toISOString(),
    currency: file.currency,
    ...orderStatus(file),
    pieces: file.lines.map((line) => pickupPiece(line, items.get(line.itemId)!)),
  };
}

/** Where the order stands: what an event carries. */
export function orderStatus(file: OrderFile): OrderStatus {
  return {
    version: file.version,
    state: file.state,
    fulfilment: file.fulfilment,
    readyBy: file.readyBy.toISOString(),
    firstReadyBy: instant(file.firstReadyBy),
    undoDelayUntil: instant(file.undoDelayUntil),
    escalatedAt: instant(file.escalatedAt),
    readyAt: instant(file.readyAt),
    notifyAt: instant(file.notifyAt),
    notifiedAt: instant(file.notifiedAt),
    collectBy: instant(file.collectBy),
    expectedAt: instant(file.expectedAt),
    arrivedAt: instant(file.arrivedAt),
    picker: file.picker && { ...file.picker, takenAt: file.picker.takenAt.toISOString() },
    waveId: file.waveId,
    atRisk: file.atRisk,
    answerBy: instant(file.answerBy),
    shelf: file.shelf,
    bags: [...file.bags],
    totalMinor: file.totalMinor,
    dueMinor: dueMinor(file),
    pieces: file.lines.map(counts),
  };
}

function counts(line: LineFile) {
  const { lineId, picked, short, toPutBack } = line;
  return { lineId, quantity: openPieces(line), picked, short, toPutBack };
}

/** One line of the order as the queue shows it. Written out: each order is told with all of its lines. */
export function pickupPiece(line: LineFile, item: Item): PickupPiece {
  return {
    lineId: line.lineId,
    quantity: openPieces(line),
    picked: line.picked,
    short: line.short,
    toPutBack: line.toPutBack,
    itemId: item.id,
    gtin: line.gtin,
    name: item.name,
    colour: item.colour,
    colourHex: item.colourHex,
    size: item.size,
    sizeOrder: item.sizeOrder,
    department: item.department,
    category: item.category,
    pictureUrl: item.pictureUrl,
  };
}

/** `Marta R.`: as called out in the shop, without telling everybody the surname. */
export function shortName(file: Pick<OrderFile, 'contactName' | 'contactSurname'>): string {
  const [initial] = file.contactSurname;
  return initial ? `${file.contactName} ${initial.toUpperCase()}.` : file.contactName;
}

function instant(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
