import type { AttributeQuery } from './attribute-query.ts';
import type { Basket, BasketLine } from './basket.ts';
import { dayNumber } from './catalogue.ts';
import type { Place } from './circumstances.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import type { CompiledQuery, QuerySubject } from './compiled-query.ts';
import type { FoundLines } from './item-index.ts';
import type { LineState } from './line-state.ts';
import { localTime, type LocalTime } from './local-time.ts';
import type { PriceTrace } from './priced-basket.ts';
import { priceForMargin, type PriceBook } from './price-resolver.ts';
import type { PricingPolicy } from './pricing-policy.ts';
import type { Floor } from './promotion.ts';
import { ratioOf, shareOf } from './rounding.ts';
import { policyFor, type CompiledPolicy, type Snapshot } from './snapshot.ts';

/** The zone of a basket that is sold at no location. */
const DEFAULT_ZONE = 'Europe/Rome';

/** A line of the basket with all that is known of it before promotions. */
export interface SceneLine extends QuerySubject {
  readonly input: BasketLine;
  readonly vatRate: number;
  readonly notDiscountable: boolean;
  /** No promotion pushes a piece below it. */
  readonly floor: number;
  readonly trace: PriceTrace;
}

/** A basket, the moment and the place: what stays the same while promotions are tried. */
export class Scene {
  readonly snapshot: Snapshot;
  readonly basket: Basket;
  readonly place: Place;
  readonly time: LocalTime;
  readonly closedToday: boolean;
  readonly compiled: CompiledPolicy;
  readonly lines: readonly SceneLine[];
  /** By number of the query. */
  readonly #matching = new Map<number, readonly number[]>();
  #found: FoundLines | null = null;

  constructor(snapshot: Snapshot, basket: Basket, instant: Date) {
    this.snapshot = snapshot;
    this.basket = basket;
    const location =
      basket.locationId === null ? null : (snapshot.locations.get(basket.locationId) ?? null);
    const companyId = basket.companyId ?? location?.companyId ?? '*';
    this.place = { companyId, location, channel: basket.channel };
    this.time = localTime(location?.zone ?? DEFAULT_ZONE, instant);
    this.closedToday = location?.closedOn?.includes(this.time.day) ?? false;
    this.compiled = policyFor(snapshot, companyId);
    this.lines = this.#pricedLines();
  }

  get policy(): PricingPolicy {
    return this.compiled.policy;
  }

  /** Places of the lines that match, whatever promotions did so far; of a dynamic query: with `state`. */
  matching(query: AttributeQuery, state: readonly LineState[]): readonly number[] {
    const compiled = this.snapshot.promotions.queries.compile(query);
    if (compiled.isDynamic) return this.#ask(compiled, state);
    let places = this.#matching.get(compiled.number);
    if (!places) {
      places = this.#ask(compiled, null);
      this.#matching.set(compiled.number, places);
    }
    return places;
  }

  /** The same for a query of one of the promotion's benefits. */
  matchingFor(
    { number, found }: CompiledPromotion,
    query: AttributeQuery,
    state: readonly LineState[],
  ): readonly number[] {
    const known = found === 'otherwise' ? undefined : this.#found?.placesFor(number);
    return known ?? this.matching(query, state);
  }

  /** Tells which lines promotions are about, where the index has found them already. */
  remember(lines: FoundLines): void {
    this.#found = lines;
  }

  /** Below which a promotion may not push a piece of the line. */
  floorOf(place: number, floor: Floor | null): number {
    const line = this.lines[place]!;
    if (!floor) return line.floor;
    const { minimumPriceMinor = 0, minimumMarginPercent, maximumDiscountPercent } = floor;
    let lowest = Math.max(line.floor, minimumPriceMinor);
    const cost = this.snapshot.catalogue.cost(line.item);
    if (minimumMarginPercent !== undefined && cost !== undefined) {
      const vat = this.policy.vat.prices === 'inclusive' ? line.vatRate : 0;
      lowest = Math.max(lowest, priceForMargin(cost, minimumMarginPercent, vat));
    }
    if (maximumDiscountPercent !== undefined) {
      const { n, d } = ratioOf(maximumDiscountPercent);
      const left = shareOf(line.listPriceMinor, { n: Math.max(0, d - n), d }, 'up', 1);
      lowest = Math.max(lowest, left);
    }
    return lowest;
  }

  #ask(query: CompiledQuery, state: readonly LineState[] | null): readonly number[] {
    const places: number[] = [];
    this.lines.forEach((line, place) => {
      const subject = state && isReducedNow(state[place]!) ? { ...line, isReduced: true } : line;
      if (query.matches(subject)) places.push(place);
    });
    return places;
  }

  #pricedLines(): SceneLine[] {
    const { snapshot, basket, place } = this;
    const { catalogue, prices } = snapshot;
    const items = basket.lines.map(({ itemId }) => catalogue.numberOf(itemId));
    const book = prices.bookFor(basket, place.companyId, place.location);
    const quantities = quantitiesOf(basket.lines, items);
    const styles = quantitiesOf(
      basket.lines,
      items.map((item) => catalogue.style(item)),
    );
    const today = dayNumber(this.time.day);
    return basket.lines.map((input, i) => {
      const item = items[i]!;
      const quantity = quantities.get(item) ?? input.quantity;
      const styleQuantity = styles.get(catalogue.style(item)) ?? quantity;
      const { price, trace } = this.#priceOf(book, input, item, quantity, styleQuantity);
      return {
        input,
        item,
        listPriceMinor: price,
        stockLevel: input.stockLevel,
        today,
        isReduced: catalogue.isReduced(item),
        vatRate: catalogue.vatRate(item),
        notDiscountable: catalogue.isNotDiscountable(item),
        floor: catalogue.minimumPrice(item),
        trace,
      };
    });
  }

  #priceOf(
    book: PriceBook,
    input: BasketLine,
    item: number,
    quantity: number,
    styleQuantity: number,
  ): { price: number; trace: PriceTrace } {
    if (input.givenPriceMinor !== undefined) return { price: input.givenPriceMinor, trace: GIVEN };
    const asked = { item, quantity, styleQuantity, reached: this.time.reached };
    const withVat = this.policy.vat.prices === 'inclusive';
    const { prices, catalogue } = this.snapshot;
    const { found, trace } = prices.explain(book, asked, withVat);
    if (found) return { price: found.amountMinor, trace };
    const fallback = catalogue.fallbackPrice(item);
    return fallback === undefined
      ? { price: 0, trace }
      : { price: fallback, trace: { ...trace, source: 'catalogue' } };
  }
}

const GIVEN: PriceTrace = { source: 'given', listId: null, asked: [] };

function isReducedNow({ pieces }: LineState): boolean {
  return pieces.some(({ shares }) => shares.length > 0);
}

/** Breaks count all pieces of an item, or of a style, however they are spread over lines. */
function quantitiesOf(lines: readonly BasketLine[], keys: readonly number[]): Map<number, number> {
  const sums = new Map<number, number>();
  lines.forEach(({ quantity }, i) => {
    const key = keys[i]!;
    if (key >= 0) sums.set(key, (sums.get(key) ?? 0) + quantity);
  });
  return sums;
}
