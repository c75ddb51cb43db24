import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import {
  PAPERS,
  placeInGrid,
  type LabelGrid,
  type PaperName,
  type PrintedDocument,
  type Sheet,
} from '../domain/sheet.ts';
import { drawables, POINTS_PER_MM, SIZES, type Drawable, type Pdf } from './draw-block.ts';

const { resolve } = createRequire(import.meta.url);
const FONTS = {
  regular: resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
};

const mm = (millimetres: number): number => millimetres * POINTS_PER_MM;

/** The document as PDF, its fonts inside. The same document of the same instant is the same file. */
export async function drawDocument(
  document: PrintedDocument,
  about: { readonly title: string; readonly at: Date },
): Promise<Buffer> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    font: FONTS.regular,
    lang: 'it',
    info: { Title: about.title, Creator: 'Bottega', CreationDate: about.at, ModDate: about.at },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((finish, fail) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => finish(Buffer.concat(chunks)));
    pdf.on('error', fail);
  });
  pdf.registerFont('regular', FONTS.regular);
  pdf.registerFont('bold', FONTS.bold);
  if (document.grid) drawGrid(pdf, document.grid, document.sheets);
  else for (const sheet of document.sheets) drawSheet(pdf, sheet);
  pdf.end();
  return done;
}

function drawSheet(pdf: Pdf, sheet: Sheet): void {
  const { widthMm, heightMm, marginMm } = PAPERS[sheet.paper];
  const parts = partsOf(pdf, sheet);
  const room = heightMm === null ? heightOf(parts) : mm(heightMm - 2 * marginMm);
  const page = { size: [mm(widthMm), room + mm(2 * marginMm)] as [number, number], margin: 0 };
  const place = { x: mm(marginMm), y: mm(marginMm), room };
  let left = parts;
  do {
    pdf.addPage(page);
    if (isLabel(sheet.paper)) return drawAll(left, place);
    left = drawInto(left, place);
  } while (left.length > 0);
}

/** A label is one piece of paper: it never goes on overleaf, its largest letters give way. */
function isLabel(paper: PaperName): boolean {
  return paper === 'bag-label' || paper === 'shelf-label';
}

function partsOf(pdf: Pdf, { paper, blocks }: Sheet): Drawable[] {
  const { widthMm, heightMm, marginMm } = PAPERS[paper];
  const width = mm(widthMm - 2 * marginMm);
  const parts = (largest: number) =>
    blocks.flatMap((block) => drawables(pdf, block, width, largest));
  let largest = SIZES.huge;
  let drawn = parts(largest);
  if (heightMm === null || !isLabel(paper)) return drawn;
  const room = mm(heightMm - 2 * marginMm);
  while (heightOf(drawn) > room && largest > SIZES.fine) {
    largest *= 0.92;
    drawn = parts(largest);
  }
  return drawn;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

/** Draws what fits and gives back the rest. What is higher than a whole page is drawn all the same. */
function drawInto(parts: readonly Drawable[], { x, y, room }: Place): Drawable[] {
  let fitting = 0;
  let used = 0;
  while (fitting < parts.length && (fitting === 0 || used + parts[fitting]!.height <= room)) {
    used += parts[fitting]!.height;
    fitting += 1;
  }
  drawAll(parts.slice(0, fitting), { x, y, room: fitting === parts.length ? room : 0 });
  return parts.slice(fitting);
}

function drawAll(parts: readonly Drawable[], { x, y, room }: Place): void {
  const springs = parts.filter(({ spring }) => spring).length;
  const give = springs > 0 ? Math.max(0, room - heightOf(parts)) / springs : 0;
  let at = y;
  for (const part of parts) {
    part.draw(x, at);
    at += part.height + (part.spring ? give : 0);
  }
}

function drawGrid(pdf: Pdf, grid: LabelGrid, labels: readonly Sheet[]): void {
  const { widthMm, heightMm } = PAPERS[grid.paper];
  let page = -1;
  labels.forEach((label, nth) => {
    const place = placeInGrid(grid, label.paper, nth);
    for (; page < place.page; page += 1) {
      pdf.addPage({ size: [mm(widthMm), mm(heightMm)], margin: 0 });
    }
    const paper = PAPERS[label.paper];
    drawAll(partsOf(pdf, label), {
      x: mm(place.xMm + paper.marginMm),
      y: mm(place.yMm + paper.marginMm),
      room: mm((paper.heightMm ?? 0) - 2 * paper.marginMm),
    });
  });
}

function heightOf(parts: readonly Drawable[]): number {
  return parts.reduce((sum, { height }) => sum + height, 0);
}
