import { localMillis } from './local-time.ts';
import type { SnapshotItem } from './snapshot-source.ts';
import { ROWS_IN_A_STEP, type Steps } from './steps.ts';

const DAY = 86_400_000;
const NO_VALUE = -1;

/** One attribute of all items: a code for its value; several values are a list of their own. */
export class Column {
  readonly codes = new Map<string, number>();
  readonly #lists: number[][] = [];
  #values: Int32Array;

  constructor(capacity: number) {
    this.#values = new Int32Array(capacity).fill(NO_VALUE);
  }

  set(item: number, value: string | readonly string[]): void {
    if (item >= this.#values.length) this.#values = grown(this.#values, item, NO_VALUE);
    if (typeof value === 'string') this.#values[item] = this.#codeOf(value);
    else if (value.length === 1) this.#values[item] = this.#codeOf(value[0]!);
    else if (value.length > 1) {
      this.#lists.push(value.map((one) => this.#codeOf(one)));
      this.#values[item] = -1 - this.#lists.length;
    }
  }

  /** One code, or -1 for none, or less for several: see `several`. */
  of(item: number): number {
    return this.#values[item] ?? NO_VALUE;
  }

  several(code: number): readonly number[] {
    return this.#lists[-2 - code]!;
  }

  #codeOf(value: string): number {
    const known = this.codes.get(value);
    if (known !== undefined) return known;
    this.codes.set(value, this.codes.size);
    return this.codes.size - 1;
  }
}

/** Does the item have one of the values? */
export function hasOneOf(column: Column, item: number, wanted: ReadonlySet<number>): boolean {
  const code = column.of(item);
  if (code >= NO_VALUE) return code !== NO_VALUE && wanted.has(code);
  return column.several(code).some((one) => wanted.has(one));
}

/** An amount that some items have. */
class Amounts {
  #values = new Float64Array(0);

  get(item: number): number | undefined {
    const value = this.#values[item];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  set(item: number, amount: number): void {
    if (item >= this.#values.length) {
      const larger = new Float64Array(Math.max(1024, this.#values.length * 2, item + 1)).fill(NaN);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[item] = amount;
  }
}

const NOT_DISCOUNTABLE = 1;
const REDUCED = 2;

/** Everything the engine knows of items, in columns: a million of them in some hundred megabytes. */
export class Catalogue {
  readonly #numbers = new Map<string, number>();
  readonly #styles = new Map<string, number>();
  readonly #columns = new Map<string, Column>();
  #style = new Int32Array(1024).fill(-1);
  #vat = new Uint8Array(1024);
  readonly #vatRates: number[] = [];
  #flags = new Uint8Array(1024);
  #arrived = new Int32Array(1024).fill(-1);
  readonly #minimum = new Amounts();
  readonly #cost = new Amounts();
  readonly #fallback = new Amounts();

  constructor(items: Iterable<SnapshotItem>) {
    for (const item of items) this.#add(item);
  }

  /** The same in steps. */
  static *inSteps(items: Iterable<SnapshotItem>): Steps<Catalogue> {
    const catalogue = new Catalogue([]);
    let read = 0;
    for (const item of items) {
      catalogue.#add(item);
      if (++read % ROWS_IN_A_STEP === 0) yield;
    }
    return catalogue;
  }

  get size(): number {
    return this.#numbers.size;
  }

  get styleCount(): number {
    return this.#styles.size;
  }

  /** -1 for an item the snapshot does not know. */
  numberOf(itemId: string): number {
    return this.#numbers.get(itemId) ?? -1;
  }

  styleNumberOf(styleId: string): number {
    return this.#styles.get(styleId) ?? -1;
  }

  /** The number of the item's style, or -1. */
  style(item: number): number {
    return item < 0 ? -1 : this.#style[item]!;
  }

  /** Codes of an attribute; undefined when no item has it. */
  column(attribute: string): Column | undefined {
    return this.#columns.get(attribute);
  }

  vatRate(item: number): number {
    return item < 0 ? 0 : this.#vatRates[this.#vat[item]!]!;
  }

  isNotDiscountable(item: number): boolean {
    return item >= 0 && (this.#flags[item]! & NOT_DISCOUNTABLE) !== 0;
  }

  isReduced(item: number): boolean {
    return item >= 0 && (this.#flags[item]! & REDUCED) !== 0;
  }

  /** Days since 1970, or -1. */
  arrivedDay(item: number): number {
    return item < 0 ? -1 : this.#arrived[item]!;
  }

  minimumPrice(item: number): number {
    return this.#minimum.get(item) ?? 0;
  }

  cost(item: number): number | undefined {
    return this.#cost.get(item);
  }

  /** Where no price list has a price. */
  fallbackPrice(item: number): number | undefined {
    return this.#fallback.get(item);
  }

  #add(item: SnapshotItem): void {
    const number = this.#numbers.size;
    this.#numbers.set(item.id, number);
    if (number >= this.#style.length) this.#grow(number);
    if (item.styleId !== undefined) this.#style[number] = this.#styleOf(item.styleId);
    this.#vat[number] = this.#vatCode(item.vatRate);
    this.#flags[number] =
      (item.notDiscountable ? NOT_DISCOUNTABLE : 0) | (item.reduced ? REDUCED : 0);
    if (item.arrivedOn) this.#arrived[number] = localMillis(item.arrivedOn) / DAY;
    if (item.minimumPriceMinor) this.#minimum.set(number, item.minimumPriceMinor);
    if (item.costMinor !== undefined) this.#cost.set(number, item.costMinor);
    if (item.listPriceMinor !== undefined) this.#fallback.set(number, item.listPriceMinor);
    for (const attribute in item.attributes) {
      const value = item.attributes[attribute];
      if (value !== undefined) this.#columnOf(attribute).set(number, value);
    }
  }

  #columnOf(attribute: string): Column {
    const known = this.#columns.get(attribute);
    if (known) return known;
    const column = new Column(this.#style.length);
    this.#columns.set(attribute, column);
    return column;
  }

  #styleOf(styleId: string): number {
    const known = this.#styles.get(styleId);
    if (known !== undefined) return known;
    this.#styles.set(styleId, this.#styles.size);
    return this.#styles.size - 1;
  }

  #vatCode(rate: number): number {
    const known = this.#vatRates.indexOf(rate);
    return known >= 0 ? known : this.#vatRates.push(rate) - 1;
  }

  #grow(item: number): void {
    this.#style = grown(this.#style, item, -1);
    this.#arrived = grown(this.#arrived, item, -1);
    this.#vat = grownBytes(this.#vat, item);
    this.#flags = grownBytes(this.#flags, item);
  }
}

function grown(values: Int32Array, item: number, empty: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(values.length * 2, item + 1)).fill(empty, values.length);
  larger.set(values);
  return larger;
}

function grownBytes(values: Uint8Array, item: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(values.length * 2, item + 1));
  larger.set(values);
  return larger;
}

/** Whole days from 1970 to a plain date. */
export function dayNumber(plainDate: string): number {
  return localMillis(plainDate) / DAY;
}
