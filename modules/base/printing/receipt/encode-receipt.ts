import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { bare, runsOf, type Block, type PrintedDocument, type TextSize } from '../domain/sheet.ts';
import { columnsOf, pairLines, rowLines } from '../domain/receipt-lines.ts';

/** Characters on a line of 80 mm paper in the printer's own font. */
export const RECEIPT_COLUMNS = 48;

const SCALE: Readonly<Record<TextSize, number>> = {
  fine: 1,
  text: 1,
  strong: 1,
  title: 2,
  huge: 6,
};

/**
 * The document in ESC/POS, one cut after each sheet. Accents and the euro sign are written in the code
 * page that has them; letters no code page of the printer has lose their accent rather than becoming
 * a question mark.
 */
export function encodeReceipt(document: PrintedDocument, copies = 1): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: RECEIPT_COLUMNS,
    codepageMapping: 'epson',
    feedBeforeCut: 4,
  });
  encoder.initialize().codepage('auto');
  for (let copy = 0; copy < copies; copy += 1) {
    for (const { blocks } of document.sheets) {
      for (const block of blocks) write(encoder, block);
      encoder.cut('partial');
    }
  }
  return encoder.encode();
}

function write(encoder: ReceiptPrinterEncoder, block: Block): void {
  switch (block.kind) {
    case 'text':
      return text(encoder, block);
    case 'pair': {
      const bold = block.size === 'strong' || block.size === 'title';
      const lines = pairLines(bare(block.left), bare(block.right), RECEIPT_COLUMNS);
      return void encoder
        .align('left')
        .bold(bold)
        .line(printable(lines.join('\n')))
        .bold(false);
    }
    case 'table':
      return table(encoder, block);
    case 'rule':
      return void encoder.align('left').line('-'.repeat(RECEIPT_COLUMNS));
    case 'band':
      return void encoder.align('left').line('='.repeat(RECEIPT_COLUMNS));
    case 'space':
      return void encoder.newline(Math.max(1, Math.round(block.mm / 4)));
    case 'spring':
      return;
    case 'code':
      return code(encoder, block);
    case 'signatures':
      for (const label of block.labels) {
        encoder.align('left').newline(2).line('_'.repeat(32)).line(printable(label));
      }
  }
}

function text(
  encoder: ReceiptPrinterEncoder,
  { text: words, size = 'text', align = 'left' }: Extract<Block, { kind: 'text' }>,
): void {
  const fits = Math.floor(RECEIPT_COLUMNS / Math.max(1, bare(words).length));
  const scale = Math.max(1, Math.min(SCALE[size], SCALE[size] > 1 ? fits : 1));
  encoder.align(align).width(scale).height(scale);
  for (const run of runsOf(words)) {
    encoder.bold(run.bold || size === 'strong' || size === 'title').text(printable(run.text));
  }
  encoder.bold(false).newline().width(1).height(1);
}

function table(
  encoder: ReceiptPrinterEncoder,
  { columns, rows }: Extract<Block, { kind: 'table' }>,
): void {
  const layout = columnsOf(columns, RECEIPT_COLUMNS);
  const lines = (cells: readonly string[]) =>
    printable(rowLines(layout, cells.map(bare)).join('\n'));
  encoder.align('left').bold(true);
  encoder.line(lines(columns.map(({ title }) => title))).bold(false);
  encoder.line('-'.repeat(RECEIPT_COLUMNS));
  for (const row of rows) encoder.line(lines(row));
}

function code(
  encoder: ReceiptPrinterEncoder,
  { symbology, value, caption }: Extract<Block, { kind: 'code' }>,
): void {
  encoder.align('center');
  if (symbology === 'qr') encoder.qrcode(value, { model: 2, size: 6, errorlevel: 'm' });
  else encoder.barcode(value, symbology, { height: 80, width: 2, text: false });
  if (caption !== undefined) encoder.line(printable(caption));
  encoder.align('left');
}

/** Signs that receipt printers have no letter for, in those they have. */
function printable(words: string): string {
  return words
    .replaceAll('−', '-')
    .replaceAll('•', '*')
    .replaceAll('·', '-')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll('…', '...')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('–', '-');
}
