/** A case of the neutral format; only what it is made of, not whether it makes sense. */
export interface Scenario {
  readonly id: string;
  readonly kind: string;
  readonly source?: string;
  readonly expected?: Expected;
  readonly lines?: readonly ScenarioLine[];
  readonly context?: Record<string, unknown>;
  readonly promotions?: readonly Bag[];
  readonly settings?: Bag;
  readonly history?: readonly {
    readonly at: string;
    readonly price: number;
    readonly compareAt: number | null;
  }[];
}

export interface ScenarioLine {
  readonly lineId: string;
  readonly sku: string;
  readonly qty: number;
  readonly unitPrice: number;
  readonly attributes?: Bag;
}

/** A part of a scenario whose keys are read one by one. */
export type Bag = Readonly<Record<string, unknown>>;
export type Expected = Readonly<Record<string, unknown>>;

/** The case speaks of something that this program does not know. */
export class Unsupported extends Error {}

/** The case contradicts itself or lacks what its kind needs. */
export class Malformed extends Error {}

/** The scenarios of a file: an array, or under `scenarios`. */
export function scenariosIn(text: string): Scenario[] {
  const parsed: unknown = JSON.parse(text);
  const list: unknown = Array.isArray(parsed) ? parsed : (parsed as Bag)['scenarios'];
  if (!Array.isArray(list)) throw new Malformed('the file holds no scenarios');
  return list.map((one: unknown, place) => {
    const id = (one as Bag | null)?.['id'];
    const name = typeof id === 'string' ? id : `#${place + 1}`;
    const kind = (one as Bag | null)?.['kind'];
    return { ...(one as Scenario), id: name, kind: typeof kind === 'string' ? kind : '' };
  });
}

export function bag(value: unknown, what: string): Bag {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Malformed(`${what} is not an object`);
  return value as Bag;
}

export function bags(value: unknown, what: string): Bag[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Malformed(`${what} is not a list`);
  return value.map((one) => bag(one, `an entry of ${what}`));
}

export function number(value: unknown, what: string): number {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read))
    throw new Malformed(`${what} is not a number`);
  return read;
}

export function optionalNumber(value: unknown, what: string): number | undefined {
  return value === undefined || value === null ? undefined : number(value, what);
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Malformed(`${what} is not a text`);
  return value;
}

/** One value or several, as texts. */
export function texts(value: unknown, what: string): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.map((one) => {
    if (typeof one === 'string') return one;
    if (typeof one === 'number' || typeof one === 'boolean') return String(one);
    throw new Unsupported(`${what} ${JSON.stringify(one)}`);
  });
}

/** Refuses keys that nobody reads: a case half understood would be computed wrongly. */
export function knows(given: Bag, keys: readonly string[], what: string): void {
  for (const key of Object.keys(given))
    if (!keys.includes(key) && given[key] !== undefined && given[key] !== null)
      throw new Unsupported(`${what}: ${key}`);
}

/** One of the words of a vocabulary, or the first where nothing is said. */
export function word<T extends string>(
  value: unknown,
  words: readonly [T, ...T[]],
  what: string,
): T {
  if (value === undefined || value === null) return words[0];
  const known = words.find((one) => one === value);
  if (known === undefined) throw new Unsupported(`${what} ${JSON.stringify(value)}`);
  return known;
}
