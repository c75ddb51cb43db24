import type { Text } from '../../../../server/kernel/text.ts';
import { isPlainDate } from '../../../../server/kernel/time.ts';
import { readGtin } from '../../catalogue/domain/gtin.ts';
import { readMoney, readWhole, type NumberFlaw, type WrittenNumber } from './numbers.ts';

/**
 * The cells of one line by column key. Each method reads one as what it should be; when it cannot, the
 * reason is noted and a harmless value is given back, so that one look finds every fault of the line.
 */
export class RowReader {
  readonly errors: { readonly column: string | null; readonly message: Text }[] = [];
  readonly #cells: ReadonlyMap<string, string>;
  readonly #numeric: ReadonlySet<string>;

  /** `numeric`: the columns that a spreadsheet keeps as a number on this line. */
  constructor(cells: ReadonlyMap<string, string>, numeric: ReadonlySet<string> = new Set()) {
    this.#cells = cells;
    this.#numeric = numeric;
  }

  fault(column: string | null, it: string, en: string): void {
    this.errors.push({ column, message: { it, en } });
  }

  /** Trimmed; empty when the cell or the whole column is missing. */
  optional(column: string, maxLength = 200): string {
    const text = (this.#cells.get(column) ?? '').trim();
    if (text.length > maxLength) {
      this.fault(column, `Massimo ${maxLength} caratteri.`, `At most ${maxLength} characters.`);
      return '';
    }
    return text;
  }

  required(column: string, maxLength = 200): string {
    const text = this.optional(column, maxLength);
    if (text === '' && !this.errors.some((error) => error.column === column)) {
      this.fault(column, 'Manca il valore.', 'The value is missing.');
    }
    return text;
  }

  gtin(column: string): string {
    const text = this.required(column, 40);
    if (text === '') return '';
    const gtin = readGtin(text);
    if (gtin !== null) return gtin;
    this.fault(
      column,
      `«${text}» non è un codice a barre valido: controlla le cifre (8, 12, 13 o 14, l’ultima è di controllo).`,
      `“${text}” is not a valid barcode: check the digits (8, 12, 13 or 14, the last one checks the others).`,
    );
    return '';
  }

  /** `1.234,50`, `1234.50`, `€ 49,90` → cents. */
  money(column: string): number {
    const text = this.required(column, 40);
    if (text === '') return 0;
    const written = this.#written(column, text);
    const minor = readMoney(written);
    if (typeof minor === 'number') return minor;
    this.#faultOfNumber(column, written, minor, {
      it: 'non è un prezzo (esempio: 49,90).',
      en: 'is not a price (example: 49.90).',
    });
    return 0;
  }

  whole(column: string, range: { readonly min: number; readonly max: number }): number {
    const text = this.required(column, 40);
    if (text === '') return range.min;
    const written = this.#written(column, text);
    const value = readWhole(written);
    if (typeof value === 'number' && value >= range.min && value <= range.max) return value;
    this.#faultOfNumber(column, written, typeof value === 'number' ? 'none' : value, {
      it: `non è un numero intero tra ${range.min} e ${range.max}.`,
      en: `is not a whole number between ${range.min} and ${range.max}.`,
    });
    return range.min;
  }

  #written(column: string, text: string): WrittenNumber {
    return { text, isNumber: this.#numeric.has(column) };
  }

  #faultOfNumber(
    column: string,
    { text, isNumber }: WrittenNumber,
    flaw: NumberFlaw,
    none: Text,
  ): void {
    // A number has no signs of its own: each language shows it with its decimal one.
    const it = `«${isNumber ? text.replace('.', ',') : text}»`;
    const en = `“${text}”`;
    if (flaw === 'none') this.fault(column, `${it} ${none.it}`, `${en} ${none.en}`);
    else if (flaw === 'finer') {
      this.fault(
        column,
        `${it} ha più di due decimali: arrotondalo al centesimo.`,
        `${en} has more than two decimals: round it to the cent.`,
      );
    } else {
      this.fault(
        column,
        `${it} si legge in due modi, con le migliaia o con tre decimali: togli il separatore delle migliaia.`,
        `${en} reads in two ways, with thousands or with three decimals: take the thousands separator away.`,
      );
    }
  }

  /**
   * A date with its time, as Italians or spreadsheets write it. Where it says its offset it is an instant
   * (ISO 8601, UTC), else what a clock on the wall showed: `2026-11-22T10:15`. Months never come first.
   */
  moment(column: string): string {
    const text = this.required(column, 40);
    if (text === '') return '';
    const moment = readMoment(text);
    if (moment !== null) return moment;
    this.fault(
      column,
      `«${text}» non è una data con ora (esempio: 22/11/2026 10:15).`,
      `“${text}” is no date and time (example: 22/11/2026 10:15).`,
    );
    return '';
  }

  oneOf<const T extends string>(
    column: string,
    words: Readonly<Record<string, T>>,
    otherwise: T,
  ): T {
    const text = this.optional(column, 60).toLowerCase();
    if (text === '') return otherwise;
    const found = words[text];
    if (found !== undefined) return found;
    const known = Object.keys(words).join(', ');
    this.fault(column, `«${text}» non è tra: ${known}.`, `“${text}” is none of: ${known}.`);
    return otherwise;
  }

  yes(column: string, otherwise: boolean): boolean {
    return this.oneOf(column, YES_NO, otherwise ? 'yes' : 'no') === 'yes';
  }
}

const YES_NO = {
  si: 'yes',
  sì: 'yes',
  s: 'yes',
  yes: 'yes',
  y: 'yes',
  x: 'yes',
  vero: 'yes',
  true: 'yes',
  '1': 'yes',
  no: 'no',
  n: 'no',
  falso: 'no',
  false: 'no',
  '0': 'no',
} as const;

const MOMENT =
  /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/** An instant where the text says its offset, else a wall-clock time; null for what is neither. */
export function readMoment(text: string): string | null {
  const match = MOMENT.exec(text);
  if (!match) return null;
  const [, isoYear, isoMonth, isoDate, date, month, year, hours, minutes, seconds = '00', offset] =
    match;
  const two = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');
  const day = `${isoYear ?? year}-${two(isoMonth ?? month)}-${two(isoDate ?? date)}`;
  const clock = `${two(hours)}:${two(minutes)}`;
  if (!isPlainDate(day) || clock > '23:59' || Number(minutes) > 59) return null;
  if (offset === undefined) return `${day}T${clock}`;
  const instant = new Date(`${day}T${clock}:${seconds}${offset}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
