/**
 * An Italian VAT number (partita IVA): eleven digits, the last of which checks the others, the three
 * before it name the tax office. With or without `IT` and spaces; null when it cannot be one.
 */
export function readVatNumber(text: string): string | null {
  const digits = text
    .toUpperCase()
    .replace(/[\s.-]/g, '')
    .replace(/^IT/, '');
  if (!/^[0-9]{11}$/.test(digits) || /^0{7}/.test(digits)) return null;
  let sum = 0;
  for (let place = 0; place < 10; place += 1) {
    const digit = Number(digits[place]);
    const doubled = digit * 2;
    // Luhn's way: every second digit is doubled, and a two-digit double counts as the sum of its digits.
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10 === Number(digits[10]) ? digits : null;
}
