import { readMoney } from '../../../../server/ui/kit/format.ts';

/** A line of a spreadsheet that names goods and what they shall cost. */
export interface PastedPrice {
  /** From 1, as the person counts. */
  readonly line: number;
  readonly text: string;
  readonly gtin?: string;
  readonly styleCode?: string;
  readonly amountMinor: number;
}

export interface PastedFlaw {
  readonly line: number;
  readonly text: string;
  readonly why: 'no-code' | 'no-price' | 'negative' | 'twice';
}

export interface PastedPrices {
  readonly prices: readonly PastedPrice[];
  readonly flaws: readonly PastedFlaw[];
}

const BARCODE = /^\d{8}(\d{4,6})?$/;

/**
 * Two columns of a spreadsheet: barcode or style code, and price. Excel and its kin put tabs between
 * cells, other programs semicolons. A first line without a price is the heading.
 */
export function readPasted(text: string): PastedPrices {
  const prices: PastedPrice[] = [];
  const flaws: PastedFlaw[] = [];
  const seen = new Set<string>();
  for (const [place, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = place + 1;
    if (raw.trim() === '') continue;
    const [code, amountMinor] = cellsOf(raw);
    const flaw = flawOf(code, amountMinor, seen);
    const heading = line === 1 && amountMinor === null;
    if (flaw === null && amountMinor !== null) {
      seen.add(code);
      const named = BARCODE.test(code) ? { gtin: code } : { styleCode: code };
      prices.push({ line, text: raw.trim(), ...named, amountMinor });
    } else if (flaw !== null && !heading) {
      flaws.push({ line, text: raw.trim(), why: flaw });
    }
  }
  return { prices, flaws };
}

function flawOf(
  code: string,
  amountMinor: number | null,
  seen: ReadonlySet<string>,
): PastedFlaw['why'] | null {
  if (code === '') return 'no-code';
  if (amountMinor === null) return 'no-price';
  if (amountMinor < 0) return 'negative';
  return seen.has(code) ? 'twice' : null;
}

/** The first cell and the last one that has something in it; between them may stand a description. */
function cellsOf(raw: string): [code: string, amountMinor: number | null] {
  const separator = raw.includes('\t') ? '\t' : raw.includes(';') ? ';' : /\s+/;
  const cells = raw
    .trim()
    .split(separator)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    .filter((cell) => cell !== '' && cell !== '€');
  const [code = '', ...rest] = cells;
  const price = rest.at(-1);
  return [code, price === undefined ? null : readMoney(price)];
}

/** One column of prices, for the rows from a cell downward; null where a line is no price. */
export function readColumn(text: string): readonly (number | null)[] {
  const lines = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  return lines.map((line) => {
    const amount = readMoney(line);
    return amount === null || amount < 0 ? null : amount;
  });
}

/** Does a line of it stand for two cells? */
export function hasTwoColumns(text: string): boolean {
  return /\t|;/.test(text);
}
