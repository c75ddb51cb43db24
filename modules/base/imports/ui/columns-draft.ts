import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import type { listImportKinds, sayColumns } from '../contracts.ts';
import type { Import } from './ImportState.tsx';

export type Column = ReplyOf<typeof listImportKinds>['kinds'][number]['columns'][number];
type Header = Import['headers'][number];
type Said = InputOf<typeof sayColumns>['columns'][number];

/** By the key of a column: the header it stands under in this file; missing: under none. */
export type ColumnsDraft = Readonly<Record<string, string>>;

/** What the file was taken for. */
export function draftOf(headers: readonly Header[]): ColumnsDraft {
  return Object.fromEntries(
    headers.flatMap(({ header, key }) => (key === null ? [] : [[key, header]])),
  );
}

/** Columns that must be there and were given no header, in the order of the kind. */
export function withoutHeader(draft: ColumnsDraft, columns: readonly Column[]): Column[] {
  return columns.filter(({ key, required }) => required && draft[key] === undefined);
}

/** The header that was given to two columns; null when each has its own. */
export function givenTwice(draft: ColumnsDraft): string | null {
  const given = Object.values(draft);
  return given.find((header, place) => given.indexOf(header) !== place) ?? null;
}

/** What has to be said so that the file is taken for the draft: only what differs. */
export function saidBy(draft: ColumnsDraft, headers: readonly Header[]): Said[] {
  const keyOf = new Map(Object.entries(draft).map(([key, header]) => [header, key]));
  return headers.flatMap(({ header, key }, place) => {
    const wanted = keyOf.get(header) ?? null;
    const repeated = headers.findIndex((other) => other.header === header) !== place;
    return wanted === key || repeated ? [] : [{ header, key: wanted }];
  });
}
