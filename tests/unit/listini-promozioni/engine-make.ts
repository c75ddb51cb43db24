import type { Basket } from '../../../modules/listini-promozioni/engine/domain/basket.ts';
import { price } from '../../../modules/listini-promozioni/engine/domain/price.ts';
import type { PriceList } from '../../../modules/listini-promozioni/engine/domain/price-list.ts';
import type { PricedBasket } from '../../../modules/listini-promozioni/engine/domain/priced-basket.ts';
import { EVERYBODY } from '../../../modules/listini-promozioni/engine/domain/audience.ts';
import { type Promotion } from '../../../modules/listini-promozioni/engine/domain/promotion.ts';
import { compileSnapshot } from '../../../modules/listini-promozioni/engine/domain/snapshot.ts';
import type {
  SnapshotItem,
  SnapshotSource,
} from '../../../modules/listini-promozioni/engine/domain/snapshot-source.ts';

export const EVERY = { everything: true } as const;
/** A Saturday afternoon in Milan: 16:00 on the clocks. */
export const SATURDAY = new Date('2026-11-28T15:00:00Z');

export function promotion(id: string, more: Partial<Promotion> = {}): Promotion {
  const text = { it: id, en: id };
  return {
    id,
    version: 1,
    texts: { name: text, receipt: text, label: text },
    where: {},
    when: {},
    who: [EVERYBODY],
    conditions: [],
    benefits: [{ kind: 'percent', percent: 10, allocation: 'eachLine', of: EVERY }],
    combination: { lane: 'item', priority: 0, exclusive: 'none' },
    limits: {},
    floor: null,
    returnPolicy: 'keep',
    funding: null,
    ...more,
  };
}

export function item(id: string, more: Partial<SnapshotItem> = {}): SnapshotItem {
  return { id, vatRate: 22, attributes: {}, ...more };
}

export function list(id: string, more: Partial<PriceList> = {}): PriceList {
  return {
    id,
    name: id,
    scope: {},
    priority: 0,
    currency: 'EUR',
    vatIncluded: true,
    entries: [],
    ...more,
  };
}

/** A shop in Milan, one in Rome, one in the outlet group, one in London. */
export function source(more: Partial<SnapshotSource> = {}): SnapshotSource {
  return {
    version: '7',
    locations: [
      { id: 'MI01', companyId: 'it', zone: 'Europe/Rome', region: 'Lombardia', groups: ['city'] },
      { id: 'RM01', companyId: 'it', zone: 'Europe/Rome', region: 'Lazio', groups: ['city'] },
      { id: 'OUT1', companyId: 'it', zone: 'Europe/Rome', region: 'Lombardia', groups: ['outlet'] },
      { id: 'LON1', companyId: 'uk', zone: 'Europe/London' },
    ],
    items: [item('shirt', { styleId: 'shirts' }), item('coat')],
    priceLists: [],
    promotions: [],
    ...more,
  };
}

export interface Ask extends Partial<Omit<Basket, 'lines'>> {
  /** Item → pieces, or pieces and the price given by hand. */
  readonly lines: readonly (readonly [string, number, number?])[];
  readonly at?: Date;
}

export function priced(from: SnapshotSource, { lines, at = SATURDAY, ...more }: Ask): PricedBasket {
  const basket: Basket = {
    channel: 'store',
    locationId: 'MI01',
    currency: 'EUR',
    customer: null,
    lines: lines.map(([itemId, quantity, givenPriceMinor], n) => ({
      lineId: `${n + 1}`,
      itemId,
      quantity,
      givenPriceMinor,
    })),
    ...more,
  };
  return price(compileSnapshot(from), basket, at);
}

/** Identities of the promotions that applied. */
export function applied({ applied: all }: PricedBasket): string[] {
  return all.map(({ promotionId }) => promotionId);
}

export function skipped({ skipped: all }: PricedBasket, id: string) {
  return all.find(({ promotionId }) => promotionId === id);
}
