import { Refusal } from '../kernel/refusal.ts';
import { invalidRequest } from '../kernel/problems.ts';
import type { Language } from '../kernel/text.ts';
import { told, type Complaint } from './violations.ts';

/** Deeper than any contract of ours, shallow enough for every recursive reader behind us. */
export const MAX_DEPTH = 20;

/**
 * Parses a body and refuses what is JSON but would hurt further on: nesting that overflows stacks,
 * `1e400` (parsed as Infinity), characters that PostgreSQL cannot store, `__proto__`.
 */
export function parseJson(text: string, language: Language): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('', 'malformed', language);
  }
  const complaint = complaintAbout(value, '', 1);
  if (complaint) throw malformed(complaint.pointer, complaint.kind, language);
  return value;
}

/**
 * The same for what came in a path or a query string, once it has become what the contract says: Ajv
 * turns the text `1e400` into Infinity and then finds it within any limits.
 */
export function refuseUnstorable(
  values: Readonly<Record<string, unknown>>,
  language: Language,
): void {
  const complaint = complaintAbout(values, '', 1);
  if (complaint) throw malformed(complaint.pointer, complaint.kind, language);
}

export function malformed(pointer: string, kind: Complaint, language: Language): Refusal {
  return new Refusal(invalidRequest, {
    errors: [{ pointer, detail: told(kind, {}, language) }],
  }) as unknown as Refusal;
}

interface Found {
  readonly pointer: string;
  readonly kind: Complaint;
}

function complaintAbout(value: unknown, pointer: string, depth: number): Found | null {
  switch (typeof value) {
    case 'string':
      return storable(value) ? null : { pointer, kind: 'unstorable' };
    case 'number':
      return Number.isFinite(value) ? null : { pointer, kind: 'notFinite' };
    case 'object':
      return value === null ? null : complaintWithin(value, pointer, depth);
    default:
      return null;
  }
}

function complaintWithin(value: object, pointer: string, depth: number): Found | null {
  if (depth > MAX_DEPTH) return { pointer: '', kind: 'tooDeep' };
  if (Array.isArray(value)) {
    for (let place = 0; place < value.length; place += 1) {
      const found = complaintAbout(value[place], `${pointer}/${place}`, depth + 1);
      if (found) return found;
    }
    return null;
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__' || !storable(name)) return { pointer, kind: 'unstorable' };
    const found = complaintAbout(
      (value as Record<string, unknown>)[name],
      `${pointer}/${name}`,
      depth + 1,
    );
    if (found) return found;
  }
  return null;
}

/** In a Unicode pattern a surrogate matches only when its other half is missing. */
const HALF_PAIR = /\p{Surrogate}/u;

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
function storable(text: string): boolean {
  return !text.includes('\u0000') && !HALF_PAIR.test(text);
}

/** The same text for the same content, whatever the order of members: what fingerprints are made of. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
