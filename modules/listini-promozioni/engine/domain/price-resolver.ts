import type { Basket } from './basket.ts';
import type { Catalogue } from './catalogue.ts';
import { withCharm } from './charm.ts';
import { byPrecedence, type CompiledList } from './compiled-lists.ts';
import { ratioOf, shareOf } from './rounding.ts';
import type { PriceLayer } from './price-layer.ts';
import type { AskedList, PriceTrace } from './priced-basket.ts';
import type { SnapshotLocation } from './snapshot-source.ts';

/** A price that a list has, and how it came about. */
export interface FoundPrice {
  readonly list: CompiledList;
  readonly amountMinor: number;
  readonly by: 'item' | 'style' | 'formula';
  readonly minQuantity: number;
  readonly from: number;
}

/** What is asked for: an item by number, how many of it and of its style, and when (local, reached). */
export interface Asked {
  readonly item: number;
  readonly quantity: number;
  readonly styleQuantity: number;
  readonly reached: number;
}

/** Lists for one place, channel, currency and customer, in the order of asking. */
export type PriceBook = readonly CompiledList[];

const BY = ['item', 'style', 'formula'] as const;

/** Chooses among lists; answers with amounts with VAT or without, as its prices are kept. */
export class PriceResolver {
  readonly #lists: readonly CompiledList[];
  readonly #catalogue: Catalogue;
  readonly #books = new Map<string, PriceBook>();

  constructor(lists: readonly CompiledList[], catalogue: Catalogue) {
    this.#lists = lists.toSorted(byPrecedence);
    this.#catalogue = catalogue;
  }

  get lists(): readonly CompiledList[] {
    return this.#lists;
  }

  /** The lists that hold for a basket, whatever the instant. Those for everybody are found once per place. */
  bookFor(
    basket: Pick<Basket, 'channel' | 'currency' | 'customer'>,
    companyId: string,
    location: SnapshotLocation | null,
  ): PriceBook {
    const { channel, currency, customer } = basket;
    const key = `${companyId}|${location?.id ?? ''}|${channel}|${currency}`;
    let book = this.#books.get(key);
    if (!book) {
      book = this.#lists.filter(
        (list) => list.currency === currency && holdsAt(list, companyId, location, channel),
      );
      this.#books.set(key, book);
    }
    if (!book.some(({ specificity }) => specificity >= 4)) return book;
    return book.filter((list) => isFor(list, customer));
  }

  /** The winning price, or null. Priority and specificity decide first; then item, break, start, id. */
  find(book: PriceBook, asked: Asked, withVat: boolean): FoundPrice | null {
    let best: FoundPrice | null = null;
    for (const list of book) {
      if (best && !isSameRank(best.list, list)) break;
      const found = this.#ask(list, asked, withVat);
      if (found && (!best || beats(found, best))) best = found;
    }
    return best;
  }

  /** The same, with every list that was asked on the way. */
  explain(
    book: PriceBook,
    asked: Asked,
    withVat: boolean,
  ): { found: FoundPrice | null; trace: PriceTrace } {
    const found = this.find(book, asked, withVat);
    const seen: AskedList[] = [];
    for (const list of book) {
      if (found && ranksBelow(list, found.list)) break;
      if (list === found?.list) {
        seen.push(won(found));
        continue;
      }
      const other = this.#ask(list, asked, withVat);
      seen.push({
        listId: list.id,
        outcome: other ? 'outranked' : isOpen(list, asked.reached) ? 'no-price' : 'not-in-force',
        amountMinor: other?.amountMinor ?? null,
        by: other?.by ?? null,
        minQuantity: other?.minQuantity ?? null,
      });
    }
    return {
      found,
      trace: { source: found ? 'list' : 'none', listId: found?.list.id ?? null, asked: seen },
    };
  }

  #ask(list: CompiledList, asked: Asked, withVat: boolean): FoundPrice | null {
    if (!isOpen(list, asked.reached)) return null;
    const { item, quantity, styleQuantity, reached } = asked;
    const own =
      this.#entry(list, 0, list.byItem, item, quantity, reached) ??
      this.#entry(list, 1, list.byStyle, this.#catalogue.style(item), styleQuantity, reached) ??
      this.#byFormula(list, asked);
    if (!own || list.vatIncluded === withVat) return own;
    const { n, d } = ratioOf(this.#catalogue.vatRate(item));
    const ratio = withVat ? { n: d + n, d } : { n: d, d: d + n };
    return { ...own, amountMinor: shareOf(own.amountMinor, ratio, 'halfUp', 1) };
  }

  #entry(
    list: CompiledList,
    by: 0 | 1,
    layer: PriceLayer,
    key: number,
    quantity: number,
    reached: number,
  ): FoundPrice | null {
    const answer = layer.get(key);
    if (answer === -1) return null;
    if (answer >= 0)
      return { list, amountMinor: answer, by: BY[by], minQuantity: 1, from: list.from };
    for (const slice of layer.slices(answer)) {
      if (slice.minQuantity > quantity || slice.from > reached || slice.to <= reached) continue;
      const { amountMinor, minQuantity } = slice;
      return { list, amountMinor, by: BY[by], minQuantity, from: Math.max(slice.from, list.from) };
    }
    return null;
  }

  #byFormula(list: CompiledList, asked: Asked): FoundPrice | null {
    const { formula, base } = list;
    if (!formula || !base) return null;
    const found = this.#ask(base, asked, list.vatIncluded);
    if (!found) return null;
    const { n, d } = ratioOf(Math.abs(formula.percent ?? 0));
    const factor = { n: (formula.percent ?? 0) < 0 ? Math.max(0, d - n) : d + n, d };
    const changed = shareOf(found.amountMinor, factor, 'halfUp', 1) + (formula.amountMinor ?? 0);
    const floor = Math.max(formula.floorMinor ?? 0, this.#marginFloor(list, asked.item));
    let amountMinor = Math.max(0, changed);
    if (formula.charm) amountMinor = withCharm(amountMinor, formula.charm);
    if (amountMinor < floor)
      // Above the floor it keeps its ending.
      amountMinor = formula.charm ? withCharm(floor, { ...formula.charm, direction: 'up' }) : floor;
    return { ...found, list, amountMinor, by: 'formula' };
  }

  #marginFloor(list: CompiledList, item: number): number {
    const margin = list.formula?.minimumMarginPercent;
    const cost = this.#catalogue.cost(item);
    if (margin === undefined || cost === undefined) return 0;
    return priceForMargin(cost, margin, list.vatIncluded ? this.#catalogue.vatRate(item) : 0);
  }
}

