import { Refusal } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import { invalidRequest } from '../kernel/problems.ts';
import { told } from './violations.ts';

/** What the last row of a page is sorted by, from the most to the least significant. */
export type PageKey = readonly (string | number | boolean | null)[];

/**
 * The opaque mark of a page's last row: `next` in a reply, `after` in the following request. A list
 * that grows meanwhile neither repeats nor skips a row, as it would with page numbers.
 */
export function pageMark(key: PageKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a mark back, or null on the first page. A mark that is not one of ours is refused with 400. */
export function readPageMark<K extends PageKey>(
  mark: string | undefined,
  kinds: {
    readonly [I in keyof K]:
      | 'string'
      | 'number'
      | 'boolean'
      | 'nullable string'
      | 'nullable number';
  },
  language: Language = 'it',
): K | null {
  if (mark === undefined) return null;
  const key = parsed(mark);
  const fits =
    Array.isArray(key) &&
    key.length === kinds.length &&
    key.every((value, place) => fitsKind(value, kinds[place] as string));
  if (!fits) {
    throw new Refusal(invalidRequest, {
      errors: [{ pointer: '/after', detail: told('badCursor', {}, language) }],
    });
  }
  return key as unknown as K;
}

/**
 * Makes a page from one row more than was asked for: the extra row says that there is another page.
 */
export function pageFrom<R, I>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => PageKey,
  itemOf: (row: R) => I,
): { items: I[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? pageMark(keyOf(last)) : null;
  return { items: shown.map(itemOf), next };
}

function parsed(mark: string): unknown {
  try {
    return JSON.parse(Buffer.from(mark, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function fitsKind(value: unknown, kind: string): boolean {
  if (value === null) return kind.startsWith('nullable');
  if (typeof value === 'string' && value.includes('\u0000')) return false;
  return typeof value === kind.replace('nullable ', '');
}
