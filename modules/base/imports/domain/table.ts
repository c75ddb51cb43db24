import type { Text } from '../../../../server/kernel/text.ts';
import { plain } from '../../catalogue/domain/words.ts';

/** A column that files may have, as far as telling it by its header goes. */
interface NamedColumn {
  readonly key: string;
  readonly title: Text;
  readonly headers: readonly string[];
  readonly required: boolean;
}

/** A header of the file and the column it was taken for; null when it is none we know. */
export interface Header {
  readonly header: string;
  readonly key: string | null;
}

/** Compares headers as people do: `Prezzo al pubblico (€)` is `prezzo al pubblico`; `%` is only itself. */
export function plainHeader(header: string): string {
  return plain(header).replace(/[^a-z0-9]/g, '') || header.trim();
}

/** What people said headers are, by `plainHeader`; null: none of our columns. */
export type SaidHeaders = ReadonlyMap<string, string | null>;

/**
 * Takes each header for a column: for the one that somebody said it is, otherwise by its name. What was said
 * comes before what a name looks like; of two headers for the same column the first wins.
 */
export function readHeaders(
  headers: readonly string[],
  columns: readonly NamedColumn[],
  said: SaidHeaders = new Map(),
): Header[] {
  const byName = new Map<string, string>();
  for (const column of columns) {
    for (const name of [...column.headers, column.title.it, column.title.en, column.key]) {
      byName.set(plainHeader(name), column.key);
    }
  }
  const keys = headers.map((header) => said.get(plainHeader(header)) ?? null);
  const taken = new Set<string>();
  const once = (key: string | null): string | null => {
    if (key === null || taken.has(key)) return null;
    taken.add(key);
    return key;
  };
  const first = keys.map(once);
  return headers.map((header, place) => ({
    header,
    key:
      first[place] ??
      (said.has(plainHeader(header)) ? null : once(byName.get(plainHeader(header)) ?? null)),
  }));
}

/** The columns a file must have and has not. */
export function missingColumns<C extends NamedColumn>(
  headers: readonly Header[],
  columns: readonly C[],
): C[] {
  return columns.filter(({ key, required }) => required && !headers.some((h) => h.key === key));
}

const SEPARATORS = [';', ',', '\t'] as const;

/** What separates the cells of the first line: Italian spreadsheets write `;`, others `,` or a tab. */
export function separatorOf(firstLine: string): string {
  const outside = firstLine.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => outside.split(separator).length - 1);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

/**
 * The text of a file, whoever saved it: UTF-8 with or without its mark, UTF-16 as some spreadsheets
 * export it, otherwise Windows-1252, in which every sequence of bytes is a text.
 */
export function readText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1')
      .decode(bytes)
      .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80]!);
  }
}

/** What 0x80–0x9f mean in Windows-1252. Node 20's decoder of that name leaves them as control characters. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Without what no cell means and no database keeps: control characters and halves of characters. */
export function cleanCell(cell: string): string {
  return cell
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00a0]/g, ' ')
    .trim();
}

/**
 * A cell that a spreadsheet shows and never runs: what it would take for a formula gets an apostrophe
 * in front. Numbers with a sign stay numbers.
 */
export function harmlessCell(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+([.,]\d+)*$/.test(cell) ? `'${cell}` : cell;
}

/** A cell of a file that we gave back: without the apostrophe that kept a spreadsheet from running it. */
export function bareCell(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1).trim() : cell;
}

/** One line of a file that spreadsheets open: `;` between cells, quoted where need be. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const harmless = harmlessCell(cell);
    return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  });
  return `${quoted.join(';')}\r\n`;
}
