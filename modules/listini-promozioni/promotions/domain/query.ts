import type { AttributeQuery } from '../../engine/domain/attribute-query.ts';

/** Deeper ones nobody can read. */
const DEEPEST = 4;
const MOST_VALUES = 5_000;
const MOST_PARTS = 20;

/** Is this a query in one of its forms, all the way down? What a schema cannot say of a form inside itself. */
export function isQuery(value: unknown, depth = DEEPEST): value is AttributeQuery {
  if (!isRecord(value) || depth === 0) return false;
  const members = Object.keys(value);
  const parts = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.length > 0 &&
    list.length <= MOST_PARTS &&
    list.every((part) => isQuery(part, depth - 1));
  if (members.length === 2) {
    return typeof value['attribute'] === 'string' && isTexts(value['in']);
  }
  if (members.length !== 1) return false;
  const [name] = members;
  const member = value[name!];
  switch (name) {
    case 'everything':
      return member === true;
    case 'reduced':
      return typeof member === 'boolean';
    case 'listPriceMinor':
    case 'daysSinceArrival':
    case 'stockLevel':
      return isRange(member);
    case 'all':
    case 'any':
      return parts(member);
    case 'not':
      return isQuery(member, depth - 1);
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_VALUES &&
    value.every(
      (text) => typeof text === 'string' && text.length <= 120 && !text.includes('\u0000'),
    )
  );
}

function isRange(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(
    ([name, end]) => (name === 'min' || name === 'max') && Number.isSafeInteger(end),
  );
}

/** Where a definition names goods in a form that is none: pointers below the one given. */
export function flawedQueries(value: unknown, pointer: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry, place) => flawedQueries(entry, `${pointer}/${place}`));
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'of'
      ? isQuery(member)
        ? []
        : [`${pointer}/of`]
      : flawedQueries(member, `${pointer}/${name}`),
  );
}
