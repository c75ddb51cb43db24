import { addBit, allBits, countBits, hasBit, unite, type Bits } from './bits.ts';
import type { Catalogue } from './catalogue.ts';
import type { Facts } from './compiled-query.ts';

/** Sets for every value of an attribute are kept up to so many bytes, short lists beyond. */
const SETS_UP_TO = 4 << 20;

/** One attribute: the promotions that do not ask for it, and how to read an item's values. */
interface Dimension {
  readonly indifferent: Bits;
  readonly codesOf: (item: number) => readonly number[];
}

/** Few values: a set of promotions for each of them, with those that are indifferent. */
interface SetDimension extends Dimension {
  readonly accepting: ReadonlyMap<number, Bits>;
}

/** Many values (items, styles): a list of promotions for each. */
interface ListDimension extends Dimension {
  readonly accepting: ReadonlyMap<number, readonly number[]>;
}

/**
 * From an item to the promotions that may be about it, without asking each of them: for every attribute,
 * who accepts the item's value; what is left after all attributes is asked in full.
 */
export class ItemIndex {
  readonly #sets: SetDimension[] = [];
  readonly #lists: ListDimension[] = [];
  readonly #masks: Bits[] = [];

  constructor(facts: readonly Facts[], catalogue: Catalogue, setsUpTo = SETS_UP_TO) {
    for (const attribute of new Set(facts.flatMap((one) => [...one.keys()]))) {
      const dimension = dimensionOf(attribute, facts, catalogue);
      const bytes = dimension.accepting.size * dimension.indifferent.byteLength;
      if (bytes > setsUpTo) this.#lists.push(dimension);
      else this.#sets.push(withSets(dimension));
    }
    this.#sets.sort((a, b) => countBits(a.indifferent) - countBits(b.indifferent));
  }

  /** Calls back for those of `among` that may be about the item. */
  eachAbout(item: number, among: Bits, visit: (promotion: number) => void): void {
    const masks = this.#masksFor(item);
    for (let word = 0; word < among.length; word++) {
      let left = among[word]!;
      // Most words are empty after an attribute or two: those that most promotions ask for come first.
      for (let place = 0; left !== 0 && place < masks.length; place++) left &= masks[place]![word]!;
      while (left !== 0) {
        const lowest = left & -left;
        left ^= lowest;
        visit(word * 32 + (31 - Math.clz32(lowest)));
      }
    }
    this.#eachNaming(item, among, visit);
  }

  /** Who accepts the item's value in each attribute, and who names no item in those of many values. */
  #masksFor(item: number): readonly Bits[] {
    const masks = this.#masks;
    this.#sets.forEach((dimension, place) => (masks[place] = maskOf(dimension, item)));
    this.#lists.forEach(({ indifferent }, place) => {
      masks[this.#sets.length + place] = indifferent;
    });
    return masks;
  }

  /** Those that name the item, or its style, among few. */
  #eachNaming(item: number, among: Bits, visit: (promotion: number) => void): void {
    const masks = this.#masks;
    const sets = this.#sets.length;
    this.#lists.forEach(({ accepting, codesOf }, first) => {
      for (const promotion of namedBy(codesOf(item), accepting)) {
        let passes = hasBit(among, promotion);
        for (let place = 0; passes && place < sets; place++) {
          passes = hasBit(masks[place]!, promotion);
        }
        if (passes && this.#isInLists(promotion, item, first)) visit(promotion);
      }
    });
  }

  /** Does it pass the attributes of many values, the first that it asks for being this one? */
  #isInLists(promotion: number, item: number, first: number): boolean {
    return this.#lists.every(
      ({ indifferent, accepting, codesOf }, place) =>
        place === first ||
        hasBit(indifferent, promotion) ||
        (place > first &&
          codesOf(item).some((code) => accepting.get(code)?.includes(promotion) === true)),
    );
  }
}

/** Whoever accepts one of the values, each once. */
function namedBy(
  codes: readonly number[],
  accepting: ReadonlyMap<number, readonly number[]>,
): Iterable<number> {
  if (codes.length === 0) return NONE;
  if (codes.length === 1) return accepting.get(codes[0]!) ?? NONE;
  return new Set(codes.flatMap((code) => accepting.get(code) ?? NONE));
}

function maskOf({ indifferent, accepting, codesOf }: SetDimension, item: number): Bits {
  const codes = codesOf(item);
  if (codes.length === 0) return indifferent;
  if (codes.length === 1) return accepting.get(codes[0]!) ?? indifferent;
  const mask = indifferent.slice();
  for (const code of codes) {
    const more = accepting.get(code);
    if (more) unite(mask, more);
  }
  return mask;
}

function dimensionOf(
  attribute: string,
  facts: readonly Facts[],
  catalogue: Catalogue,
): ListDimension {
  const indifferent = allBits(facts.length);
  const accepting = new Map<number, number[]>();
  const codeOf = coder(attribute, catalogue);
  facts.forEach((one, promotion) => {
    const values = one.get(attribute);
    if (!values) return;
    indifferent[promotion >>> 5]! &= ~(1 << (promotion & 31));
    for (const value of values) {
      const code = codeOf(value);
      if (code < 0) continue;
      const list = accepting.get(code);
      if (list) list.push(promotion);
      else accepting.set(code, [promotion]);
    }
  });
  return { indifferent, accepting, codesOf: reader(attribute, catalogue) };
}

function withSets({ indifferent, accepting, codesOf }: ListDimension): SetDimension {
  const sets = new Map<number, Bits>();
  for (const [code, list] of accepting) {
    const bits = indifferent.slice();
    for (const promotion of list) addBit(bits, promotion);
    sets.set(code, bits);
  }
  return { indifferent, accepting: sets, codesOf };
}

function coder(attribute: string, catalogue: Catalogue): (value: string) => number {
  if (attribute === 'item') return (id) => catalogue.numberOf(id);
  if (attribute === 'style') return (id) => catalogue.styleNumberOf(id);
  return (value) => catalogue.column(attribute)?.codes.get(value) ?? -1;
}

const NONE: readonly number[] = [];

function reader(attribute: string, catalogue: Catalogue): (item: number) => readonly number[] {
  if (attribute === 'item') return (item) => (item < 0 ? NONE : [item]);
  if (attribute === 'style') return (item) => oneOrNone(catalogue.style(item));
  const column = catalogue.column(attribute);
  if (!column) return () => NONE;
  return (item) => {
    const code = item < 0 ? -1 : column.of(item);
    return code < -1 ? column.several(code) : oneOrNone(code);
  };
}

function oneOrNone(code: number): readonly number[] {
  return code < 0 ? NONE : [code];
}
