import type { AmountMinor } from '../../../server/kernel/money.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';

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
}

export interface BasketLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
}

export interface Discount {
  readonly promotionId: string;
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
}

/** A use of a promotion that may be used only so often, or give only so much. */
export interface LimitTake {
  readonly promotionId: string;
  readonly uses: number;
  readonly amountMinor: AmountMinor;
}

/** A sale that takes what its price promised: in its own transaction, or not at all. */
export interface PricedSale {
  /** An order, a receipt: the same one again takes nothing more. */
  readonly document: { readonly kind: string; readonly id: string };
  readonly locationId: string | null;
  readonly customerId: string | null;
  readonly coupons: readonly string[];
  readonly takes: readonly LimitTake[];
}

/** Puts a price on a basket. The list price is the default; a pricing module takes its place at start. */
export interface Pricing {
  priceBasket(read: Read, basket: Basket): Promise<PricedBasket>;
  /** Refuses when somebody else took the last use meanwhile; then the sale is priced again. */
  takePriced(tx: Tx, sale: PricedSale): Promise<void>;
  /** What a document took goes back: it was cancelled. Twice is once. */
  giveBackPriced(tx: Tx, document: PricedSale['document']): Promise<void>;
}
