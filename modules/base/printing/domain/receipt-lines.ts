import type { Align } from './sheet.ts';

/** Lines of characters of one width, as a receipt printer sets them. */

/** What, and how much at the end of its last line; broken between words where it is too long. */
export function pairLines(left: string, right: string, width: number): string[] {
  const room = width - right.length - 1;
  const lines = wrapped(left, Math.max(8, room));
  const last = lines.pop() ?? '';
  if (last.length > room) return [...lines, last, right.padStart(width)];
  return [...lines, last + right.padStart(width - last.length)];
}

export interface Column {
  readonly width: number;
  readonly align: Align;
}

/** The width of each column in characters, one free between two. */
export function columnsOf(
  columns: readonly { readonly parts: number; readonly align?: Align }[],
  width: number,
): Column[] {
  const parts = columns.reduce((sum, column) => sum + column.parts, 0);
  const room = width - (columns.length - 1);
  const widths = columns.map((column) => Math.max(1, Math.floor((room * column.parts) / parts)));
  const given = widths.reduce((sum, each) => sum + each, 0);
  widths[0]! += room - given;
  return columns.map(({ align = 'left' }, place) => ({ width: widths[place]!, align }));
}

/** One row of a table, over as many lines as its longest cell needs. */
export function rowLines(columns: readonly Column[], cells: readonly string[]): string[] {
  const broken = columns.map(({ width }, place) => wrapped(cells[place] ?? '', width));
  const high = Math.max(...broken.map((lines) => lines.length));
  return Array.from({ length: high }, (_, line) =>
    columns
      .map(({ width, align }, place) => set(broken[place]![line] ?? '', width, align))
      .join(' ')
      .trimEnd(),
  );
}

function set(text: string, width: number, align: Align): string {
  if (align === 'right') return text.padStart(width);
  if (align === 'center') return text.padStart((width + text.length) >> 1).padEnd(width);
  return text.padEnd(width);
}

/** Broken between words; a word longer than the line is cut. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((whole) => cut(whole, width))) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function cut(word: string, width: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from < word.length; from += width) {
    pieces.push(word.slice(from, from + width));
  }
  return pieces;
}
