/** An exact fraction, for checking sums that were worked out in whole cents. */
export class Fraction {
  readonly n: bigint;
  readonly d: bigint;

  constructor(n: bigint, d = 1n) {
    this.n = d < 0n ? -n : n;
    this.d = d < 0n ? -d : d;
  }

  /** As it is written: 0.1 is a tenth. */
  static of(value: number): Fraction {
    const [whole = '0', decimals = ''] = String(value).split('.');
    return new Fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  over(other: Fraction): Fraction {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  minus(other: Fraction): Fraction {
    return new Fraction(this.n * other.d - other.n * this.d, this.d * other.d);
  }

  compare(other: Fraction): number {
    const difference = this.n * other.d - other.n * this.d;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }

  /** To whole steps of so many. Never asked for negative values. */
  round(mode: string, step = 1): number {
    const size = BigInt(step) * this.d;
    const down = this.n / size;
    const rest = this.n % size;
    const twice = rest * 2n;
    const up =
      mode === 'up'
        ? rest > 0n
        : mode === 'halfUp'
          ? twice >= size && rest > 0n
          : mode === 'halfDown'
            ? twice > size
            : mode === 'halfEven'
              ? twice > size || (twice === size && down % 2n === 1n)
              : false;
    return Number((down + (up ? 1n : 0n)) * BigInt(step));
  }
}
