import type { AmountMinor } from '../../../../server/kernel/money.ts';
import type { FiledReturn } from './filed.ts';

/** What an exchange comes to: the new pieces against what the returned ones are worth. */
export interface ExchangeSum {
  readonly totalMinor: AmountMinor;
  /** More (or less, below zero) than the returned goods. */
  readonly differenceMinor: AmountMinor;
  /** The customer pays on top. */
  readonly dueMinor: AmountMinor;
  /** Goes back to the customer. */
  readonly backMinor: AmountMinor;
  /** Of the returned value, what pays for the new pieces. */
  readonly usedMinor: AmountMinor;
}

export function exchangeSum(
  returnedMinor: AmountMinor,
  newPiecesMinor: readonly AmountMinor[],
): ExchangeSum {
  const totalMinor = newPiecesMinor.reduce((sum, amount) => sum + amount, 0);
  const differenceMinor = totalMinor - returnedMinor;
  return {
    totalMinor,
    differenceMinor,
    dueMinor: Math.max(0, differenceMinor),
    backMinor: Math.max(0, -differenceMinor),
    usedMinor: Math.min(totalMinor, returnedMinor),
  };
}

/** What the customer pays on top of the returned value for the new pieces of a file. */
export function restToPay({
  confirmed,
  exchangeMinor,
}: Pick<FiledReturn, 'confirmed' | 'exchangeMinor'>): AmountMinor {
  const pieces = confirmed?.exchange ?? [];
  return pieces.reduce((sum, { priceMinor }) => sum + priceMinor, 0) - exchangeMinor;
}

/** A piece that comes back, as far as a new one of the same style is priced by it. */
export interface OldPiece {
  readonly styleId: string;
  readonly goodsMinor: AmountMinor;
  /** What it would cost today, alone. */
  readonly todayMinor: AmountMinor;
}

export interface NewPiece {
  readonly styleId: string;
  readonly todayMinor: AmountMinor;
}

/**
 * What the new pieces cost. One of the same style goes on under the conditions of the old one: its price
 * and its discounts, plus what the new size costs more today; each old piece lends them once. All others
 * cost what they cost today.
 */
export function exchangePrices(
  old: readonly OldPiece[],
  fresh: readonly NewPiece[],
): readonly AmountMinor[] {
  const left = [...old];
  return fresh.map(({ styleId, todayMinor }) => {
    const place = left.findIndex((piece) => piece.styleId === styleId);
    const [before] = place < 0 ? [] : left.splice(place, 1);
    if (!before) return todayMinor;
    return before.goodsMinor + Math.max(todayMinor - before.todayMinor, -before.goodsMinor);
  });
}
