import type { AmountMinor } from '../../../../server/kernel/money.ts';

/** A discount on a line, and where it came from as far as we priced it. */
export interface SoldDiscount {
  readonly reason: string;
  /** Off the whole line. */
  readonly amountMinor: AmountMinor;
  readonly promotionId: string | null;
  /** The code it was given for, as people may read it. */
  readonly coupon: string | null;
}

/** A line as it is sold, whoever priced it. */
export interface SoldOrderLine {
  readonly unitPriceMinor: AmountMinor;
  readonly vatRate: number;
  readonly discounts: readonly SoldDiscount[];
  /** Each piece's share of each discount, where the engine said so. */
  readonly pieceShares?: readonly (readonly AmountMinor[])[];
}

interface PricedLine {
  readonly vatRate: number;
  readonly pieces: readonly {
    readonly quantity: number;
    readonly listPriceMinor: AmountMinor;
    readonly discounts: readonly {
      readonly promotionId: string;
      readonly coupon: string | null;
      readonly reason: string;
      readonly amountMinor: AmountMinor;
    }[];
  }[];
}

/**
 * A priced line as it is kept: its discounts, each promotion once, in the order in which they came, and
 * of each piece the share of every one of them.
 */
export function soldAsPriced({ vatRate, pieces }: PricedLine): SoldOrderLine {
  const discounts = new Map<string, SoldDiscount>();
  for (const { quantity, discounts: given } of pieces) {
    for (const { promotionId, coupon, reason, amountMinor } of given) {
      const before = discounts.get(promotionId)?.amountMinor ?? 0;
      const sum = before + amountMinor * quantity;
      discounts.set(promotionId, { promotionId, coupon, reason, amountMinor: sum });
    }
  }
  const kept = [...discounts.values()].filter(({ amountMinor }) => amountMinor > 0);
  return {
    unitPriceMinor: pieces[0]!.listPriceMinor,
    vatRate,
    discounts: kept,
    pieceShares: pieces.flatMap(({ quantity, discounts: given }) => {
      const shares = kept.map(({ promotionId }) =>
        given
          .filter((discount) => discount.promotionId === promotionId)
          .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      );
      return Array.from({ length: quantity }, () => shares);
    }),
  };
}

/** A line with the channel's own price; `vatRate` is that of its item, where it says none. */
export function soldAsGiven(
  line: {
    readonly unitPriceMinor?: number;
    readonly vatRate?: number;
    readonly discounts?: readonly { readonly reason: string; readonly amountMinor: number }[];
  },
  vatRate: number,
): SoldOrderLine {
  return {
    unitPriceMinor: line.unitPriceMinor ?? 0,
    vatRate: line.vatRate ?? vatRate,
    discounts: (line.discounts ?? []).map((discount) => ({
      ...discount,
      promotionId: null,
      coupon: null,
    })),
  };
}
