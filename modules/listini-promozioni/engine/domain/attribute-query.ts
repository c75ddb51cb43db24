/**
 * Which items a rule is about, as a merchandiser says it: "linea donna, not the bags, from 50 euro".
 * Plain JSON, stored with the promotion.
 */
export type AttributeQuery =
  /** Every item. */
  | { readonly everything: true }
  | { readonly all: readonly AttributeQuery[] }
  | { readonly any: readonly AttributeQuery[] }
  | { readonly not: AttributeQuery }
  /** An item passes when one of its values of the attribute is one of these. */
  | { readonly attribute: ItemAttribute; readonly in: readonly string[] }
  /** Price band: the list price of one piece, both ends included. */
  | { readonly listPriceMinor: Range }
  /** Whole days since the item arrived, on the plain dates of the location. */
  | { readonly daysSinceArrival: Range }
  /** Pieces on hand at the location, as the basket says; unknown stock does not pass. */
  | { readonly stockLevel: Range }
  /** Already reduced: by the item's own flag, or by a promotion applied before. */
  | { readonly reduced: boolean };

/** Both ends included; a missing end is open. */
export interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/**
 * `item`, `style`, `brand`, `supplier`, `line`, `season`, `category`, `department`, `size`, `colour`,
 * `returnExclusion`, or an attribute of the chain's own: whatever the items of a snapshot carry.
 */
export type ItemAttribute = string;

export const EVERYTHING: AttributeQuery = { everything: true };
