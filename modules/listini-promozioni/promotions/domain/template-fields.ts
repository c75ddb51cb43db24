import type { AttributeQuery } from '../../engine/domain/attribute-query.ts';
import type { CharmRule } from '../../engine/domain/charm.ts';
import type { Text } from '../../../../server/kernel/text.ts';

/**
 * The promotions shops make again and again, each with the two to four fields that differ. What a
 * template makes is an ordinary definition: every other part can be changed afterwards.
 */
export type TemplateFields =
  | {
      readonly id: 'percent-off';
      readonly of: AttributeQuery;
      readonly percent: number;
      readonly charm?: CharmRule;
    }
  | { readonly id: 'amount-off'; readonly of: AttributeQuery; readonly amountMinor: number }
  | { readonly id: 'fixed-price'; readonly of: AttributeQuery; readonly priceMinor: number }
  /** 3×2: of every `size` pieces the cheapest is free. */
  | {
      readonly id: 'n-for-m';
      readonly of: AttributeQuery;
      readonly size: number;
      readonly pay: number;
    }
  | {
      readonly id: 'n-for-price';
      readonly of: AttributeQuery;
      readonly size: number;
      readonly priceMinor: number;
    }
  | { readonly id: 'second-at-percent'; readonly of: AttributeQuery; readonly percent: number }
  /** Buy some of these, get some of those at a reduced price or free. */
  | {
      readonly id: 'buy-get';
      readonly of: AttributeQuery;
      readonly buy: number;
      readonly gets: AttributeQuery;
      readonly get: number;
      readonly percent: number;
    }
  | {
      readonly id: 'bundle';
      readonly components: readonly AttributeQuery[];
      readonly priceMinor: number;
    }
  | {
      readonly id: 'spend-threshold';
      readonly of: AttributeQuery;
      readonly minMinor: number;
      readonly amountMinor: number;
    }
  | {
      readonly id: 'spend-tiers';
      readonly of: AttributeQuery;
      readonly steps: readonly { readonly minMinor: number; readonly percent: number }[];
    }
  | {
      readonly id: 'quantity-tiers';
      readonly of: AttributeQuery;
      readonly steps: readonly { readonly min: number; readonly percent: number }[];
    }
  | {
      readonly id: 'gift';
      readonly of: AttributeQuery;
      readonly minMinor: number;
      readonly giftItemId: string;
    }
  | { readonly id: 'free-shipping'; readonly minMinor: number }
  | {
      readonly id: 'coupon';
      readonly of: AttributeQuery;
      readonly percent: number;
      readonly code?: string;
    }
  | {
      readonly id: 'card-price';
      readonly of: AttributeQuery;
      readonly percent: number;
      readonly tiers?: readonly string[];
    }
  | { readonly id: 'points'; readonly of: AttributeQuery; readonly multiplier: number };

export type TemplateId = TemplateFields['id'];

export const TEMPLATES: readonly { readonly id: TemplateId; readonly name: Text }[] = [
  { id: 'percent-off', name: { it: 'Sconto in percentuale', en: 'Percentage off' } },
  { id: 'amount-off', name: { it: 'Sconto in euro', en: 'Amount off' } },
  { id: 'fixed-price', name: { it: 'Prezzo fisso', en: 'Fixed price' } },
  { id: 'n-for-m', name: { it: '3×2', en: '3 for 2' } },
  { id: 'n-for-price', name: { it: 'N pezzi a un prezzo', en: 'N pieces for a price' } },
  { id: 'second-at-percent', name: { it: 'Secondo pezzo scontato', en: 'Second piece reduced' } },
  { id: 'buy-get', name: { it: 'Compra e ricevi', en: 'Buy and get' } },
  { id: 'bundle', name: { it: 'Insieme a un prezzo', en: 'Bundle for a price' } },
  { id: 'spend-threshold', name: { it: 'Soglia di spesa', en: 'Spend threshold' } },
  { id: 'spend-tiers', name: { it: 'Scaglioni di spesa', en: 'Spend tiers' } },
  { id: 'quantity-tiers', name: { it: 'Scaglioni di quantità', en: 'Quantity tiers' } },
  { id: 'gift', name: { it: 'Omaggio', en: 'Gift' } },
  { id: 'free-shipping', name: { it: 'Spedizione gratuita', en: 'Free shipping' } },
  { id: 'coupon', name: { it: 'Codice sconto', en: 'Coupon code' } },
  { id: 'card-price', name: { it: 'Prezzo con tessera', en: 'Card price' } },
  { id: 'points', name: { it: 'Punti moltiplicati', en: 'More points' } },
];
