import { addBit, allBits, countBits, hasBit, noBits, unite, type Bits } from './bits.ts';
import type { Catalogue } from './catalogue.ts';
import type { Facts } from './compiled-query.ts';
import { attributeOf, type ItemAttribute } from './item-attribute.ts';

/** A promotion is listed under values that are at most this part of all values of an attribute. */
const NARROW = 1 / 32;
/** Of an attribute with more values than these (items, styles) there are lists only, no sets. */
const MANY = 1_024;

/** One of these codes of an attribute; in ascending order. */
interface Demand {
  /** Place of the attribute. */
  readonly attribute: number;
  readonly codes: readonly number[];
}

/** A set of unlisted promotions for each value of an attribute, each with those that do not ask for it. */
interface Sets {
  readonly attribute: number;
  readonly indifferent: Bits;
  readonly accepting: ReadonlyMap<number, Bits>;
}

/**
 * From an item to the promotions that may be about it, without asking each of them. Most ask for something
 * that few goods have, an item, a style, a brand: they are listed there, and only those listed under what
 * the item is are asked for the rest. Those about much are found by sets, intersected word by word.
 */
export class ItemIndex {
  readonly attributes: readonly ItemAttribute[];
  readonly lists: readonly Lists[];
  readonly besides: Besides;
  /** Promotions in no list; `sets` are of places here. */
  readonly unlisted: readonly number[];
  readonly sets: readonly Sets[];
  /** By promotion: room for a search to note where it has put it. */
  readonly notes: Int32Array;

  constructor(facts: readonly Facts[], catalogue: Catalogue, narrow = NARROW) {
    const names = [...new Set(facts.flatMap((one) => [...one.keys()]))];
    this.attributes = names.map((name) => attributeOf(name, catalogue));
    this.notes = new Int32Array(facts.length);
    const listed = names.map((): [number, Demand][] => []);
    const besides: (readonly Demand[])[] = [];
    const unlisted: number[] = [];
    const inSets = names.map((): [number, Demand][] => []);
    facts.forEach((one, promotion) => {
      const demands = this.#demandsOf(one, names);
      const first = this.#narrowest(demands, narrow);
      besides.push(first ? demands.filter((demand) => demand !== first) : []);
      if (first) listed[first.attribute]!.push([promotion, first]);
      else {
        for (const demand of demands) inSets[demand.attribute]!.push([unlisted.length, demand]);
        unlisted.push(promotion);
      }
    });
    this.unlisted = unlisted;
    this.besides = new Besides(besides);
    this.lists = listed.flatMap((own, attribute) =>
      own.length === 0 ? [] : [new Lists(attribute, this.attributes[attribute]!.values, own)],
    );
    this.sets = inSets
      .flatMap((own, attribute) =>
        own.length === 0 ? [] : [setsOf(attribute, own, unlisted.length)],
      )
      .sort((a, b) => countBits(a.indifferent) - countBits(b.indifferent));
  }

  /** Where to look for those of `among`, item by item. */
  within(among: Bits): ItemSearch {
    return new ItemSearch(this, among);
  }

  #demandsOf(facts: Facts, names: readonly string[]): Demand[] {
    return [...facts].map(([name, values]) => {
      const attribute = names.indexOf(name);
      const { codeOf } = this.attributes[attribute]!;
      const codes = [...values].map(codeOf).filter((code) => code >= 0);
      return { attribute, codes: [...new Set(codes)].sort((a, b) => a - b) };
    });
  }

  /** The demand that fewest goods meet, where few enough do for a list. */
  #narrowest(demands: readonly Demand[], narrow: number): Demand | undefined {
    let first: Demand | undefined;
    let least = narrow;
    for (const demand of demands) {
      const { values } = this.attributes[demand.attribute]!;
      const part = values === 0 ? 0 : demand.codes.length / values;
      const width = values > MANY ? Math.min(part, narrow) : part;
      if (width > least || (first && width === least)) continue;
      first = demand;
      least = width;
    }
    return first;
  }
}

/** The promotions listed under each code of an attribute, one list behind the other. */
class Lists {
  readonly attribute: number;
  readonly promotions: Int32Array;
  /** By code, where its list begins; one more for the end of the last. */
  readonly begins: Int32Array;

  constructor(attribute: number, values: number, listed: readonly [number, Demand][]) {
    this.attribute = attribute;
    this.begins = new Int32Array(values + 1);
    for (const [, { codes }] of listed) for (const code of codes) this.begins[code + 1]! += 1;
    for (let code = 0; code < values; code++) this.begins[code + 1]! += this.begins[code]!;
    this.promotions = new Int32Array(this.begins[values]!);
    const next = this.begins.slice();
    for (const [promotion, { codes }] of listed)
      for (const code of codes) this.promotions[next[code]!++] = promotion;
  }
}

/** What listed promotions ask for besides: for each demand its attribute, how many codes, the codes. */
class Besides {
  readonly #words: Int32Array;
  /** By promotion, where its demands begin; one more for the end of the last. */
  readonly #begins: Int32Array;

  constructor(demands: readonly (readonly Demand[])[]) {
    const words: number[] = [];
    this.#begins = new Int32Array(demands.length + 1);
    demands.forEach((own, promotion) => {
      for (const { attribute, codes } of own) {
        words.push(attribute, codes.length);
        for (const code of codes) words.push(code);
      }
      this.#begins[promotion + 1] = words.length;
    });
    this.#words = Int32Array.from(words);
  }

