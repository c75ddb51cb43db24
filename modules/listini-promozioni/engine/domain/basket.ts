/** What is to be priced, and in which circumstances. The instant is an argument of its own. */
export interface Basket {
  readonly channel: string;
  /** A location of the snapshot; the web shop is asked for the location that sells, or null. */
  readonly locationId: string | null;
  /** Where there is no location. Missing: the company of the location. */
  readonly companyId?: string | undefined;
  /** ISO 4217. */
  readonly currency: string;
  readonly customer: BasketCustomer | null;
  readonly lines: readonly BasketLine[];
  readonly coupons?: readonly BasketCoupon[] | undefined;
  readonly shipping?: readonly ShippingCharge[] | undefined;
  /** When known. */
  readonly tenders?: readonly string[] | undefined;
  /** What has been taken of limits so far, by promotion; missing: nothing. */
  readonly usage?: Readonly<Record<string, Usage>> | undefined;
  /**
   * Which promotions that did not apply are explained: those in force here and now that are about
   * these items (`reach`, the default), also those of other places, times and people (`all`), or none.
   */
  readonly explain?: 'none' | 'reach' | 'all' | undefined;
}

export interface BasketLine {
  readonly lineId: string;
  readonly itemId: string;
  /** Whole pieces, at least one. */
  readonly quantity: number;
  /** A price given by hand or agreed before; price lists are not asked. */
  readonly givenPriceMinor?: number | undefined;
  /** Pieces on hand at the location, for promotions by stock level. */
  readonly stockLevel?: number | undefined;
}

export interface BasketCustomer {
  readonly id: string | null;
  readonly hasCard: boolean;
  readonly tier?: string | undefined;
  readonly segments?: readonly string[] | undefined;
  readonly isStaff?: boolean | undefined;
  /** This purchase is the customer's n-th, from 1. */
  readonly purchaseNumber?: number | undefined;
  readonly spentMinor?: number | undefined;
}

export interface BasketCoupon {
  readonly code: string;
  /** Set by the caller for a code of a batch, which the snapshot does not know. */
  readonly promotionId?: string | undefined;
}

export interface ShippingCharge {
  readonly method: string;
  readonly amountMinor: number;
  /** Per cent. */
  readonly vatRate?: number | undefined;
}

export interface Usage {
  readonly uses?: number | undefined;
  readonly usesOfCustomer?: number | undefined;
  readonly usesAtLocation?: number | undefined;
  readonly spentMinor?: number | undefined;
}
