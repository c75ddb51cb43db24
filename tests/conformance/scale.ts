import { Malformed, type Bag, type Scenario } from './scenario.ts';

/** Digits of a case that leaves fractions of a cent: thirds show no error that anybody would see. */
const FINE_DIGITS = 9;
/** Sums stay well within whole numbers. */
const LARGEST = 1e15;

/**
 * How many minor units make a major one: cents as a rule, more where amounts have more decimals, and very
 * many where the case rounds nothing. The engine only ever sees whole minor units.
 */
export class Scale {
  readonly factor: number;

  constructor(scenario: Scenario) {
    const rounding = scenario.settings?.['rounding'] as Bag | undefined;
    const amounts: number[] = [];
    collect([scenario.lines, scenario.promotions, scenario.context], amounts);
    const to = Number(rounding?.['to'] ?? 0.01);
    const needed = Math.max(2, ...[to, ...amounts].map(decimalsOf));
    const wanted = rounding?.['mode'] === 'none' ? Math.max(FINE_DIGITS, needed) : needed;
    const total = totalOf(scenario);
    let digits = wanted;
    while (digits > 2 && total * 10 ** digits > LARGEST) digits--;
    if (total * 10 ** digits > Number.MAX_SAFE_INTEGER)
      throw new Malformed('amounts are too large to be exact');
    this.factor = 10 ** digits;
  }

  minor(amount: number): number {
    return Math.round(amount * this.factor);
  }

  major(minor: number): number {
    return minor / this.factor;
  }
}

function collect(value: unknown, into: number[]): void {
  if (typeof value === 'number' && Number.isFinite(value)) into.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) collect(one, into);
  }
}

function decimalsOf(amount: number): number {
  const [mantissa = '', exponent = '0'] = String(amount).toLowerCase().split('e');
  const decimals = (mantissa.split('.')[1] ?? '').length - Number(exponent);
  return Math.min(Math.max(0, decimals), FINE_DIGITS);
}

function totalOf({ lines = [], context }: Scenario): number {
  const goods = lines.reduce((sum, { qty, unitPrice }) => sum + Number(qty) * Number(unitPrice), 0);
  const charges = (context?.['shipping'] ?? []) as readonly Bag[];
  const shipping = Array.isArray(charges)
    ? charges.reduce((sum, charge) => sum + Number(charge['amount'] ?? 0), 0)
    : 0;
  return Math.abs(goods) + Math.abs(shipping) + 1;
}
