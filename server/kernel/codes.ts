/**
 * Codes that people scan or type: a two-letter prefix that tells what the code is, twelve symbols,
 * one check symbol. Crockford base32: no I, L, O, U, so that nothing is misread on a screen or a label.
 */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type CodePrefix = 'PK' | 'RT' | 'RS' | 'TR' | 'GC' | 'VC' | 'ST' | 'CP';

const BODY = 12;

/** Weighted sum modulo 31: finds every single wrong symbol and every swap of neighbours but 0 with Z. */
function checkSymbol(body: string): string {
  let sum = 0;
  for (let place = 0; place < body.length; place += 1) {
    sum += (place + 1) * SYMBOLS.indexOf(body[place]!);
  }
  return SYMBOLS[sum % 31]!;
}

/**
 * Builds a code from random bytes (one byte a symbol, at least twelve). The caller brings the
 * randomness: this file is pure.
 */
export function scannableCode(prefix: CodePrefix, random: Uint8Array): string {
  if (random.length < BODY) throw new Error('twelve random bytes make a code');
  let body = '';
  for (let place = 0; place < BODY; place += 1) body += SYMBOLS[random[place]! & 31]!;
  return `${prefix}-${body}${checkSymbol(body)}`;
}

export interface ReadCode {
  readonly prefix: CodePrefix;
  /** The canonical form: prefix, dash, thirteen symbols. */
  readonly code: string;
}

/**
 * Reads what a scanner or a person wrote: spaces, dashes and lower case do not matter, O is 0, I and L are 1.
 * Null when it is no code of ours or its check symbol is wrong.
 */
export function readCode(text: string): ReadCode | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  const match = /^(PK|RT|RS|TR|GC|VC|ST|CP)([0-9A-Z]{13})$/.exec(plain);
  if (!match) return null;
  const symbols = match[2]!.replace(/O/g, '0').replace(/[IL]/g, '1');
  const body = symbols.slice(0, BODY);
  if ([...symbols].some((symbol) => !SYMBOLS.includes(symbol))) return null;
  if (checkSymbol(body) !== symbols[BODY]) return null;
  const prefix = match[1] as CodePrefix;
  return { prefix, code: `${prefix}-${symbols}` };
}

/** `PK-7QM4 R2XD 9KTH 5`: groups of four, as printed and shown. */
export function writtenCode(code: string): string {
  const [prefix, symbols = ''] = code.split('-');
  return `${prefix}-${(symbols.match(/.{1,4}/g) ?? []).join(' ')}`;
}