/** The lowest price that leaves the margin: of the price without VAT, over the cost; rounded up. */
export function priceForMargin(cost: number, marginPercent: number, vatRate: number): number {
  const { n, d } = ratioOf(marginPercent);
  const net = shareOf(cost, { n: d, d: Math.max(1, d - n) }, 'up', 1);
  const vat = ratioOf(vatRate);
  return shareOf(net, { n: vat.d + vat.n, d: vat.d }, 'up', 1);
}

function won({ list, amountMinor, by, minQuantity }: FoundPrice): AskedList {
  return { listId: list.id, outcome: 'won', amountMinor, by, minQuantity };
}

function isOpen(list: CompiledList, reached: number): boolean {
  return list.from <= reached && reached < list.to;
}

function ranksBelow(list: CompiledList, other: CompiledList): boolean {
  return (
    list.priority < other.priority ||
    (list.priority === other.priority && list.specificity < other.specificity)
  );
}

function isSameRank(a: CompiledList, b: CompiledList): boolean {
  return a.priority === b.priority && a.specificity === b.specificity;
}

/** Within one rank: item over style over formula, then the higher break, the later start, the id. */
function beats(a: FoundPrice, b: FoundPrice): boolean {
  if (a.by !== b.by) return BY.indexOf(a.by) < BY.indexOf(b.by);
  if (a.minQuantity !== b.minQuantity) return a.minQuantity > b.minQuantity;
  if (a.from !== b.from) return a.from > b.from;
  return a.list.id < b.list.id;
}

function holdsAt(
  { scope }: CompiledList,
  companyId: string,
  location: SnapshotLocation | null,
  channel: string,
): boolean {
  if (scope.companies && !scope.companies.includes(companyId)) return false;
  if (scope.channels && !scope.channels.includes(channel)) return false;
  if (!scope.locations && !scope.groups) return true;
  if (!location) return false;
  return (
    (scope.locations?.includes(location.id) ?? false) ||
    (scope.groups?.some((group) => location.groups?.includes(group)) ?? false)
  );
}

function isFor({ scope, specificity }: CompiledList, customer: Basket['customer']): boolean {
  if (specificity < 4) return true;
  if (!customer) return false;
  const { id, tier, segments = [] } = customer;
  if (scope.customers && !(id !== null && scope.customers.includes(id))) return false;
  if (scope.tiers && !(tier !== undefined && scope.tiers.includes(tier))) return false;
  return !scope.segments || scope.segments.some((segment) => segments.includes(segment));
}
