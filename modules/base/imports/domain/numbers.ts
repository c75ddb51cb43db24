/** A cell as it was read: its text, and whether a spreadsheet kept it as a number. */
export interface WrittenNumber {
  readonly text: string;
  /** Then the text is a program's: a point, if any, is the decimal one, and nothing groups thousands. */
  readonly isNumber: boolean;
}

/** Why a text is not taken for a number: it says two, it says less than a cent, or it says none. */
export type NumberFlaw = 'ambiguous' | 'finer' | 'none';

/**
 * Cents from an amount as Italians, English speakers or spreadsheets write it. The rule:
 *
 * - what a spreadsheet keeps as a number is that number;
 * - in a text, one separator with any digits but three behind it is the decimal one: `49,9`, `49.90`;
 * - where thousands are grouped, they all are, by one sign, and decimals stand behind the other one:
 *   `1.234,50`, `1,234.50`, `1.234.567`;
 * - one separator with three digits behind it, `1.234` or `42,415`, says two numbers a thousand times
 *   apart: neither is guessed;
 * - nothing is rounded: an amount finer than a cent is refused.
 */
export function readMoney(written: WrittenNumber): number | NumberFlaw {
  const { text } = written;
  const number = decimalOf({ ...written, text: text.replace(/[€\s\u00a0']|EUR/gi, '') });
  if (typeof number === 'string') return number;
  const { whole, fraction } = number;
  if (fraction.length > 2) return 'finer';
  const minor = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return Number.isSafeInteger(minor) ? minor : 'none';
}

/** A whole number by the same rule, with a sign if it has one. `12,00` is twelve. */
export function readWhole({ text, isNumber }: WrittenNumber): number | NumberFlaw {
  const [, sign, digits] = /^([+-]?)(.*)$/s.exec(text)!;
  const number = decimalOf({ text: digits!, isNumber });
  if (typeof number === 'string') return number;
  const value = Number(number.whole);
  if (number.fraction !== '' || !Number.isSafeInteger(value)) return 'none';
  return sign === '-' && value !== 0 ? -value : value;
}

interface Decimal {
  readonly whole: string;
  /** Without noughts at its end. */
  readonly fraction: string;
}

const GROUPED_BY_POINTS = /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/;
const GROUPED_BY_COMMAS = /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/;

function decimalOf({ text, isNumber }: WrittenNumber): Decimal | 'ambiguous' | 'none' {
  const plain = (isNumber ? /^(\d+)(?:\.(\d+))?$/ : /^(\d+)(?:[.,](\d+))?$/).exec(text);
  if (plain && !isNumber && /^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return 'ambiguous';
  const match =
    plain ?? (isNumber ? null : (GROUPED_BY_POINTS.exec(text) ?? GROUPED_BY_COMMAS.exec(text)));
  if (!match) return 'none';
  return {
    whole: match[1]!.replace(/[.,]/g, ''),
    fraction: (match[2] ?? '').replace(/0+$/, ''),
  };
}
