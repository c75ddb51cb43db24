/** A price somebody wants explained: an item, where, and as much of the circumstances as is known. */
export interface PriceAsked {
  readonly itemId: string;
  readonly placeId: string | null;
  /** Sold through this channel and collected at that place. */
  readonly channel?: string | null;
  readonly customerId?: string | null;
  readonly quantity?: number;
  /** ISO: when it was bought; now when left out. */
  readonly at?: string | null;
  /** The version of prices it was told from. */
  readonly version?: string | null;
}

/** The address of «Perché costa» for it. */
export function whyAddress(asked: PriceAsked): string {
  const values = new URLSearchParams({ articolo: asked.itemId });
  const put = (name: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined) values.set(name, String(value));
  };
  put('negozio', asked.placeId);
  put('canale', asked.channel);
  put('cliente', asked.customerId);
  put('pezzi', asked.quantity);
  put('quando', asked.at);
  put('versione', asked.version);
  return `/perche-prezzo?${values}`;
}
