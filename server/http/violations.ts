import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Violation } from '../kernel/problems.ts';
import type { Language } from '../kernel/text.ts';

type Parameters = Readonly<Record<string, unknown>>;
type Sentence = (parameters: Parameters) => string;

/** What is wrong with one member, by JSON Schema keyword and by our own checks, in every language. */
const SENTENCES = {
  malformed: both(
    () => 'il testo non è JSON valido',
    () => 'the text is not valid JSON',
  ),
  tooDeep: both(
    () => 'troppi livelli annidati (al massimo 20)',
    () => 'nested too deeply (20 levels at most)',
  ),
  notFinite: both(
    () => 'il numero è troppo grande',
    () => 'the number is too large',
  ),
  unstorable: both(
    () => 'contiene caratteri non ammessi',
    () => 'contains characters that are not allowed',
  ),
  undecodable: both(
    () => 'l’indirizzo non è codificato correttamente',
    () => 'the address is not encoded correctly',
  ),
  badCursor: both(
    () => 'il segno di pagina non è valido: ricomincia dalla prima pagina',
    () => 'the page mark is not valid: start again from the first page',
  ),
  badKey: both(
    () => 'Idempotency-Key ha da 8 a 200 caratteri ASCII visibili (meglio un UUID)',
    () => 'Idempotency-Key has 8 to 200 visible ASCII characters (preferably a UUID)',
  ),
  badIfMatch: both(
    () => 'If-Match contiene la versione tra virgolette, per esempio "7"',
    () => 'If-Match holds the version in quotes, for example "7"',
  ),
  type: both(
    ({ type }) => `deve essere ${TYPES_IT[String(type)] ?? String(type)}`,
    ({ type }) => `must be ${TYPES_EN[String(type)] ?? String(type)}`,
  ),
  required: both(
    () => 'manca',
    () => 'is missing',
  ),
  additionalProperties: both(
    () => 'non è previsto',
    () => 'is not expected here',
  ),
  minLength: both(
    ({ limit }) => (limit === 1 ? 'non può essere vuoto' : `almeno ${limit} caratteri`),
    ({ limit }) => (limit === 1 ? 'must not be empty' : `at least ${limit} characters`),
  ),
  maxLength: both(
    ({ limit }) => `al massimo ${limit} caratteri`,
    ({ limit }) => `at most ${limit} characters`,
  ),
  pattern: both(
    () => 'non ha la forma prevista',
    () => 'does not have the expected form',
  ),
  format: both(
    ({ format }) => `deve essere ${FORMATS_IT[String(format)] ?? String(format)}`,
    ({ format }) => `must be ${FORMATS_EN[String(format)] ?? String(format)}`,
  ),
  minimum: both(
    ({ limit }) => `almeno ${limit}`,
    ({ limit }) => `at least ${limit}`,
  ),
  maximum: both(
    ({ limit }) => `al massimo ${limit}`,
    ({ limit }) => `at most ${limit}`,
  ),
  exclusiveMinimum: both(
    ({ limit }) => `più di ${limit}`,
    ({ limit }) => `more than ${limit}`,
  ),
  exclusiveMaximum: both(
    ({ limit }) => `meno di ${limit}`,
    ({ limit }) => `less than ${limit}`,
  ),
  multipleOf: both(
    ({ multipleOf }) => `deve essere un multiplo di ${multipleOf}`,
    ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  ),
  minItems: both(
    ({ limit }) => (limit === 1 ? 'almeno un elemento' : `almeno ${limit} elementi`),
    ({ limit }) => (limit === 1 ? 'at least one entry' : `at least ${limit} entries`),
  ),
  maxItems: both(
    ({ limit }) => `al massimo ${limit} elementi`,
    ({ limit }) => `at most ${limit} entries`,
  ),
  uniqueItems: both(
    () => 'contiene due volte lo stesso elemento',
    () => 'holds the same entry twice',
  ),
  minProperties: both(
    ({ limit }) => (limit === 1 ? 'indica almeno un valore' : `almeno ${limit} valori`),
    ({ limit }) => (limit === 1 ? 'give at least one value' : `at least ${limit} values`),
  ),
  maxProperties: both(
    ({ limit }) => `al massimo ${limit} valori`,
    ({ limit }) => `at most ${limit} values`,
  ),
  enum: both(
    ({ allowedValues }) => `uno tra: ${listed(allowedValues)}`,
    ({ allowedValues }) => `one of: ${listed(allowedValues)}`,
  ),
  const: both(
    ({ allowedValue }) => `deve essere ${String(allowedValue)}`,
    ({ allowedValue }) => `must be ${String(allowedValue)}`,
  ),
  discriminator: both(
    ({ tag }) => `${String(tag)} non è tra i valori previsti`,
    ({ tag }) => `${String(tag)} is not one of the expected values`,
  ),
  other: both(
    () => 'non è valido',
    () => 'is not valid',
  ),
} as const satisfies Record<string, Readonly<Record<Language, Sentence>>>;

export type Complaint = keyof typeof SENTENCES;

/** The sentence for one complaint, in the reader's language. */
export function told(kind: Complaint, parameters: Parameters, language: Language): string {
  return SENTENCES[kind][language](parameters);
}

/** What Ajv found, as one violation: the branch that was meant, not every branch there is. */
export function violationOf(errors: readonly ErrorObject[], language: Language): Violation {
  // A value-or-null reports the null branch too, and a union its own summary: neither helps anybody.
  const telling =
    errors.find(
      ({ keyword, params }) =>
        keyword !== 'anyOf' &&
        keyword !== 'oneOf' &&
        !(keyword === 'type' && params['type'] === 'null'),
    ) ?? errors[0]!;
  const member: unknown = telling.params['missingProperty'] ?? telling.params['additionalProperty'];
  const kind = telling.keyword in SENTENCES ? (telling.keyword as Complaint) : 'other';
  return {
    pointer:
      typeof member === 'string'
        ? `${telling.instancePath}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`
        : telling.instancePath,
    detail: told(kind, telling.params, language),
  };
}

function both(it: Sentence, en: Sentence): Readonly<Record<Language, Sentence>> {
  return { it, en };
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map(String).join(', ') : '';
}

const TYPES_IT: Readonly<Record<string, string>> = {
  string: 'un testo',
  number: 'un numero',
  integer: 'un numero intero',
  boolean: 'vero o falso',
  object: 'un oggetto',
  array: 'un elenco',
  null: 'nullo',
};
const TYPES_EN: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};
const FORMATS_IT: Readonly<Record<string, string>> = {
  uuid: 'un UUID in minuscolo',
  'date-time': 'un istante ISO 8601 con fuso, per esempio 2026-11-20T10:30:00Z',
  date: 'una data AAAA-MM-GG',
  email: 'un indirizzo e-mail',
  uri: 'un indirizzo web',
  time: 'un’ora',
};
const FORMATS_EN: Readonly<Record<string, string>> = {
  uuid: 'a lower-case UUID',
  'date-time': 'an ISO 8601 instant with offset, such as 2026-11-20T10:30:00Z',
  date: 'a date YYYY-MM-DD',
  email: 'an e-mail address',
  uri: 'a web address',
  time: 'a time of day',
};
