import type { AmountMinor } from '../../../server/kernel/money.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { Refusal } from '../../../server/kernel/refusal.ts';

/** What somebody wants to buy, and in which circumstances. */
export interface Basket {
  readonly channel: string;
  readonly locationId: string | null;
  readonly customerId: string | null;
  /** ISO 4217. */
  readonly currency: string;
  /** When it is bought: prices and offers have a beginning and an end. */
  readonly instant: Date;
  readonly coupons: readonly string[];
  readonly lines: readonly BasketLine[];
  /** Whether to say what would bring more: `PricedBasket.hints`. */
  readonly hints?: boolean;
}

/** Where, when and for whom something is priced. */
export type Circumstances = Omit<Basket, 'lines' | 'coupons' | 'hints'>;

export interface BasketLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
}

export interface Discount {
  readonly promotionId: string;
  /** The code without which it would not be there, as people may read it: `…7K2Q` of a single-use one. */
  readonly coupon: string | null;
  /** As printed on the receipt. */
  readonly reason: string;
  /** Taken off one piece. */
  readonly amountMinor: AmountMinor;
}

/** Equal pieces of one line: a 3 for 2 leaves two groups in a line of three. */
export interface PricedPieces {
  readonly quantity: number;
  readonly listPriceMinor: AmountMinor;
  readonly discounts: readonly Discount[];
  /** To pay for one piece, VAT included. */
  readonly payMinor: AmountMinor;
}

export interface PricedLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly pieces: readonly PricedPieces[];
  readonly totalMinor: AmountMinor;
  /** Per cent. */
  readonly vatRate: number;
  /** This line's share of the document's VAT: shares of one rate sum to it exactly. */
  readonly vatMinor: AmountMinor;
}

export interface VatTotal {
  readonly rate: number;
  readonly grossMinor: AmountMinor;
  readonly vatMinor: AmountMinor;
}

export interface PricedBasket {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  readonly totalMinor: AmountMinor;
  /** VAT is taken out of the total of each rate, not line by line. */
  readonly vat: readonly VatTotal[];
  /** Who priced it, and from which prices: kept with the sale, so that it can be explained. */
  readonly pricedBy: { readonly engine: string; readonly version: string };
  /** What the sale takes of the limits of promotions: handed to `takePriced` with the sale. */
  readonly takes: readonly LimitTake[];
  /** What became of each code of the basket, in their order. */
  readonly coupons: readonly CouponOutcome[];
  /** Promotions within reach, said for who buys: «Ancora un pezzo e…». Empty unless asked for. */
  readonly hints: readonly Text[];
}

export interface CouponOutcome {
  readonly code: string;
  /** `applied`: something costs less because of it; `idle`: good, but for nothing that is in the basket. */
  readonly outcome: 'applied' | 'idle' | 'refused';
  /** Why it is no good: `expired`, `used`, `unknown`… */
  readonly because: string | null;
}

/** What a document takes of a promotion that may be used only so often, or give only so much: one use. */
export interface LimitTake {
  readonly promotionId: string;
  readonly uses: number;
  readonly amountMinor: AmountMinor;
}

/**
 * The documents of our own modules. What these took goes back with the document itself, through
 * `giveBackPriced`: nobody takes or gives back for them over HTTP.
 */
export const HOUSE_DOCUMENTS = ['order'] as const;

/** A sale that takes what its price promised: in its own transaction, or not at all. */
export interface PricedSale {
  /** The same one again takes nothing more, unless it has given back what it took. */
  readonly document: { readonly kind: (typeof HOUSE_DOCUMENTS)[number]; readonly id: string };
  readonly locationId: string | null;
  readonly customerId: string | null;
  /** The codes that applied. */
  readonly coupons: readonly string[];
  readonly takes: readonly LimitTake[];
  /** In whose name it is recorded, where several sales share a transaction. */
  readonly by?: Tx;
}

/** What a sale still has of a promotion after some of its pieces were given up. */
export interface KeptDiscount {
  readonly promotionId: string;
  readonly amountMinor: AmountMinor;
}

/** A price in a shop window. */
export interface WindowPrice {
  readonly amountMinor: AmountMinor;
  /** Only where a reduction is announced: the prior price and the percentage that stand beside it by law. */
  readonly reduction: { readonly priorMinor: AmountMinor; readonly percent: number } | null;
}

/** Puts a price on a basket. The list price is the default; a pricing module takes its place at start. */
export interface Pricing {
  priceBasket(read: Read, basket: Basket): Promise<PricedBasket>;
  /** What one piece of each item costs, each alone, and what it may be told to be reduced from: for shop windows. */
  priceItems(
    read: Read,
    circumstances: Circumstances,
    itemIds: readonly string[],
  ): Promise<ReadonlyMap<string, WindowPrice>>;
  /**
   * Each sale whole or not at all, in one order of locks; the answers stand in the order of the sales.
   * One is refused when somebody else took the last use meanwhile; then it is priced again.
   */
  takePriced(tx: Tx, sales: readonly PricedSale[]): Promise<readonly (Refusal | null)[]>;
  /**
   * What a document took goes back, beyond what it keeps: the use of a promotion of which it keeps
   * nothing, with its code; of the others the money alone. Twice is once.
   */
  giveBackPriced(
    tx: Tx,
    document: PricedSale['document'],
    kept: readonly KeptDiscount[],
  ): Promise<void>;
}
