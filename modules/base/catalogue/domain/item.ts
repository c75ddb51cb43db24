/** One size and colour of a style, with its barcode: what is sold, counted and promised. */
export interface Item {
  readonly id: string;
  readonly styleId: string;
  readonly styleCode: string;
  /** As given by the supplier: 8, 12, 13 or 14 digits. */
  readonly gtin: string;
  /** The style's name: `Cappotto doppiopetto`. */
  readonly name: string;
  readonly brand: string;
  readonly supplier: string;
  readonly line: string;
  readonly season: string;
  readonly category: string;
  readonly department: string;
  readonly size: string;
  readonly sizeOrder: number;
  readonly colour: string;
  /** `#b98a5a`; null when nobody gave it. */
  readonly colourHex: string | null;
  /** VAT included, in cents. */
  readonly listPriceMinor: number;
  /** Per cent: 22. */
  readonly vatRate: number;
  readonly pictureUrl: string | null;
  readonly seasonal: boolean;
  readonly perishable: boolean;
  /** The law lets a shop refuse its return: sealed goods, made to measure. */
  readonly returnExclusion: boolean;
  /** No longer bought, still sold while stock lasts. */
  readonly active: boolean;
}

export const VAT_RATES = [22, 10, 5, 4, 0] as const;
