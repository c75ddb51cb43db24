import type { AttributeQuery } from '../../modules/listini-promozioni/engine/domain/attribute-query.ts';
import type { Basket } from '../../modules/listini-promozioni/engine/domain/basket.ts';
import {
  isAmong,
  isScheduled,
  placeRefusal,
} from '../../modules/listini-promozioni/engine/domain/circumstances.ts';
import {
  isWithin,
  localTime,
  periodOf,
} from '../../modules/listini-promozioni/engine/domain/local-time.ts';
import {
  matchesOf,
  type Promotion,
} from '../../modules/listini-promozioni/engine/domain/promotion.ts';
import type {
  SnapshotItem,
  SnapshotLocation,
  SnapshotSource,
} from '../../modules/listini-promozioni/engine/domain/snapshot-source.ts';

/** What a plain loop needs: maps of what there is. */
export class NaiveCatalogue {
  readonly items: ReadonlyMap<string, SnapshotItem>;
  readonly locations: ReadonlyMap<string, SnapshotLocation>;
  readonly promotions: readonly { readonly source: Promotion; readonly of: AttributeQuery[] }[];
  readonly sets = new Map<AttributeQuery, ReadonlySet<string>>();

  constructor({ items, locations, promotions }: SnapshotSource) {
    this.items = new Map([...items].map((item) => [item.id, item]));
    this.locations = new Map([...locations].map((location) => [location.id, location]));
    this.promotions = [...promotions].map((source) => ({ source, of: matchesOf(source) }));
    for (const { of } of this.promotions) for (const query of of) this.#remember(query);
  }

  #remember(query: AttributeQuery): void {
    if ('attribute' in query) this.sets.set(query, new Set(query.in));
    if ('all' in query) for (const part of query.all) this.#remember(part);
    if ('not' in query) this.#remember(query.not);
  }
}

/** Every promotion asked about every line: how many are in force here and about one of them. */
export function naivePromotions(catalogue: NaiveCatalogue, basket: Basket, instant: Date): number {
  const location = catalogue.locations.get(basket.locationId ?? '') ?? null;
  const time = localTime(location?.zone ?? 'Europe/Rome', instant);
  const place = { companyId: location?.companyId ?? '', location, channel: basket.channel };
  const lines = basket.lines.map(({ itemId }) => catalogue.items.get(itemId)!);
  let found = 0;
  for (const { source, of } of catalogue.promotions) {
    if (!isWithin(periodOf(source.when), time) || !isScheduled(source.when, time, false)) continue;
    if (placeRefusal(source.where, place) || !isAmong(basket.customer, source.who)) continue;
    if (lines.some((item) => of.some((query) => matches(catalogue, query, item)))) found++;
  }
  return found;
}

function matches(catalogue: NaiveCatalogue, query: AttributeQuery, item: SnapshotItem): boolean {
  if ('all' in query) return query.all.every((part) => matches(catalogue, part, item));
  if ('not' in query) return !matches(catalogue, query.not, item);
  if (!('attribute' in query)) return true;
  const { attribute } = query;
  const value =
    attribute === 'item'
      ? item.id
      : attribute === 'style'
        ? item.styleId
        : item.attributes[attribute];
  return typeof value === 'string' && catalogue.sets.get(query)!.has(value);
}
