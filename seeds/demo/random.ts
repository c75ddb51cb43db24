/** A deterministic source of chance (mulberry32): the same seed tells the same story on every machine. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of several, the likelier the heavier. */
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** True in `share` of the cases. */
  happens(share: number): boolean;
  /** Several different ones, in the order of the list. */
  some<T>(from: readonly T[], count: number): T[];
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  return {
    next,
    whole,
    pick,
    happens: (share) => next() < share,
    weighted: (from) => {
      const total = from.reduce((sum, [, weight]) => sum + weight, 0);
      let at = next() * total;
      for (const [value, weight] of from) {
        at -= weight;
        if (at < 0) return value;
      }
      return from[from.length - 1]![0];
    },
    some: (from, count) => {
      const left = from.map((value, place) => ({ value, place, draw: next() }));
      return left
        .sort((a, b) => a.draw - b.draw)
        .slice(0, count)
        .sort((a, b) => a.place - b.place)
        .map(({ value }) => value);
    },
  };
}

/** A UUID that is always the same for the same thing (version 8: ours), so that demo links keep working. */
export function fixedId(kind: number, number: number): string {
  const hex = number.toString(16).padStart(12, '0');
  return `00000000-${kind.toString(16).padStart(4, '0')}-8000-8000-${hex}`;
}
