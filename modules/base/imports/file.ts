import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { readSheet } from 'read-excel-file/node';
import type { Text } from '../../../server/kernel/text.ts';
import { bareCell, cleanCell, readText, separatorOf } from './domain/table.ts';

/** One line of a file: its number as a spreadsheet shows it, and its cells. */
export interface FileLine {
  readonly line: number;
  readonly cells: readonly string[];
  /** The places of cells that a spreadsheet keeps as numbers: in a text a point says less. */
  readonly numeric: ReadonlySet<number>;
}

/** The file as such cannot be read; `reason` says why, to whoever sent it. */
export class UnreadableFile extends Error {
  readonly reason: Text;

  constructor(reason: Text) {
    super(reason.it);
    this.reason = reason;
  }
}

/** A spreadsheet unpacked may not be larger than this, whatever it claims. */
const UNPACKED_LIMIT = 400_000_000;

/** A text has none. */
const NO_NUMBERS: ReadonlySet<number> = new Set();

/** How much text is given to the parser at a time: others are served between two pieces. */
const PIECE = 1 << 16;

/** The lines of a CSV or XLSX file that have anything in them, the headers first. */
export async function* linesOf(bytes: Buffer): AsyncGenerator<FileLine> {
  const lines = isZip(bytes) ? sheetLines(bytes) : csvLines(readText(bytes));
  for await (const { line, cells, numeric } of lines) {
    const clean = cells.map((cell) => bareCell(cleanCell(cell)));
    if (clean.some((cell) => cell !== '')) yield { line, cells: clean, numeric };
  }
}

async function* csvLines(text: string): AsyncGenerator<FileLine> {
  const begin = /^\ufeff?(sep=.\r?\n)?/i.exec(text)![0].length;
  const body = text.slice(begin);
  const firstLine = /^[^\r\n]*/.exec(body)![0];
  const parser = Readable.from(piecesOf(body)).pipe(
    parse({
      delimiter: separatorOf(firstLine),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 1_000_000,
    }),
  );
  let line = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      line += 1;
      yield { line, cells, numeric: NO_NUMBERS };
    }
  } catch (error) {
    // A quote that is never closed swallows the rest of the file: say where it was opened.
    if (!(error instanceof Error) || !('records' in error)) throw error;
    const line = Number(error.records);
    throw new UnreadableFile({
      it: `Dopo la riga ${line} il file non si legge: forse manca una virgoletta di chiusura.`,
      en: `After line ${line} the file cannot be read: a closing quote may be missing.`,
    });
  }
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}

async function* sheetLines(bytes: Buffer): AsyncGenerator<FileLine> {
  const size = unpackedSize(bytes);
  if (size === null) throw new UnreadableFile(NO_SHEET);
  if (size > UNPACKED_LIMIT) {
    throw new UnreadableFile({
      it: 'Il foglio di calcolo è troppo grande: salvalo come CSV.',
      en: 'The spreadsheet is too large: save it as CSV.',
    });
  }
  let rows: readonly (readonly unknown[])[];
  try {
    rows = await readSheet(bytes);
  } catch {
    throw new UnreadableFile(NO_SHEET);
  }
  for (const [place, cells] of rows.entries()) {
    const numbers = cells.flatMap((cell, at) => (typeof cell === 'number' ? [at] : []));
    yield { line: place + 1, cells: cells.map(writtenCell), numeric: new Set(numbers) };
  }
}

const NO_SHEET: Text = {
  it: 'Il file non è un foglio di calcolo XLSX leggibile.',
  en: 'The file is not a readable XLSX spreadsheet.',
};

/** A spreadsheet's value as a person would have typed it. */
function writtenCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // Binary fractions: 49.9 may come as 49.900000000000006.
  if (typeof cell === 'number') return String(Number(cell.toFixed(6)));
  if (cell instanceof Date) return writtenDate(cell);
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

/** A day, and its time of day unless that is midnight: a spreadsheet knows no other dates. */
function writtenDate(date: Date): string {
  // Times are fractions of a day: 17:30 may come a millisecond early.
  const seconds = new Date(Math.round(date.getTime() / 1_000) * 1_000).toISOString();
  return seconds.slice(0, seconds.includes('T00:00:00') ? 10 : 19);
}

function isZip(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50;
}

/** What the archive's directory says its files are when unpacked; null when it has no directory. */
function unpackedSize(bytes: Buffer): number | null {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) return null;
  let at = bytes.readUInt32LE(end + 16);
  let total = 0;
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    total += bytes.readUInt32LE(at + 24);
    at +=
      46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return total;
}
