/**
 * An ending that prices have: `{ everyMinor: 100, endingsMinor: [90, 99] }` is x.90 or x.99,
 * `{ everyMinor: 1000, endingsMinor: [990] }` is x9.90.
 */
export interface CharmRule {
  readonly everyMinor: number;
  readonly endingsMinor: readonly number[];
  readonly direction: 'down' | 'up' | 'nearest';
}

/**
 * The price with such an ending: the next lower one, the next higher one or the nearer of the two
 * (half way: the lower). Where there is no lower one, the price stays as it is.
 */
export function withCharm(
  priceMinor: number,
  { everyMinor, endingsMinor, direction }: CharmRule,
): number {
  const decade = Math.floor(priceMinor / everyMinor) * everyMinor;
  let lower = -1;
  let higher = Infinity;
  for (const base of [decade - everyMinor, decade, decade + everyMinor]) {
    for (const ending of endingsMinor) {
      const price = base + ending;
      if (price <= priceMinor && price > lower) lower = price;
      if (price >= priceMinor && price < higher) higher = price;
    }
  }
  if (lower < 0)
    return direction === 'down' ? priceMinor : higher === Infinity ? priceMinor : higher;
  if (higher === Infinity || direction === 'down') return lower;
  if (direction === 'up') return higher;
  return priceMinor - lower <= higher - priceMinor ? lower : higher;
}
