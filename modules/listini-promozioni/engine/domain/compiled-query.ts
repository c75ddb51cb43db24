import type { AttributeQuery, Range } from './attribute-query.ts';
import { hasOneOf, type Catalogue } from './catalogue.ts';

/** What a query looks at: one line of the basket. */
export interface QuerySubject {
  /** Number in the catalogue, or -1. */
  readonly item: number;
  readonly listPriceMinor: number;
  readonly stockLevel: number | undefined;
  /** Days from 1970 to today's date at the location. */
  readonly today: number;
  readonly isReduced: boolean;
}

type Predicate = (subject: QuerySubject) => boolean;

/** What an item must have for the query to hold: attribute → one of these values. Necessary, not enough. */
export type Facts = ReadonlyMap<string, ReadonlySet<string>>;

/** A query ready to be asked. Queries of the same text are one. */
export interface CompiledQuery {
  readonly number: number;
  readonly matches: Predicate;
  readonly facts: Facts;
  /** The facts are also enough. */
  readonly isExact: boolean;
  /** Its answer may change while promotions are applied. */
  readonly isDynamic: boolean;
}

/** All queries of a snapshot, each compiled once. */
export class QueryBook {
  readonly #catalogue: Catalogue;
  readonly #byText = new Map<string, CompiledQuery>();
  readonly #byObject = new Map<AttributeQuery, CompiledQuery>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  get size(): number {
    return this.#byText.size;
  }

  compile(query: AttributeQuery): CompiledQuery {
    const known = this.#byObject.get(query);
    if (known) return known;
    const text = JSON.stringify(query);
    let compiled = this.#byText.get(text);
    if (!compiled) {
      compiled = {
        number: this.#byText.size,
        matches: predicateOf(query, this.#catalogue),
        facts: factsOf(query),
        isExact: isExact(query),
        isDynamic: text.includes('"reduced"'),
      };
      this.#byText.set(text, compiled);
    }
    this.#byObject.set(query, compiled);
    return compiled;
  }
}

function predicateOf(query: AttributeQuery, catalogue: Catalogue): Predicate {
  if ('everything' in query) return () => true;
  if ('all' in query) {
    const parts = query.all.map((part) => predicateOf(part, catalogue));
    return (subject) => parts.every((holds) => holds(subject));
  }
  if ('any' in query) {
    const parts = query.any.map((part) => predicateOf(part, catalogue));
    return (subject) => parts.some((holds) => holds(subject));
  }
  if ('not' in query) {
    const part = predicateOf(query.not, catalogue);
    return (subject) => !part(subject);
  }
  if ('attribute' in query) return attributePredicate(query.attribute, query.in, catalogue);
  if ('listPriceMinor' in query) {
    const range = query.listPriceMinor;
    return ({ listPriceMinor }) => isIn(range, listPriceMinor);
  }
  if ('stockLevel' in query) {
    const range = query.stockLevel;
    return ({ stockLevel }) => stockLevel !== undefined && isIn(range, stockLevel);
  }
  if ('daysSinceArrival' in query) {
    const range = query.daysSinceArrival;
    return ({ item, today }) => {
      const arrived = catalogue.arrivedDay(item);
      return arrived >= 0 && arrived <= today && isIn(range, today - arrived);
    };
  }
  const { reduced } = query;
  return ({ isReduced }) => isReduced === reduced;
}

function attributePredicate(
  attribute: string,
  values: readonly string[],
  catalogue: Catalogue,
): Predicate {
  if (attribute === 'item') {
    const items = new Set(values.map((id) => catalogue.numberOf(id)).filter((item) => item >= 0));
    return ({ item }) => items.has(item);
  }
  if (attribute === 'style') {
    const styles = new Set(
      values.map((id) => catalogue.styleNumberOf(id)).filter((style) => style >= 0),
    );
    return ({ item }) => styles.has(catalogue.style(item));
  }
  const column = catalogue.column(attribute);
  if (!column) return () => false;
  const codes = new Set<number>();
  for (const value of values) {
    const code = column.codes.get(value);
    if (code !== undefined) codes.add(code);
  }
  return ({ item }) => item >= 0 && hasOneOf(column, item, codes);
}

function isIn({ min, max }: Range, value: number): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

const NO_FACTS: Facts = new Map();

/** `all` collects facts, `any` keeps those that every branch has, the rest says nothing certain. */
function factsOf(query: AttributeQuery): Facts {
  if ('attribute' in query) return new Map([[query.attribute, new Set(query.in)]]);
  if ('all' in query) return query.all.map(factsOf).reduce(bothOf, NO_FACTS);
  if ('any' in query && query.any.length > 0) return query.any.map(factsOf).reduce(eitherOf);
  return NO_FACTS;
}

function bothOf(a: Facts, b: Facts): Facts {
  const facts = new Map(a);
  for (const [attribute, values] of b) {
    const known = facts.get(attribute);
    // An item with several values may meet one fact with this value and the other with that: keep the first.
    if (!known) facts.set(attribute, values);
  }
  return facts;
}

/** What holds whichever of the two does. */
export function eitherOf(a: Facts, b: Facts): Facts {
  const facts = new Map<string, ReadonlySet<string>>();
  for (const [attribute, values] of a) {
    const others = b.get(attribute);
    if (others) facts.set(attribute, new Set([...values, ...others]));
  }
  return facts;
}

function isExact(query: AttributeQuery): boolean {
  if ('everything' in query || 'attribute' in query) return true;
  if (!('all' in query)) return false;
  const attributes = query.all.flatMap((part) => ('attribute' in part ? [part.attribute] : []));
  return attributes.length === query.all.length && new Set(attributes).size === attributes.length;
}
