import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsById, type Item } from '../../base/api.ts';
import { consumeHolds, placeHolds, releaseHolds } from '../../store-system/api.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import { moved } from '../orders/domain/life.ts';
import { vatOfAdded } from '../orders/domain/swap.ts';
import { insertTakenLines, readPricedUnits, type TakenLine } from '../orders/sql/added-lines.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { recordChange } from '../pickup/change.ts';
import { swapNotInStock } from '../pickup/problems.ts';
import { pickupPiece } from '../pickup/row.ts';
import { insertHandover } from '../pickup/sql/handovers.ts';
import type { ExchangePiece, FiledReturn } from './domain/filed.ts';
import { writtenReturnNumber } from './domain/return.ts';

/** Keeps the new pieces of an exchange for the file, as for anybody who asks; what is not free is refused. */
export async function keepForExchange(
  tx: Tx,
  returnId: string,
  locationId: string,
  pieces: readonly ExchangePiece[],
): Promise<string[]> {
  if (pieces.length === 0) return [];
  const lines = pieces.map(({ itemId }, place) => ({
    itemId,
    quantity: 1,
    // A line has one promise in the whole chain: other files that wait keep pieces of their own.
    ownerLineId: `${returnId}/${place + 1}`,
  }));
  const [result] = await placeHolds(tx, [
    { kind: 'order', ownerId: returnId, locationId, until: null, lines },
  ]);
  if (result!.outcome === 'refused') {
    const { itemId, requested, available } = result!.shortages[0]!;
    const { name, colour, size } = (await itemsById(tx, [itemId])).get(itemId)!;
    throw new Refusal(swapNotInStock, { name, colour, size, requested, available });
  }
  const byPlace = new Map(result!.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
  return lines.map(({ ownerLineId }) => byPlace.get(ownerLineId)!);
}

/** Pieces kept for an exchange that does not come about are free again. */
export async function letExchangeGo(tx: Tx, { confirmed }: FiledReturn): Promise<void> {
  const holdIds = confirmed?.holdIds ?? [];
  if (holdIds.length > 0) await releaseHolds(tx, holdIds, 'cancelled');
}

/**
 * The new pieces leave with the customer and become lines of the order, paid with the value of the
 * returned ones and what was paid on top: they can be returned in their turn. The order is locked.
 */
export async function handOverExchange(
  tx: Tx,
  order: OrderFile,
  file: FiledReturn,
  returnedLineIds: readonly string[],
): Promise<FiledReturn> {
  const { confirmed } = file;
  if (file.outcome !== 'exchange' || !confirmed) return file;
  const locationId = file.locationId!;
  const handoverId = newId();
  const lines = await newLines(tx, order, file, confirmed.exchange, confirmed.holdIds);
  await insertTakenLines(tx, { orderId: order.orderId, locationId }, lines);
  const { difference } = confirmed;
  await insertHandover(tx, {
    ...{ handoverId, orderId: order.orderId, locationId },
    proof: 'code',
    collector: 'customer',
    lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
    payments: [
      {
        paymentId: newId(),
        kind: 'return' as const,
        amountMinor: file.exchangeMinor,
        providerRef: writtenReturnNumber(file.year, file.number),
      },
      ...(difference ? [{ paymentId: newId(), ...difference }] : []),
    ].filter(({ amountMinor }) => amountMinor > 0),
  });
  await consumeHolds(
    tx,
    confirmed.holdIds.map((holdId) => ({ holdId, quantity: 1 })),
    { kind: 'handover', id: handoverId },
  );
  await growOrder(tx, order, file, lines, { handoverId, returnedLineIds });
  return { ...file, confirmed: { ...confirmed, lineIds: lines.map(({ lineId }) => lineId) } };
}

async function newLines(
  tx: Tx,
  order: OrderFile,
  file: FiledReturn,
  pieces: readonly ExchangePiece[],
  holdIds: readonly string[],
): Promise<TakenLine[]> {
  const sold = await readPricedUnits(tx, order.orderId);
  const vat = vatOfAdded(
    sold.map((unit) => ({ ...unit, rate: unit.vatRate })),
    pieces.map(({ vatRate: rate, priceMinor: paidMinor }) => ({ rate, paidMinor })),
  );
  return pieces.map(({ itemId, gtin, vatRate, priceMinor }, place) => ({
    lineId: newId(),
    inPlaceOf: null,
    externalLineId: `${writtenReturnNumber(file.year, file.number)}~${place + 1}`,
    itemId,
    gtin,
    quantity: 1,
    unitPriceMinor: priceMinor,
    vatRate,
    discounts: [],
    units: [
      {
        unit: 1,
        priceMinor,
        discountShares: [],
        discountMinor: 0,
        shippingMinor: 0,
        paidMinor: priceMinor,
        vatMinor: vat[place]!,
        holdId: holdIds[place]!,
      },
    ],
    pickIds: [newId()],
    manner: 'scan',
  }));
}

/** The order with the new lines, one version on, told to whoever follows it. */
async function growOrder(
  tx: Tx,
  order: OrderFile,
  file: FiledReturn,
  taken: readonly TakenLine[],
  { handoverId, returnedLineIds }: { handoverId: string; returnedLineIds: readonly string[] },
): Promise<void> {
  const added = taken.map(collectedLine);
  const paidNowMinor = file.confirmed?.difference?.amountMinor ?? 0;
  const newMinor = taken.reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0);
  const decision = moved(order, {
    totalMinor: order.totalMinor + newMinor,
    paidMinor: order.paidMinor + file.exchangeMinor + paidNowMinor,
    lines: [...order.lines, ...added],
  });
  if (decision.outcome === 'refused') throw new Error('an exchange adds lines to any order');
  await saveFiles(tx, [{ before: order, after: decision.file }]);
  const items = await itemsById(
    tx,
    added.map(({ itemId }) => itemId),
  );
  recordChange(tx, 'omnichannel.order-swapped.v1', decision.file, {
    handoverId,
    businessDay: await businessDayAtShop(tx, file.locationId!),
    swaps: taken.map(({ lineId, itemId }, place) => ({
      lineId: returnedLineIds[Math.min(place, returnedLineIds.length - 1)]!,
      quantity: 1,
      newLineId: lineId,
      itemId,
      differenceMinor: 0,
    })),
    paidNowMinor,
    toRefundMinor: toRefundMinor(decision.file),
    newPieces: added.map((line) => pickupPiece(line, items.get(line.itemId) as Item)),
  });
}

function collectedLine({ lineId, externalLineId, itemId, gtin, quantity }: TakenLine): LineFile {
  const none = { picked: 0, short: 0, refused: 0, noShow: 0, cancelled: 0, toPutBack: 0 };
  const collected = quantity;
  return { ...none, lineId, externalLineId, itemId, gtin, quantity, collected, state: 'collected' };
}
