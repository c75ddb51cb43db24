import type { Tx } from '../../../server/db/transaction.ts';
import {
  everyCompany,
  itemsById,
  locationsById,
  printDocument,
  printsByItself,
  registerDocument,
} from '../../base/api.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { selectLanguage } from '../orders/sql/contacts.ts';
import { PICKUP_SLIP, type PickupSlip, type SlipPiece } from './pickup-slip.ts';

// Whoever queues a paper knows it: seeds and tests call commands without a server that has started.
registerDocument(PICKUP_SLIP);

/** A piece that left, or stayed, and its frozen share of what the order cost. */
export interface PieceOfVisit {
  readonly itemId: string;
  readonly paidMinor: number;
}

export interface VisitOnPaper {
  readonly before: OrderFile;
  readonly after: OrderFile;
  readonly taken: readonly PieceOfVisit[];
  readonly left: readonly PieceOfVisit[];
}

/**
 * Queues what the customer takes home with the goods, where the shop has a printer that prints by
 * itself. Elsewhere nothing waits to be opened after every customer.
 */
export async function printPickupSlip(tx: Tx, visit: VisitOnPaper): Promise<void> {
  const { before, after, taken, left } = visit;
  const { locationId, orderId } = after;
  if (!(await printsByItself(tx, locationId, PICKUP_SLIP.id))) return;
  const shop = (await locationsById(tx, [locationId])).get(locationId)!;
  const { companies } = await everyCompany(tx);
  const number = writtenOrderNumber(after.number);
  const payload: PickupSlip = {
    chainName: companies.find(({ id }) => id === shop.companyId)?.legalName ?? shop.name,
    shopName: shop.name,
    street: shop.street,
    zone: shop.zone,
    language: await selectLanguage(tx, orderId),
    number,
    handedAt: tx.now.toISOString(),
    currency: after.currency,
    taken: await slipPieces(tx, taken),
    left: await slipPieces(tx, left),
    paidBeforeMinor: before.paidMinor,
    paidHereMinor: after.paidMinor - before.paidMinor,
    givenBackMinor: after.refundedMinor - before.refundedMinor,
    toRefundMinor: toRefundMinor(after),
    orderCode: number.replace(/\s/g, ''),
  };
  const reference = `order:${orderId}`;
  await printDocument(tx, { kind: PICKUP_SLIP.id, locationId, payload, reference });
}

/** Pieces of one item on one row, in the order in which they were handed over. */
async function slipPieces(tx: Tx, pieces: readonly PieceOfVisit[]): Promise<SlipPiece[]> {
  if (pieces.length === 0) return [];
  const itemIds = [...new Set(pieces.map(({ itemId }) => itemId))];
  const items = await itemsById(tx, itemIds);
  return itemIds.map((itemId) => {
    const { name, colour, size } = items.get(itemId)!;
    const some = pieces.filter((piece) => piece.itemId === itemId);
    return {
      words: `${name} · ${colour} · ${size}`,
      quantity: some.length,
      amountMinor: some.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
    };
  });
}
