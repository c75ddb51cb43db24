import { readCode, type CodePrefix } from '../../kernel/codes.ts';
import type { Scan, ScanKind } from './scan.ts';

const KINDS: Readonly<Record<CodePrefix, ScanKind>> = {
  PK: 'pickup',
  RT: 'return',
  RS: 'reservation',
  TR: 'transfer',
  GC: 'gift-card',
  VC: 'voucher',
  CP: 'coupon',
  ST: 'badge',
};

/** What a scanner puts before the content to say which symbol it read: `]C1`, `]d2`, `]Q3`. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
/** The separator between GS1 elements of variable length. */
const FNC1 = '\u001d';

/** What a code is. Anything that is none of ours and no GS1 code is text, for the search. */
export function readScan(raw: string, from: Scan['from']): Scan {
  const text = raw.trim().replace(SYMBOLOGY, '');
  const scan = (kind: ScanKind, code: string, serial: string | null = null): Scan => ({
    kind,
    code,
    serial,
    raw,
    from,
  });
  const ours = readCode(withDash(text));
  if (ours) return scan(KINDS[ours.prefix], ours.code);
  const elements = elementsOf(text);
  const parcel = elements.get('00');
  if (parcel !== undefined && isGs1Number(parcel)) return scan('parcel', parcel);
  const trade = elements.get('01');
  if (trade !== undefined && isGs1Number(trade)) {
    return scan('item', asPrinted(trade), elements.get('21') ?? null);
  }
  if (/^(\d{8}|\d{12,14})$/.test(text) && isGs1Number(text)) return scan('item', asPrinted(text));
  return scan('text', text);
}

/** Looks like one of our codes and is none: a letter is missing or wrong. */
export function isBrokenCode(text: string): boolean {
  const plain = withDash(text.trim());
  return /^(PK|RT|RS|TR|GC|VC|ST)-[0-9A-Z\s-]{6,}$/i.test(plain) && readCode(plain) === null;
}

/** A scanner set to an American keyboard types `'` where we print `-` on an Italian one. */
function withDash(text: string): string {
  return text.replace(/^([A-Za-z]{2})['’?/_](?=[0-9A-Za-z])/, '$1-');
}

/** The last digit proves the others: weights 3 and 1 from the right (GTIN and SSCC alike). */
export function isGs1Number(digits: string): boolean {
  if (!/^\d{8,18}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const fromRight = digits.length - 1 - place;
    sum += Number(digits[place]) * (fromRight % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}

/** A GTIN-14 that only fills up a shorter one is shown and looked up as that one. */
function asPrinted(gtin: string): string {
  return gtin.length === 14 && gtin.startsWith('0') ? gtin.slice(1) : gtin;
}

/** GS1 elements by application identifier, from a Digital Link or an element string. */
function elementsOf(text: string): ReadonlyMap<string, string> {
  if (/^https?:\/\//i.test(text)) return linkElements(text);
  return text.startsWith('(') ? bracketedElements(text) : plainElements(text);
}

/** `https://id.lungarno.example/01/08057190402881/21/A7` */
function linkElements(text: string): ReadonlyMap<string, string> {
  const elements = new Map<string, string>();
  const address = URL.parse(text);
  if (!address) return elements;
  const parts = decoded(address.pathname).split('/').filter(Boolean);
  for (let place = 0; place + 1 < parts.length; place += 1) {
    const [key, value] = [parts[place]!, parts[place + 1]!];
    if (!/^(00|01|21)$/.test(key)) continue;
    elements.set(key, key === '01' ? value.padStart(14, '0') : value);
    place += 1;
  }
  return elements;
}

/** A link with a broken escape is no link of ours, and no reason to fail. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** `(01)08057190402881(21)A7` */
function bracketedElements(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/\((\d{2,4})\)([^(]+)/g)].map(([, key, value]) => [key!, value!.trim()]),
  );
}

/** Identifiers of fixed length that may stand before what we look for, with the length of their value. */
const FIXED: Readonly<Record<string, number>> = {
  '00': 18,
  '01': 14,
  '02': 14,
  '11': 6,
  '13': 6,
  '15': 6,
  '17': 6,
  '20': 2,
};

/** `010805719040288121A7`, with a separator after each element whose length is not fixed. */
function plainElements(text: string): ReadonlyMap<string, string> {
  const elements = new Map<string, string>();
  let rest = text.startsWith(FNC1) ? text.slice(1) : text;
  // A bare EAN must not be taken for an element string: only these two begin one.
  if (!/^(00\d{18}|01\d{14})/.test(rest)) return elements;
  while (rest.length > 2) {
    const key = rest.slice(0, 2);
    const fixed = FIXED[key];
    const end = fixed === undefined ? rest.indexOf(FNC1) : 2 + fixed;
    const value = end === -1 ? rest.slice(2) : rest.slice(2, end);
    elements.set(key, value);
    rest = end === -1 ? '' : rest.slice(end).replace(/^\u001d/, '');
  }
  return elements;
}
