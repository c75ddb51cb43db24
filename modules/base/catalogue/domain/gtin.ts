/** Numbers of GS1: an article's barcode (GTIN) and a place's number (GLN). Both end in a check digit. */

/** The last digit of a GS1 number, from all digits before it: weights 3 and 1 from the right. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - fromRight) - 48;
    sum += fromRight % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

function isGs1Number(text: string, lengths: readonly number[]): boolean {
  return (
    lengths.includes(text.length) &&
    /^[0-9]+$/.test(text) &&
    checkDigit(text.slice(0, -1)) === text.at(-1)
  );
}

/** A GTIN-8, -12, -13 or -14 whose check digit is right. */
export function isGtin(text: string): boolean {
  return isGs1Number(text, [8, 12, 13, 14]) && !/^0+$/.test(text);
}

/** A place's number: thirteen digits, the last of them right. */
export function isGln(text: string): boolean {
  return isGs1Number(text, [13]) && !/^0+$/.test(text);
}

/** Fourteen digits, zeros in front: a UPC and the EAN it becomes compare equal. */
export function gtin14(gtin: string): string {
  return gtin.padStart(14, '0');
}

/**
 * The GTIN somebody typed, pasted or found in a spreadsheet: spaces and dashes go, and the zeros that
 * a spreadsheet swallowed come back when only they make the check digit right. Null when it is none.
 */
export function readGtin(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^[0-9]{6,14}$/.test(digits)) return null;
  for (const length of [8, 12, 13, 14]) {
    const padded = digits.padStart(length, '0');
    if (padded.length === length && isGtin(padded)) return padded;
  }
  return null;
}
