import type { Read } from '../../../server/db/transaction.ts';
import type { SoldDiscount } from './domain/sold.ts';
import { readPricedUnits, type PricedUnit } from './sql/added-lines.ts';
import { selectDiscounts, selectPricedBy } from './sql/discounts.ts';

/** A piece as it was sold: what it cost and its frozen share of every discount. */
export interface SoldPiece extends Omit<PricedUnit, 'discountShares'> {
  /** Those it has a share of, with the promotion and the code they came from; `amountMinor` is the share. */
  readonly discounts: readonly SoldDiscount[];
}

/** An order as it was priced on the day of sale: for returns, and for whoever explains it later. */
export interface SoldOrder {
  /** Null: the channel priced it. */
  readonly pricedBy: { readonly engine: string; readonly version: string } | null;
  readonly pieces: readonly SoldPiece[];
}

/** Every piece of an order with the whole of its price, those added later too. */
export async function soldPieces(read: Read, orderId: string): Promise<SoldOrder> {
  const units = await readPricedUnits(read, orderId);
  const discounts = await selectDiscounts(read, orderId);
  return {
    pricedBy: await selectPricedBy(read, orderId),
    pieces: units.map(({ discountShares, ...unit }) => ({
      ...unit,
      discounts: (discounts.get(unit.lineId) ?? []).flatMap((discount, place) => {
        const amountMinor = discountShares[place] ?? 0;
        return amountMinor > 0 ? [{ ...discount, amountMinor }] : [];
      }),
    })),
  };
}
