import { addBit, allBits, hasBit, intersect, unite, type Bits } from './bits.ts';
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

  constructor(facts: readonly Facts[], catalogue: Catalogue) {
    for (const attribute of new Set(facts.flatMap((one) => [...one.keys()]))) {
      const dimension = dimensionOf(attribute, facts, catalogue);
      const bytes = dimension.accepting.size * dimension.indifferent.byteLength;
      if (bytes > SETS_UP_TO) this.#lists.push(dimension);
      else this.#sets.push(withSets(dimension));
    }
  }

  /** Of `among`, those that may be about the item, into `found`. */
  narrow(item: number, among: Bits, found: Bits): void {
    const masks = this.#masks;
    this.#sets.forEach((dimension, place) => (masks[place] = maskOf(dimension, item)));
    for (let word = 0; word < found.length; word++) {
      let left = among[word]!;
      // Most words are empty after a few attributes.
      for (let place = 0; left !== 0 && place < masks.length; place++) left &= masks[place]![word]!;
      found[word] = left;
    }
    for (const { indifferent, accepting, codesOf } of this.#lists) {
      const kept: number[] = [];
      for (const code of codesOf(item))
        for (const promotion of accepting.get(code) ?? [])
          if (hasBit(found, promotion)) kept.push(promotion);
      intersect(found, indifferent);
      for (const promotion of kept) addBit(found, promotion);
    }
  }
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
