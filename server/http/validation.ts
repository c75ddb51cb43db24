import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { TSchema } from 'typebox';
import { Refusal } from '../kernel/refusal.ts';
import { invalidRequest } from '../kernel/problems.ts';
import type { Language } from '../kernel/text.ts';
import { violationOf } from './violations.ts';

const SETTINGS = {
  strict: true,
  // A tagged union requires its tag beside the branches, not in `properties`.
  strictRequired: false,
  // One error is enough, and collecting all of them lets a hostile body cost far more than an honest one.
  allErrors: false,
  discriminator: true,
  // A named part that is used often is a function of its own; a small one is written where it stands.
  inlineRefs: 12,
  useDefaults: true,
  // An unknown format would be a typing mistake in a contract.
  validateFormats: true,
} as const;

/** Bodies are JSON: `"5"` is not 5. */
const forBodies = prepared(new Ajv2020(SETTINGS));
/** Addresses are text: `limit=5` is a number, and `item=a` alone is a list of one. */
const forAddresses = prepared(new Ajv2020({ ...SETTINGS, coerceTypes: 'array' }));

function prepared(ajv: Ajv2020): Ajv2020 {
  // The default export of a CommonJS module, as Node and the compiler see it.
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  // The usual pattern lets `urn:uuid:…` and capitals through, which no look-up of ours would find.
  ajv.addFormat('uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  const { validate: isDateTime } = fullFormats['date-time'] as {
    validate: (text: string) => boolean;
  };
  // A leap second (`23:59:60`) is a date-time that no clock of ours can tell.
  ajv.addFormat('date-time', (text) => isDateTime(text) && !Number.isNaN(Date.parse(text)));
  return ajv;
}

const compiledBodies = new WeakMap<TSchema, ValidateFunction>();
const compiledAddresses = new WeakMap<TSchema, ValidateFunction>();

/**
 * Checks a body against its contract and fills in defaults. Compiled at first use and kept for the
 * life of the process: contracts are constants.
 */
export function checkBody(schema: TSchema, value: unknown, language: Language): void {
  check(forBodies, compiledBodies, schema, value, language);
}

/** The same for parameters and query strings, which arrive as text and become what the contract says. */
export function checkAddress(schema: TSchema, value: unknown, language: Language): void {
  check(forAddresses, compiledAddresses, schema, value, language);
}

/** What a reply breaks of its contract, or null: asked by the tests for every reply. */
export function replyComplaint(schema: TSchema, value: unknown): string | null {
  const validate = compiled(forBodies, compiledBodies, schema);
  if (validate(value)) return null;
  const { pointer, detail } = violationOf(validate.errors ?? [], 'en');
  return `${pointer || 'reply'} ${detail}`;
}

/** Throws when a contract is no valid schema: asked by a test for every endpoint. */
export function compileContract(schemas: readonly (TSchema | undefined)[]): void {
  for (const schema of schemas) if (schema) compiled(forBodies, compiledBodies, schema);
}

function check(
  ajv: Ajv2020,
  cache: WeakMap<TSchema, ValidateFunction>,
  schema: TSchema,
  value: unknown,
  language: Language,
): void {
  const validate = cache.get(schema) ?? compiled(ajv, cache, schema);
  if (!validate(value)) {
    throw new Refusal(invalidRequest, { errors: [violationOf(validate.errors ?? [], language)] });
  }
}

function compiled(
  ajv: Ajv2020,
  cache: WeakMap<TSchema, ValidateFunction>,
  schema: TSchema,
): ValidateFunction {
  let validate = cache.get(schema);
  if (!validate) {
    validate = ajv.compile(withNamedParts(schema));
    cache.set(schema, validate);
  }
  return validate;
}

/**
 * The schema with each named part written once. `$id` names a part for the OpenAPI document; Ajv would
 * take it for an address and refuse the same part twice in one contract. And a part that stands in many
 * places, such as a query over goods in every benefit, would be compiled again for each: in the end a
 * function too large to be called.
 */
function withNamedParts(root: TSchema): object {
  const names = new Map<object, string>();
  const parts: Record<string, unknown> = {};
  const write = (schema: unknown, top = false): unknown => {
    if (Array.isArray(schema)) return schema.map((one) => write(one));
    if (schema === null || typeof schema !== 'object') return schema;
    const { $id } = schema as { $id?: unknown };
    if (top || typeof $id !== 'string') return plain(schema);
    let name = names.get(schema);
    if (name === undefined) {
      // The same name with something added to it is another part.
      name = $id in parts ? `${$id}-${names.size}` : $id;
      names.set(schema, name);
      parts[name] = true;
      parts[name] = plain(schema);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const plain = (schema: object): object =>
    Object.fromEntries(
      Object.entries(schema)
        .filter(([name, value]) => !(name === '$id' && typeof value === 'string'))
        .map(([name, value]) => [name, write(value)]),
    );
  const whole = write(root, true) as object;
  return names.size === 0 ? whole : { ...whole, $defs: parts };
}
