import { localMillis, type Period } from './local-time.ts';
import type { PriceEntry } from './price-list.ts';

const EMPTY = -1;
const LARGEST = 0x7fff_fffe;

/** A price with its own period or from a number of pieces on. */
export interface Slice extends Period {
  readonly minQuantity: number;
  readonly amountMinor: number;
}

const ALWAYS: Period = { from: -Infinity, to: Infinity };

/**
 * The prices of one list by number of item (or style): an array where most have one, open addressing
 * where few do. A plain price stands in the table itself; one with breaks or periods is a list of slices.
 */
export class PriceLayer {
  readonly #dense: Int32Array | null;
  readonly #keys: Int32Array;
  readonly #values: Int32Array;
  readonly #slices: readonly (readonly Slice[])[];
  readonly count: number;

  constructor(built: LayerBuilder, universe: number) {
    const { keys, values, slices } = built;
    this.#slices = slices.map((list) =>
      list.length === 1
        ? list
        : list.toSorted((a, b) => b.minQuantity - a.minQuantity || b.from - a.from),
    );
    this.count = keys.length;
    const isDense = keys.length * 4 > universe;
    this.#dense = isDense ? new Int32Array(universe).fill(EMPTY) : null;
    const capacity = isDense ? 0 : tableSize(keys.length);
    this.#keys = new Int32Array(capacity).fill(EMPTY);
    this.#values = new Int32Array(capacity);
    for (let i = 0; i < keys.length; i++) this.#put(keys[i]!, values[i]!);
  }

  /** -1: no price; zero or more: the price; less than -1: see `slices`. */
  get(key: number): number {
    if (key < 0) return EMPTY;
    if (this.#dense) return key < this.#dense.length ? this.#dense[key]! : EMPTY;
    const mask = this.#keys.length - 1;
    if (mask < 0) return EMPTY;
    for (let at = scattered(key) & mask; ; at = (at + 1) & mask) {
      const found = this.#keys[at]!;
      if (found === key) return this.#values[at]!;
      if (found === EMPTY) return EMPTY;
    }
  }

  /** Of an answer below -1: most pieces first, then the latest start. */
  slices(answer: number): readonly Slice[] {
    return this.#slices[-2 - answer]!;
  }

  /** Every period that a price of this layer has. */
  *periods(): Iterable<Period> {
    for (const slices of this.#slices) yield* slices;
  }

  #put(key: number, value: number): void {
    if (this.#dense) {
      this.#dense[key] = value;
      return;
    }
    const mask = this.#keys.length - 1;
    let at = scattered(key) & mask;
    while (this.#keys[at] !== EMPTY) at = (at + 1) & mask;
    this.#keys[at] = key;
    this.#values[at] = value;
  }
}

/** Gathers entries in any order; several for one key become slices. */
export class LayerBuilder {
  keys = new Int32Array(0);
  values = new Int32Array(0);
  readonly slices: Slice[][] = [];
  #count = 0;
  readonly #places = new Map<number, number>();
  readonly #hasSeveral: boolean;
  /** Prices of one publication begin together: each moment is read once. */
  readonly #moments = new Map<string, number>();

  /** Without `expectDoubles` keys must come once each: a million of them need no index of their own. */
  constructor(expectDoubles = true) {
    this.#hasSeveral = expectDoubles;
  }

  add(key: number, entry: PriceEntry): void {
    const { amountMinor, minQuantity = 1 } = entry;
    const isPlain =
      minQuantity <= 1 &&
      entry.from === undefined &&
      entry.to === undefined &&
      amountMinor <= LARGEST;
    const known = this.#hasSeveral ? this.#places.get(key) : undefined;
    if (known === undefined) {
      const place = this.#append(key);
      if (this.#hasSeveral) this.#places.set(key, place);
      if (isPlain) this.values[place] = amountMinor;
      else this.#slice(place, [this.#sliceOf(entry)]);
      return;
    }
    const value = this.values[known]!;
    if (value < EMPTY) this.slices[-2 - value]!.push(this.#sliceOf(entry));
    else
      this.#slice(known, [{ ...ALWAYS, minQuantity: 1, amountMinor: value }, this.#sliceOf(entry)]);
  }

  finish(universe: number): PriceLayer {
    this.keys = this.keys.subarray(0, this.#count);
    this.values = this.values.subarray(0, this.#count);
    return new PriceLayer(this, universe);
  }

  #sliceOf({ from, to, minQuantity = 1, amountMinor }: PriceEntry): Slice {
    return {
      from: from === undefined ? -Infinity : this.#moment(from),
      to: to === undefined ? Infinity : this.#moment(to),
      minQuantity,
      amountMinor,
    };
  }

  #moment(text: string): number {
    let millis = this.#moments.get(text);
    if (millis === undefined) {
      millis = localMillis(text);
      this.#moments.set(text, millis);
    }
    return millis;
  }

  #append(key: number): number {
    if (this.#count === this.keys.length) {
      this.keys = doubled(this.keys);
      this.values = doubled(this.values);
    }
    this.keys[this.#count] = key;
    return this.#count++;
  }

  #slice(place: number, slices: Slice[]): void {
    this.slices.push(slices);
    this.values[place] = -1 - this.slices.length;
  }
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(64, values.length * 2));
  larger.set(values);
  return larger;
}

/** At most three quarters full; a power of two. */
function tableSize(count: number): number {
  let size = 1;
  while (size * 3 < count * 4 + 4) size *= 2;
  return size;
}

function scattered(key: number): number {
  const mixed = Math.imul(key, 0x9e37_79b1);
  return mixed ^ (mixed >>> 15);
}
