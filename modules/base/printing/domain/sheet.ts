/**
 * What is printed, before anybody knows on what: sheets of blocks, drawn as PDF or told to a receipt
 * printer. Black on white, no greys. Within a text, `**bold**` is bold.
 */

/** In millimetres; a roll is as long as what stands on it. */
export interface Paper {
  readonly widthMm: number;
  readonly heightMm: number | null;
  readonly marginMm: number;
}

export const PAPERS = {
  /** What sticks on a bag. */
  'bag-label': { widthMm: 62, heightMm: 88, marginMm: 4 },
  /** What stands on a shelf, and price labels. */
  'shelf-label': { widthMm: 62, heightMm: 40, marginMm: 3 },
  receipt: { widthMm: 80, heightMm: null, marginMm: 4 },
  A5: { widthMm: 148, heightMm: 210, marginMm: 10 },
  A4: { widthMm: 210, heightMm: 297, marginMm: 15 },
} as const satisfies Readonly<Record<string, Paper>>;

export type PaperName = keyof typeof PAPERS;

/** In points: `fine` 8, `text` 10, `strong` 12, `title` 19, `huge` 54 (shrunk until it fits a line). */
export type TextSize = 'fine' | 'text' | 'strong' | 'title' | 'huge';
export type Align = 'left' | 'center' | 'right';

export type Block =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly size?: TextSize;
      readonly align?: Align;
    }
  /** Two ends of one line: what, and how much. */
  | {
      readonly kind: 'pair';
      readonly left: string;
      readonly right: string;
      readonly size?: TextSize;
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly {
        readonly title: string;
        /** Of the width, in parts. */
        readonly parts: number;
        readonly align?: Align;
      }[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'rule'; readonly dashed?: boolean }
  | { readonly kind: 'space'; readonly mm: number }
  /** What follows stands at the foot of the sheet. */
  | { readonly kind: 'spring' }
  /** A black band across the sheet. */
  | { readonly kind: 'band' }
  | {
      readonly kind: 'code';
      readonly symbology: 'code128' | 'ean13' | 'qr';
      readonly value: string;
      /** Written under it, in words that a person can type. */
      readonly caption?: string;
      readonly heightMm?: number;
    }
  | { readonly kind: 'signatures'; readonly labels: readonly string[] };

export interface Sheet {
  readonly paper: PaperName;
  readonly blocks: readonly Block[];
}

/** Sheets side by side on bigger paper, row after row: labels to cut out, or to take off. */
export interface LabelGrid {
  readonly paper: 'A4';
  readonly columns: number;
  readonly rows: number;
  readonly leftMm: number;
  readonly topMm: number;
  readonly gapMm: number;
}

export interface PrintedDocument {
  readonly sheets: readonly Sheet[];
  /** On printers for A4 only; a label printer takes one sheet after another. */
  readonly grid?: LabelGrid;
}

/** As many labels as fit on A4 with 10 mm of edge, in the middle of it. */
export function gridFor(label: PaperName, gapMm = 0): LabelGrid {
  const { widthMm, heightMm } = PAPERS[label];
  const page = PAPERS.A4;
  const fit = (room: number, size: number) => Math.floor((room - 20 + gapMm) / (size + gapMm));
  const edge = (room: number, size: number, count: number) =>
    (room - count * size - (count - 1) * gapMm) / 2;
  const columns = fit(page.widthMm, widthMm);
  const rows = fit(page.heightMm, heightMm ?? page.heightMm);
  return {
    paper: 'A4',
    columns,
    rows,
    leftMm: edge(page.widthMm, widthMm, columns),
    topMm: edge(page.heightMm, heightMm ?? page.heightMm, rows),
    gapMm,
  };
}

/** Where the nth label of a grid stands: its page, and its corner in millimetres. */
export function placeInGrid(
  grid: LabelGrid,
  label: PaperName,
  nth: number,
): { readonly page: number; readonly xMm: number; readonly yMm: number } {
  const { widthMm, heightMm } = PAPERS[label];
  const onPage = grid.columns * grid.rows;
  const place = nth % onPage;
  return {
    page: Math.floor(nth / onPage),
    xMm: grid.leftMm + (place % grid.columns) * (widthMm + grid.gapMm),
    yMm: grid.topMm + Math.floor(place / grid.columns) * ((heightMm ?? 0) + grid.gapMm),
  };
}

export interface Run {
  readonly text: string;
  readonly bold: boolean;
}

/** `3 pezzi · **pagato**` as runs of equal weight. */
export function runsOf(text: string): Run[] {
  return text
    .split('**')
    .map((part, place) => ({ text: part, bold: place % 2 === 1 }))
    .filter((run) => run.text !== '');
}

/** The text without its marks. */
export function bare(text: string): string {
  return text.replaceAll('**', '');
}