  /** Does an item with these codes have all that the promotion asks for besides? */
  areMet(
    promotion: number,
    codes: Int32Array,
    several: readonly (readonly number[] | undefined)[],
  ): boolean {
    const words = this.#words;
    const end = this.#begins[promotion + 1]!;
    for (let at = this.#begins[promotion]!; at < end;) {
      const attribute = words[at]!;
      const from = at + 2;
      at = from + words[at + 1]!;
      const code = codes[attribute]!;
      const isMet =
        code >= -1
          ? isAmong(words, from, at, code)
          : several[attribute]!.some((one) => isAmong(words, from, at, one));
      if (!isMet) return false;
    }
    return true;
  }
}

/** Is the word there, between `from` and `to` in ascending order? */
function isAmong(words: Int32Array, from: number, to: number, wanted: number): boolean {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low < to && words[low] === wanted;
}

/** Promotions, each with the lines of a basket that it may be about, by their places. */
export class FoundLines {
  readonly #notes: Int32Array;
  readonly found: { readonly promotion: number; places: number[] }[] = [];

  constructor(notes: Int32Array) {
    this.#notes = notes;
  }

  add(promotion: number, place: number): void {
    const known = this.placesFor(promotion);
    if (known) known.push(place);
    else this.#notes[promotion] = this.found.push({ promotion, places: [place] }) - 1;
  }

  /** Undefined where it has not been found. A note of another basket leads to nobody, or to somebody else. */
  placesFor(promotion: number): number[] | undefined {
    const noted = this.found[this.#notes[promotion]!];
    return noted?.promotion === promotion ? noted.places : undefined;
  }
}

/** One basket's look-ups in an index: the promotions asked about are the same for every line. */
export class ItemSearch {
  readonly #index: ItemIndex;
  readonly #among: Bits;
  /** Those of the unlisted that are asked about, by their places. */
  readonly #unlisted: Bits;
  readonly #masks: Bits[] = [];
  /** What the item is, by attribute; and where it is several. */
  readonly #codes: Int32Array;
  readonly #several: (readonly number[] | undefined)[];

  constructor(index: ItemIndex, among: Bits) {
    this.#index = index;
    this.#among = among;
    this.#codes = new Int32Array(index.attributes.length);
    this.#several = index.attributes.map(() => undefined);
    this.#unlisted = noBits(index.unlisted.length);
    index.unlisted.forEach((promotion, place) => {
      if (hasBit(among, promotion)) addBit(this.#unlisted, place);
    });
  }

  /** Those that may be about one of the items, with the places of these. */
  about(items: readonly number[]): FoundLines {
    const lines = new FoundLines(this.#index.notes);
    items.forEach((item, place) => {
      this.eachAbout(item, (promotion) => lines.add(promotion, place));
    });
    return lines;
  }

  /** Calls back for those that may be about the item, each once. */
  eachAbout(item: number, visit: (promotion: number) => void): void {
    this.#read(item);
    for (const { attribute, begins, promotions } of this.#index.lists) {
      const code = this.#codes[attribute]!;
      if (code === -1) continue;
      if (code >= 0)
        for (let at = begins[code]!; at < begins[code + 1]!; at++)
          this.#visit(promotions[at]!, visit);
      else {
        const listed = this.#several[attribute]!.flatMap((one) => [
          ...promotions.subarray(begins[one], begins[one + 1]),
        ]);
        for (const promotion of new Set(listed)) this.#visit(promotion, visit);
      }
    }
    if (this.#unlisted.length > 0) this.#eachUnlisted(visit);
  }

  #read(item: number): void {
    this.#index.attributes.forEach(({ of, several }, place) => {
      const code = of(item);
      this.#codes[place] = code;
      if (code < -1) this.#several[place] = several(code);
    });
  }

  #visit(promotion: number, visit: (promotion: number) => void): void {
    if (!hasBit(this.#among, promotion)) return;
    if (this.#index.besides.areMet(promotion, this.#codes, this.#several)) visit(promotion);
  }

  #eachUnlisted(visit: (promotion: number) => void): void {
    const masks = this.#masks;
    this.#index.sets.forEach((sets, place) => (masks[place] = this.#maskOf(sets)));
    for (let word = 0; word < this.#unlisted.length; word++) {
      let left = this.#unlisted[word]!;
      for (let place = 0; left !== 0 && place < masks.length; place++) left &= masks[place]![word]!;
      while (left !== 0) {
        const lowest = left & -left;
        left ^= lowest;
        visit(this.#index.unlisted[word * 32 + (31 - Math.clz32(lowest))]!);
      }
    }
  }

  #maskOf({ attribute, indifferent, accepting }: Sets): Bits {
    const code = this.#codes[attribute]!;
    if (code >= -1) return accepting.get(code) ?? indifferent;
    const mask = indifferent.slice();
    for (const one of this.#several[attribute]!) {
      const more = accepting.get(one);
      if (more) unite(mask, more);
    }
    return mask;
  }
}

function setsOf(attribute: number, asking: readonly [number, Demand][], size: number): Sets {
  const indifferent = allBits(size);
  for (const [promotion] of asking) indifferent[promotion >>> 5]! &= ~(1 << (promotion & 31));
  const accepting = new Map<number, Bits>();
  for (const [promotion, { codes }] of asking)
    for (const code of codes) {
      const set = accepting.get(code) ?? indifferent.slice();
      addBit(set, promotion);
      accepting.set(code, set);
    }
  return { attribute, indifferent, accepting };
}
