import { hasTooManyDecimals, readMoney, type Reader } from '../../../../server/ui/kit/format.ts';

/** How the person who pastes writes figures. */
type Writer = Pick<Reader, 'language'>;

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
  readonly why: 'no-code' | 'no-price' | 'decimals' | 'negative' | 'twice';
}

export interface PastedPrices {
  readonly prices: readonly PastedPrice[];
  readonly flaws: readonly PastedFlaw[];
}

const BARCODE = /^\d{8}(\d{4,6})?$/;

/**
 * Two columns of a spreadsheet: barcode or style code, and price. Excel and its kin put tabs between
 * cells, other programs semicolons. A first line without a figure for a price is the heading.
 */
export function readPasted(writer: Writer, text: string): PastedPrices {
  const prices: PastedPrice[] = [];
  const flaws: PastedFlaw[] = [];
  const seen = new Set<string>();
  for (const [place, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = place + 1;
    if (raw.trim() === '') continue;
    const [code, price] = cellsOf(raw);
    const amountMinor = readMoney(writer, price);
    const flaw = flawOf(code, price, amountMinor, seen);
    const heading = line === 1 && amountMinor === null && !hasTooManyDecimals(price);
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
  price: string,
  amountMinor: number | null,
  seen: ReadonlySet<string>,
): PastedFlaw['why'] | null {
  if (code === '') return 'no-code';
  return flawOfPrice(price, amountMinor) ?? (seen.has(code) ? 'twice' : null);
}

function flawOfPrice(price: string, amountMinor: number | null): PastedFlaw['why'] | null {
  if (amountMinor === null) return hasTooManyDecimals(price) ? 'decimals' : 'no-price';
  return amountMinor < 0 ? 'negative' : null;
}

/** The first cell and the last one that has something in it; between them may stand a description. */
function cellsOf(raw: string): [code: string, price: string] {
  const separator = raw.includes('\t') ? '\t' : raw.includes(';') ? ';' : /\s+/;
  const cells = raw
    .trim()
    .split(separator)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    .filter((cell) => cell !== '' && cell !== '€');
  const [code = '', ...rest] = cells;
  return [code, rest.at(-1) ?? ''];
}

export interface PastedColumn {
  /** Line by line; null where there is no price. */
  readonly amounts: readonly (number | null)[];
  readonly flaws: readonly PastedFlaw[];
}

/** One column of prices, for the rows from a cell downward. An empty line leaves its row alone. */
export function readColumn(writer: Writer, text: string): PastedColumn {
  const flaws: PastedFlaw[] = [];
  const lines = text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
  const amounts = lines.map((line, place) => {
    if (line.trim() === '') return null;
    const amount = readMoney(writer, line);
    const why = flawOfPrice(line, amount);
    if (why === null) return amount;
    flaws.push({ line: place + 1, text: line.trim(), why });
    return null;
  });
  return { amounts, flaws };
}

/** Does a line of it stand for two cells? */
export function hasTwoColumns(text: string): boolean {
  return /\t|;/.test(text);
}
