/**
 * A phone number in E.164 from what people write; Italian when it names no country. The zero in front
 * of an Italian landline is part of the number and stays. Null when it cannot be a number.
 */
export function readPhone(text: string): string | null {
  const plain = text
    .trim()
    .replace(/[\s()./-]/g, '')
    .replace(/^00/, '+');
  if (plain.startsWith('+')) {
    const international = plain.slice(1);
    if (!/^[1-9][0-9]{5,14}$/.test(international)) return null;
    return international.startsWith('39') && !isItalian(international.slice(2)) ? null : plain;
  }
  return /^[0-9]+$/.test(plain) && isItalian(plain) ? `+39${plain}` : null;
}

/** Mobiles begin with 3 and have nine or ten digits; landlines begin with 0 and have six to eleven. */
function isItalian(national: string): boolean {
  return /^3[0-9]{8,9}$/.test(national) || /^0[0-9]{5,10}$/.test(national);
}

/** `+39 347 ••• 4567`: enough to recognise one's own, too little to call. */
export function maskedPhone(phone: string): string {
  return `••• ${phone.slice(-4)}`;
}

/** `g••••@example.com` */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}••••${email.slice(at)}`;
}
