import assert from 'node:assert/strict';

/** An amount in the currency's minor unit (euro cents): always a whole number. */
export type AmountMinor = number;

/** Refuses what is not a whole, safely representable amount: a programmer's mistake, not a user's. */
export function assertAmount(amountMinor: number): void {
  assert(
    Number.isSafeInteger(amountMinor),
    `an amount is a whole number of minor units, not ${amountMinor}`,
  );
}

/** The VAT contained in a VAT-inclusive amount, half up. `ratePercent` is 22 for 22 %. */
export function vatWithin(amountMinor: AmountMinor, ratePercent: number): AmountMinor {
  assertAmount(amountMinor);
  const sign = amountMinor < 0 ? -1 : 1;
  const gross = Math.abs(amountMinor);
  // Rates have at most two decimals: whole hundredths keep the division exact until the last step.
  const rate = Math.round(ratePercent * 100);
  const net = Math.floor((gross * 10_000 * 2 + (10_000 + rate)) / (2 * (10_000 + rate)));
  return sign * (gross - net);
}

/**
 * Splits an amount in proportion to `weights`, losing and inventing no cent: largest remainder,
 * ties to the larger weight, then to the earlier place.
 */
export function allocate(amountMinor: AmountMinor, weights: readonly number[]): AmountMinor[] {
  assertAmount(amountMinor);
  assert(weights.length > 0, 'something to split over');
  assert(
    weights.every((w) => Number.isSafeInteger(w) && w >= 0),
    'weights are whole and not negative',
  );
  const total = weights.reduce((sum, w) => sum + BigInt(w), 0n);
  if (total === 0n)
    return allocate(
      amountMinor,
      weights.map(() => 1),
    );
  const sign = amountMinor < 0 ? -1n : 1n;
  const amount = BigInt(amountMinor) * sign;
  const shares = weights.map((weight, place) => {
    const exact = amount * BigInt(weight);
    return { place, weight, share: exact / total, rest: exact % total };
  });
  let left = amount - shares.reduce((sum, { share }) => sum + share, 0n);
  const order = [...shares].sort((a, b) =>
    a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : b.weight - a.weight || a.place - b.place,
  );
  for (const entry of order) {
    if (left === 0n) break;
    entry.share += 1n;
    left -= 1n;
  }
  return shares.map(({ share }) => Number(share * sign));
}
