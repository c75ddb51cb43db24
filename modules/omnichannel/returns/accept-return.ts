import type { Tx } from '../../../server/db/transaction.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import type { FiledReturn } from './domain/filed.ts';
import { isClosed, type Axes } from './domain/life.ts';
import { writtenReturnNumber } from './domain/return.ts';
import { handOverExchange } from './hand-over-exchange.ts';
import { payBack } from './move-money.ts';
import type { FiledUnit } from './sql/units.ts';
import { sendOn, takeGoods, type PieceTaken } from './take-goods.ts';

/**
 * The return is accepted: goods enter stock and are sent on, new pieces leave, money goes back. All of it
 * or nothing. The order and the file are locked, the file and its pieces are written; gives the file as it
 * is then, to be saved by the caller.
 */
export async function acceptReturn(
  tx: Tx,
  order: OrderFile,
  file: FiledReturn,
  units: readonly FiledUnit[],
  axes: Axes,
  approvalId?: string,
): Promise<FiledReturn> {
  const { returnId } = file;
  const locationId = file.locationId!;
  const number = writtenReturnNumber(file.year, file.number);
  const pieces = piecesTaken(units);
  await takeGoods(tx, { returnId, locationId }, pieces);
  await sendOn(tx, { returnId, number, locationId }, pieces);
  const taken: FiledReturn = { ...file, ...axes, receivedAt: tx.now, custodyPlace: null };
  const exchanged = await handOverExchange(
    tx,
    order,
    taken,
    units.map(({ lineId }) => lineId),
  );
  const paid = await payBack(tx, exchanged, order.customerId, approvalId);
  return { ...paid, closedAt: isClosed(paid) ? tx.now : null };
}

/** Does a piece of it wait to be inspected? */
export function waitsForInspection(units: readonly Pick<FiledUnit, 'disposition'>[]): boolean {
  return units.some(({ disposition }) => disposition === 'inspect');
}

function piecesTaken(units: readonly FiledUnit[]): PieceTaken[] {
  return units.map(({ itemId, grade, disposition, toLocationId }) => {
    if (grade === null || disposition === null) {
      throw new Error('a piece that is taken has a condition and a destination');
    }
    return { itemId, grade, disposition, toLocationId };
  });
}
