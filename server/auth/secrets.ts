import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 random bits, as text that fits in a cookie. Nobody guesses it, so a plain hash is enough to store. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Crockford base32 without what is misread: for what one person reads out and another types. */
const SPOKEN = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function spoken(symbols: number): string {
  return Array.from({ length: symbols }, () => SPOKEN[randomInt(SPOKEN.length)]!).join('');
}

/** `7K2M-9QXR`: 40 bits, used once within the hour, and guesses are counted. */
export function newEnrolmentCode(): string {
  return `${spoken(4)}-${spoken(4)}`;
}

/** As it was typed: spaces, dashes and small letters do not matter. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** `4H7D-…`: 80 bits in five groups. The person chooses another one at the first log-in. */
export function newPassword(): string {
  return [spoken(4), spoken(4), spoken(4), spoken(4)].join('-').toLowerCase();
}

export function newPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    if (!isSimplePin(pin)) return pin;
  }
}

/** The few PINs that everybody tries first: one digit, a row up or down, a pair or a half repeated. */
export function isSimplePin(pin: string): boolean {
  const steps = [...pin]
    .slice(1)
    .map((digit, place) => (Number(digit) - Number(pin[place]) + 10) % 10);
  return (
    new Set(steps).size === 1 ||
    pin === pin.slice(0, 2).repeat(3) ||
    pin === pin.slice(0, 3).repeat(2)
  );
}

/** The public half of a key: names its row, tells nothing. */
export function newKeyId(): string {
  return spoken(10).toLowerCase();
}
