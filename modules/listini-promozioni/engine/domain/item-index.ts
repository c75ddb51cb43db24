import { addBit, allBits, hasBit, intersect, noBits, type Bits } from './bits.ts';
import type { Catalogue, Column } from './catalogue.ts';
import type { Facts } from './compiled-query.ts';

/** Promotions that accept a value: a set of its own, or a short list beside those that accept any. */
type Accepting = Bits | readonly number[];

/** One attribute, the promotions that do not ask for it, and those that accept each value. */
interface Dimension {
  readonly indifferent: Bits;
  readonly accepting: ReadonlyMap<number, Accepting>;
  readonly codesOf: (item: number) => readonly number[];
}

/**
 * From an item to the promotions that may be about it, without asking each of them: for every attribute,
 * who accepts the item's value; what is left after all attributes is asked in full.
 */
export class ItemIndex {
  readonly #dimensions: readonly Dimension[];
  readonly #scratch: Bits;

  constructor(facts: readonly Facts[], catalogue: Catalogue) {
    this.#scratch = noBits(facts.length);
    const attributes = new Set(facts.flatMap((one) => [...one.keys()]));
    this.#dimensions = [...attributes].map((attribute) => dimensionOf(attribute, facts, catalogue));
  }

  /** Leaves in `among` those that may be about the item. */
  narrow(item: number, among: Bits): void {
    for (const { indifferent, accepting, codesOf } of this.#dimensions) {
      const codes = codesOf(item);
      const only = codes.length === 1 ? accepting.get(codes[0]!) : undefined;
      if (codes.length === 0 || (codes.length === 1 && only === undefined)) {
        intersect(among, indifferent);
      } else if (only instanceof Uint32Array) {
        intersect(among, only);
      } else if (only) {
        keepListed(among, indifferent, only);
      } else {
        const scratch = this.#scratch;
        scratch.set(indifferent);
        for (const code of codes) addAll(scratch, accepting.get(code));
        intersect(among, scratch);
      }
    }
  }
}

/** Of `among`, those in the list and those that are indifferent, in one walk. */
function keepListed(among: Bits, indifferent: Bits, list: readonly number[]): void {
  const kept: number[] = [];
  for (const promotion of list) if (hasBit(among, promotion)) kept.push(promotion);
  intersect(among, indifferent);
  for (const promotion of kept) addBit(among, promotion);
}

function addAll(bits: Bits, accepting: Accepting | undefined): void {
  if (accepting === undefined) return;
  if (accepting instanceof Uint32Array)
    for (let word = 0; word < bits.length; word++) bits[word]! |= accepting[word]!;
  else for (const promotion of accepting) addBit(bits, promotion);
}

function dimensionOf(attribute: string, facts: readonly Facts[], catalogue: Catalogue): Dimension {
  const indifferent = allBits(facts.length);
  const lists = new Map<number, number[]>();
  const codeOf = coder(attribute, catalogue);
  facts.forEach((one, promotion) => {
    const values = one.get(attribute);
    if (!values) return;
    indifferent[promotion >>> 5]! &= ~(1 << (promotion & 31));
    for (const value of values) {
      const code = codeOf(value);
      if (code < 0) continue;
      const list = lists.get(code);
      if (list) list.push(promotion);
      else lists.set(code, [promotion]);
    }
  });
  const accepting = new Map<number, Accepting>();
  // A set costs a word for every 32 promotions, a list one for every member.
  for (const [code, list] of lists)
    accepting.set(code, list.length > indifferent.length / 2 ? joined(indifferent, list) : list);
  return { indifferent, accepting, codesOf: reader(attribute, catalogue) };
}

function joined(indifferent: Bits, list: readonly number[]): Bits {
  const bits = indifferent.slice();
  for (const promotion of list) addBit(bits, promotion);
  return bits;
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
  const column: Column | undefined = catalogue.column(attribute);
  if (!column) return () => NONE;
  return (item) => {
    const code = item < 0 ? -1 : column.of(item);
    return code < -1 ? column.several(code) : oneOrNone(code);
  };
}

function oneOrNone(code: number): readonly number[] {
  return code < 0 ? NONE : [code];
}
