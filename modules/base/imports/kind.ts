import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { RowReader } from './domain/row-reader.ts';

/** A column a file may have. Headers are compared without case, accents and punctuation. */
export interface ImportColumn {
  readonly key: string;
  readonly title: Text;
  /** What people call it, in Italian and English: `['Prezzo', 'Prezzo al pubblico', 'Price']`. */
  readonly headers: readonly string[];
  readonly required: boolean;
  readonly example: string;
}

/** One line of the file, read. */
export interface ImportRow<E extends object> {
  /** As numbered by a spreadsheet: the headers stand on line 1. */
  readonly line: number;
  readonly entry: E;
}

/** Why a line cannot be imported, in words for whoever made the file. */
export interface RowError {
  readonly line: number;
  /** Key of the column; null when it is the whole line. */
  readonly column: string | null;
  readonly message: Text;
}

/** The barcode of an item: the same column in every file that names items. */
export const GTIN_COLUMN: ImportColumn = {
  key: 'gtin',
  title: { it: 'Codice a barre', en: 'Barcode' },
  headers: ['EAN', 'GTIN', 'Codice a barre', 'Barcode'],
  required: true,
  example: '8050000000017',
};

/** A line names something that is not there: «Non conosciamo l’articolo «805…».» `what` has its article. */
export function unknownEntry(line: number, column: string, value: string, what: Text): RowError {
  return {
    line,
    column,
    message: {
      it: `Non conosciamo ${what.it} «${value}».`,
      en: `We do not know ${what.en} “${value}”.`,
    },
  };
}

/**
 * Something that can be brought in from a file. The file is read, staged and checked whole; then it is
 * applied batch after batch, each in a transaction of its own that also moves the place reached, so
 * that every batch is applied exactly once.
 */
export interface ImportKind<E extends object> {
  /** `catalogue`, `locations`, `stock`. */
  readonly id: string;
  readonly title: Text;
  /** Who may run it, besides `base.import.run`; it must hold everywhere. */
  readonly permission: string;
  readonly columns: readonly ImportColumn[];
  /** Reads one line. What is wrong is told to the reader, which collects it. Pure. */
  read(row: RowReader): E;
  /** What the database knows against these lines: missing articles, unknown locations. */
  check(read: Read, rows: readonly ImportRow<E>[]): Promise<readonly RowError[]>;
  /**
   * What a line is a part of: `scontrino 000123`. Its lines stand one under the other, are applied in one
   * batch, and are wrong when one of them is. Where it is left out, a line is whole. Shown to people. Pure.
   */
  together?(entry: E): Text;
  /** What no other line of the file, or no other thing of `together`, may be about. Shown to people. Pure. */
  identities(entry: E): readonly Text[];
  /** Applies one batch, set-based, and records its events. */
  apply(tx: Tx, rows: readonly ImportRow<E>[], importId: string): Promise<void>;
}

const kinds = new Map<string, ImportKind<object>>();

/** Makes a kind of file importable. Called by the owning module's `start`. */
export function registerImportKind<E extends object>(kind: ImportKind<E>): void {
  // Entries of a kind are only ever given back to the kind that read them.
  kinds.set(kind.id, kind as unknown as ImportKind<object>);
}

export function importKinds(): readonly ImportKind<object>[] {
  return [...kinds.values()];
}

export function importKind(id: string): ImportKind<object> | undefined {
  return kinds.get(id);
}
