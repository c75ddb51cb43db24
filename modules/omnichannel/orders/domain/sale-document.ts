/**
 * How a sale was documented, which decides how its return is (Ris. 274/E/2009): goods sent to the
 * customer need no receipt and stand in the `register` of web takings; a server fiscal printer or the
 * one of the shop issued a receipt; or an `invoice` was asked for.
 */
export const SALE_DOCUMENTS = ['register', 'server-receipt', 'shop-receipt', 'invoice'] as const;
export type SaleDocumentKind = (typeof SALE_DOCUMENTS)[number];

export interface SaleDocument {
  readonly kind: SaleDocumentKind;
  /** Invoice number; serial, closing and number of a receipt. */
  readonly reference: string | null;
  /** Plain date. */
  readonly issuedOn: string | null;
}

/**
 * What holds of an order that says nothing: what is sent is exempt; of what is collected in a shop no
 * ruling says so, and the shop's fiscal printer documents it at pickup.
 */
export function defaultSaleDocument(fulfilment: 'pickup' | 'shipping'): SaleDocument {
  return {
    kind: fulfilment === 'shipping' ? 'register' : 'shop-receipt',
    reference: null,
    issuedOn: null,
  };
}
