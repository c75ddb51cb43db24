import type { ItemPrices } from './item-price-contracts.ts';

/** Whatever is published, a screen that shows prices asks for them again: they are told by an engine. */
export function applyToPrices(
  view: ItemPrices,
  event: { readonly type: string },
): ItemPrices | 'fetch-again' {
  return event.type === 'listini-promozioni.prices-published.v1' ? 'fetch-again' : view;
}

export const PRICES_ROOM = 'prices';
