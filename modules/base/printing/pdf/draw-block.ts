import type PDFDocument from 'pdfkit';
import { bare, runsOf, type Align, type Block, type TextSize } from '../domain/sheet.ts';
import { barsOf } from './bars.ts';

export type Pdf = InstanceType<typeof PDFDocument>;

export const POINTS_PER_MM = 72 / 25.4;
const mm = (millimetres: number): number => millimetres * POINTS_PER_MM;

export const SIZES: Readonly<Record<TextSize, number>> = {
  fine: 8,
  text: 10,
  strong: 12,
  title: 19,
  huge: 54,
};

/** A block that knows how high it is, in points, and draws itself. */
export interface Drawable {
  readonly height: number;
  /** Takes what room is left on the sheet. */
  readonly spring?: true;
  draw(x: number, y: number): void;
}

/**
 * What a block is on a sheet of this width, in points. A long table is one drawable a row. No letter is
 * larger than `largest`.
 */
export function drawables(pdf: Pdf, block: Block, width: number, largest = SIZES.huge): Drawable[] {
  switch (block.kind) {
    case 'text':
      return [textOf(pdf, block.text, block.size ?? 'text', block.align ?? 'left', width, largest)];
    case 'pair':
      return [pairOf(pdf, block.left, block.right, block.size ?? 'text', width)];
    case 'table':
      return tableOf(pdf, block, width);
    case 'rule':
      return [{ height: mm(3), draw: (x, y) => line(pdf, x, y + mm(1.5), width, block.dashed) }];
    case 'space':
      return [{ height: mm(block.mm), draw: () => undefined }];
    case 'spring':
      return [{ height: 0, spring: true, draw: () => undefined }];
    case 'band':
      return [{ height: mm(3.5), draw: (x, y) => void pdf.rect(x, y, width, mm(2.5)).fill() }];
    case 'code':
      return [codeOf(pdf, block, width)];
    case 'signatures':
      return [signaturesOf(pdf, block.labels, width)];
  }
}

function line(pdf: Pdf, x: number, y: number, width: number, dashed = false): void {
  pdf
    .lineWidth(0.7)
    .moveTo(x, y)
    .lineTo(x + width, y);
  if (dashed) pdf.dash(2, { space: 2 });
  pdf.stroke('#000000');
  pdf.undash();
}

/** Big words stay on one line: they shrink until they fit. */
function fittingSize(
  pdf: Pdf,
  text: string,
  size: TextSize,
  width: number,
  largest: number,
): number {
  const points = Math.min(SIZES[size], largest);
  if (size !== 'huge' && size !== 'title') return points;
  const wide = pdf.font('bold').fontSize(points).widthOfString(text);
  return wide <= width ? points : Math.max(SIZES.text, (points * width) / wide);
}

function textOf(
  pdf: Pdf,
  text: string,
  size: TextSize,
  align: Align,
  width: number,
  largest = SIZES.huge,
): Drawable {
  const heavy = size === 'huge' || size === 'title' || size === 'strong';
  const points = fittingSize(pdf, bare(text), size, width, largest);
  // Measured bold: a line that breaks earlier than foreseen would run into the next block.
  const lines = pdf.font('bold').fontSize(points).heightOfString(bare(text), { width });
  return {
    height: lines,
    draw: (x, y) => {
      const runs = runsOf(text);
      pdf.fontSize(points).fillColor('#000000');
      runs.forEach((run, place) => {
        pdf.font(heavy || run.bold ? 'bold' : 'regular');
        const continued = place < runs.length - 1;
        if (place === 0) pdf.text(run.text, x, y, { width, align, continued });
        else pdf.text(run.text, { width, align, continued });
      });
    },
  };
}

function pairOf(pdf: Pdf, left: string, right: string, size: TextSize, width: number): Drawable {
  const points = SIZES[size];
  const rightWidth = pdf.font('bold').fontSize(points).widthOfString(bare(right)) + 1;
  const leftWidth = Math.max(width * 0.3, width - rightWidth - mm(2));
  const one = textOf(pdf, left, size, 'left', leftWidth);
  const other = textOf(pdf, right, size, 'right', Math.max(rightWidth, width - leftWidth));
  return {
    height: Math.max(one.height, other.height),
    draw: (x, y) => {
      one.draw(x, y);
      other.draw(x + leftWidth, y);
    },
  };
}

type Table = Extract<Block, { kind: 'table' }>;

function tableOf(pdf: Pdf, { columns, rows }: Table, width: number): Drawable[] {
  const parts = columns.reduce((sum, column) => sum + column.parts, 0);
  const gap = mm(2);
  const cells = (texts: readonly string[], bold: boolean): Drawable => {
    let from = 0;
    const drawn = columns.map((column, place) => {
      const room = (width * column.parts) / parts;
      const text = texts[place] ?? '';
      const cell = textOf(
        pdf,
        bold ? `**${text}**` : text,
        'text',
        column.align ?? 'left',
        room - gap,
      );
      const x = from;
      from += room;
      return { cell, x };
    });
    const height = Math.max(...drawn.map(({ cell }) => cell.height)) + mm(1.5);
    return { height, draw: (x, y) => drawn.forEach(({ cell, x: at }) => cell.draw(x + at, y)) };
  };
  const head = cells(
    columns.map(({ title }) => title),
    true,
  );
  const rule: Drawable = { height: mm(1.5), draw: (x, y) => line(pdf, x, y, width) };
  return [head, rule, ...rows.map((row) => cells(row, false))];
}

type Code = Extract<Block, { kind: 'code' }>;

function codeOf(pdf: Pdf, { symbology, value, caption, heightMm }: Code, width: number): Drawable {
  const code = barsOf(symbology, value);
  const square = code.height !== null;
  const high = mm(heightMm ?? (square ? 20 : 11));
  const words = caption === undefined ? null : textOf(pdf, caption, 'fine', 'center', width);
  // A code of lines takes the width it gets, up to half a millimetre a module: readers like it broad.
  const module = square ? high / code.height : Math.min(width / code.width, mm(0.5));
  const left = (width - code.width * module) / 2;
  return {
    height: high + (words ? words.height + mm(0.5) : 0),
    draw: (x, y) => {
      for (const bar of code.bars) {
        const top = square ? y + bar.y * module : y;
        pdf.rect(x + left + bar.x * module, top, bar.width * module, square ? module : high);
      }
      pdf.fill('#000000');
      words?.draw(x, y + high + mm(0.5));
    },
  };
}

function signaturesOf(pdf: Pdf, labels: readonly string[], width: number): Drawable {
  const gap = mm(6);
  const each = (width - gap * (labels.length - 1)) / labels.length;
  return {
    height: mm(20),
    draw: (x, y) =>
      labels.forEach((label, place) => {
        const at = x + place * (each + gap);
        line(pdf, at, y + mm(13), each);
        textOf(pdf, label, 'fine', 'left', each).draw(at, y + mm(14));
      }),
  };
}
