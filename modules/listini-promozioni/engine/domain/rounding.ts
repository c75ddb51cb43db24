import type { Rounding, RoundingMode } from './pricing-policy.ts';

/** An exact share: `n / d`. */
export interface Ratio {
  readonly n: number;
  readonly d: number;
}

/** Whole part and rest of `a × b ÷ c`. */
export interface Division {
  readonly quotient: number;
  readonly rest: number;
}

/** 10.5 % is 1050 / 10000, exactly as it is written, not as a binary fraction. */
export function ratioOf(percent: number): Ratio {
  const hundredths = Math.round(percent * 100);
  if (Math.abs(percent * 100 - hundredths) < 1e-9) return { n: hundredths, d: 10_000 };
  const decimals = (String(percent).split('.')[1] ?? '').length;
  const scale = 10 ** Math.min(decimals, 10);
  return { n: Math.round(percent * scale), d: 100 * scale };
}

/** Exact for amounts of any size: past 2^53 it goes by way of BigInt. Nothing is negative here. */
export function multiplyDivide(a: number, b: number, c: number): Division {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const quotient = Math.floor(product / c);
    return { quotient, rest: product - quotient * c };
  }
  const exact = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  return { quotient: Number(exact / divisor), rest: Number(exact % divisor) };
}

/** `amount × n ÷ d`, rounded to a multiple of `step`. */
export function shareOf(amount: number, { n, d }: Ratio, mode: RoundingMode, step: number): number {
  const { quotient, rest } = multiplyDivide(amount, n, d * step);
  return (quotient + (roundsUp(mode, quotient, rest, d * step) ? 1 : 0)) * step;
}

function roundsUp(mode: RoundingMode, quotient: number, rest: number, divisor: number): boolean {
  if (rest === 0) return false;
  switch (mode) {
    case 'down':
      return false;
    case 'up':
      return true;
    case 'halfUp':
      return rest * 2 >= divisor;
    case 'halfDown':
      return rest * 2 > divisor;
    case 'halfEven':
      return rest * 2 > divisor || (rest * 2 === divisor && quotient % 2 === 1);
  }
}

/** What a percentage takes off a price, rounded as the policy says; never more than the price. */
export function discountOf(price: number, ratio: Ratio, rounding: Rounding): number {
  if (ratio.n >= ratio.d) return price;
  const { mode, toMinor, what } = rounding;
  if (what === 'discount') return Math.min(price, shareOf(price, ratio, mode, toMinor));
  const left = shareOf(price, { n: ratio.d - ratio.n, d: ratio.d }, mode, toMinor);
  return Math.max(0, price - left);
}

/** An amount to a multiple of the policy's granularity. */
export function roundAmount(amount: number, { mode, toMinor }: Rounding): number {
  return toMinor === 1 ? amount : shareOf(amount, { n: 1, d: 1 }, mode, toMinor);
}

/** The VAT inside an amount, half up on what is left without it. `vatRate` per cent. */
export function vatInside(gross: number, vatRate: number): number {
  const { n, d } = ratioOf(vatRate);
  return gross - shareOf(gross, { n: d, d: d + n }, 'halfUp', 1);
}

/** The VAT on top of an amount, half up. */
export function vatOnTop(net: number, vatRate: number): number {
  return shareOf(net, ratioOf(vatRate), 'halfUp', 1);
}
