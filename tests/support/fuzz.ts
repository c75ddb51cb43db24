import fc from 'fast-check';
import type { TSchema } from 'typebox';

/** The keywords that our contracts use. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

/**
 * Texts that mean something in the database under test, by the name of the member they belong in:
 * `orderId` → ids of orders. Mixed in, so that requests find what they ask for.
 */
export type KnownTexts = ReadonlyMap<string, readonly string[]>;

const NOTHING: KnownTexts = new Map();

/** Values that keep a contract, small ones and those at its limits; ids that exist and ids that do not. */
export function valid(schema: TSchema, known: KnownTexts = NOTHING): fc.Arbitrary<unknown> {
  return valueOf(schema as Schema, known, '');
}

/** Values that break a contract in one place, or keep it in a way that hurts further on. */
export function hostile(schema: TSchema, known: KnownTexts = NOTHING): fc.Arbitrary<unknown> {
  return fc
    .tuple(valid(schema, known), fc.nat(), fc.constantFrom(...NASTY), fc.nat(5))
    .map(([value, place, nasty, way]) => spoilt(value, place, nasty, way));
}

/** The text of a value, with the literals that JavaScript cannot hold. */
export function hostileJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"@literal ([^"]+)"/g, '$1');
}

/** What goes wrong in servers: in text, numbers, dates, structure. `@literal` becomes bare JSON. */
const NASTY: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u0007\u001b[31m',
  'İıſß𝒳👩‍👩‍👧‍👦',
  "'; drop table core_account; --",
  '%_\\',
  '{{7*7}}<script>alert(1)</script>',
  '../../../../etc/passwd',
  'x'.repeat(5_000),
  '0',
  '-1',
  'NaN',
  'null',
  '@literal 1e400',
  '@literal -1e400',
  '@literal 1e308',
  '@literal -0',
  '@literal 1.0000000000000001',
  '@literal 99999999999999999999',
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1.5,
  '0000-00-00',
  '0000-01-01',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '0001-01-01T00:00:00-14:00',
  '99999-01-01T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'urn:uuid:00000000-0000-0000-0000-000000000000',
  [],
  {},
  [[[[[[[[]]]]]]]],
  Array.from({ length: 2_000 }, () => 0),
  { __proto__: null, constructor: { prototype: { admin: true } } },
];

/** Puts something nasty in one place, leaves a member out, adds one, repeats one. */
function spoilt(value: unknown, place: number, nasty: unknown, way: number): unknown {
  const copy = structuredClone(value);
  const spots = spotsOf(copy);
  const spot = spots[place % Math.max(1, spots.length)];
  if (!spot) return nasty;
  const { holder, name } = spot;
  if (way === 0 && !Array.isArray(holder)) delete holder[name];
  else if (way === 1 && !Array.isArray(holder)) holder['unexpected'] = nasty;
  else if (way === 1 && Array.isArray(holder)) holder.push(nasty, ...(holder as unknown[]));
  else holder[name] = nasty;
  return copy;
}

type Holder = Record<string, unknown>;

function spotsOf(value: unknown): { holder: Holder; name: string }[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...spotsOf(holder[name])]);
}

/** `name` is the member's, also for what stands in a list: `itemIds` holds what `itemId` is. */
function valueOf(schema: Schema, known: KnownTexts, name: string): fc.Arbitrary<unknown> {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return fc.oneof(...branches.map((branch) => valueOf(branch, known, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known);
    case 'array':
      return arrayOf(schema, known, name);
    case 'string':
      return textOf(schema, known.get(name) ?? []);
    case 'integer':
      return numberOf(schema, 1);
    case 'number':
      return numberOf(schema, 0.01);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema, known: KnownTexts): fc.Arbitrary<unknown> {
  const [pattern] = Object.values(schema.patternProperties ?? {});
  if (pattern)
    return fc.dictionary(fc.string({ maxLength: 8 }), valueOf(pattern, known, ''), { maxKeys: 3 });
  const properties = schema.properties ?? {};
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, valueOf(member, known, name)]),
  );
  const required = (schema.required ?? []).filter((name) => name in members);
  return fc.record(members, { requiredKeys: required });
}

function arrayOf(schema: Schema, known: KnownTexts, name: string): fc.Arbitrary<unknown> {
  const items = valueOf(schema.items ?? {}, known, name.replace(/s$/, ''));
  const least = schema.minItems ?? 0;
  const most = Math.min(schema.maxItems ?? 4, Math.max(least, 4));
  const some = schema.uniqueItems
    ? fc.uniqueArray(items, { minLength: least, maxLength: most })
    : fc.array(items, { minLength: least, maxLength: most });
  if (schema.maxItems === undefined || schema.uniqueItems) return some;
  const full = fc.array(items, {
    minLength: Math.min(schema.maxItems, 200),
    maxLength: Math.min(schema.maxItems, 200),
  });
  return fc.oneof({ weight: 9, arbitrary: some }, { weight: 1, arbitrary: full });
}

function numberOf(schema: Schema, step: number): fc.Arbitrary<number> {
  const least = schema.minimum ?? (schema.exclusiveMinimum ?? -1_000_000 - step) + step;
  const most = schema.maximum ?? Math.max(least, 1_000_000);
  const within = fc.integer({ min: Math.ceil(least), max: Math.floor(most) });
  const small = fc.integer({
    min: Math.ceil(least),
    max: Math.min(Math.floor(most), Math.ceil(least) + 5),
  });
  return fc.oneof(small, within, fc.constantFrom(least, most));
}

function textOf(schema: Schema, known: readonly string[]): fc.Arbitrary<string> {
  const fitting = known.filter((text) => fits(text, schema));
  const made = madeText(schema);
  if (fitting.length === 0) return made;
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: made },
  );
}

function madeText(schema: Schema): fc.Arbitrary<string> {
  const form = schema.format === undefined ? undefined : FORMATS[schema.format];
  if (form) return form;
  const { minLength = 0, maxLength = minLength + 30, pattern } = schema;
  const plain = fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 30) }),
    fc.constantFrom('a'.repeat(Math.max(1, minLength)), 'à'.repeat(maxLength)),
  );
  if (pattern === undefined) return plain;
  // A pattern that only forbids characters is kept by nearly every text; any other is built from.
  const base = pattern.startsWith('^[^') ? plain : matching(pattern);
  return base.filter((text) => fits(text, schema));
}

const matchingTexts = new Map<string, fc.Arbitrary<string>>();

/** Texts that keep a pattern. Prepared once: that takes a hundred times longer than to make a text of it. */
function matching(pattern: string): fc.Arbitrary<string> {
  const known = matchingTexts.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  matchingTexts.set(pattern, known);
  return known;
}

const between = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString());

const instant = fc.oneof(
  between('2000-01-01', '2026-01-01'),
  between('2027-01-01', '2029-01-01'),
  between('2000-01-01', '2099-12-31'),
);

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  'date-time': fc.oneof(instant, fc.constantFrom('2027-03-28T02:30:00+01:00')),
  date: fc.oneof(
    instant.map((text) => text.slice(0, 10)),
    fc.constantFrom('2028-02-29'),
  ),
  email: fc.constantFrom('giulia.rossi@example.com', 'a@example.com'),
  uri: fc.constantFrom('https://example.com/a?b=c'),
};

const SHAPES: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

function fits(text: string, schema: Schema): boolean {
  if (schema.format !== undefined) return SHAPES[schema.format]?.test(text) ?? false;
  if (text.length < (schema.minLength ?? 0)) return false;
  if ([...text].length > (schema.maxLength ?? Infinity)) return false;
  return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text);
}
