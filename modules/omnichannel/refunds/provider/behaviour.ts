import { createHash } from 'node:crypto';

/** What happens to one call: what the provider really does, what it answers, what it says by itself. */
export interface Fate {
  /** What it does with the money. */
  readonly effect: 'paid' | 'refused';
  /**
   * What the caller hears: `told`; `pending`; nothing because the line broke before it had any effect
   * (`lost-before`) or after (`lost-after`); nothing at all, for ever (`hangs-before`, `hangs-after`).
   */
  readonly answer:
    | 'told'
    | 'pending'
    | 'lost-before'
    | 'lost-after'
    | 'hangs-before'
    | 'hangs-after';
  /** How many notices it sends, and whether the first goes out before the answer. */
  readonly notices: 0 | 1 | 2;
  readonly noticeFirst: boolean;
  readonly delayMilliseconds: number;
}

/** How often each thing goes wrong, in per cent; what is left out never does. */
export interface Shares {
  readonly refused?: number;
  readonly pending?: number;
  readonly lostBefore?: number;
  readonly lostAfter?: number;
  readonly noNotice?: number;
  readonly noticeTwice?: number;
  readonly noticeFirst?: number;
  readonly longestDelayMilliseconds?: number;
}

export interface Behaviour {
  /** The same seed, key and call: the same fate. */
  readonly seed: number;
  readonly shares: Shares;
  /** In place of chance, for every call. */
  readonly always?: Partial<Fate>;
  /** Where notices go; null: none are sent. */
  readonly noticesTo: string | null;
}

export const CALM: Behaviour = { seed: 1, shares: { noNotice: 100 }, noticesTo: null };

/** What happens to the n-th call with a key. Whether the money goes out is decided by the key alone. */
export function fateOf({ seed, shares, always }: Behaviour, key: string, call: number): Fate {
  const ofKey = (what: string): number => chance(`${seed}/${key}/${what}`);
  const ofCall = (what: string): number => chance(`${seed}/${key}/${call}/${what}`);
  const under = (drawn: number, share = 0): boolean => drawn * 100 < share;
  const lost = ofCall('answer') * 100;
  const { lostBefore = 0, lostAfter = 0, pending = 0 } = shares;
  const fate: Fate = {
    effect: under(ofKey('effect'), shares.refused) ? 'refused' : 'paid',
    answer:
      lost < lostBefore
        ? 'lost-before'
        : lost < lostBefore + lostAfter
          ? 'lost-after'
          : lost < lostBefore + lostAfter + pending
            ? 'pending'
            : 'told',
    notices: under(ofKey('notices'), shares.noNotice)
      ? 0
      : under(ofKey('twice'), shares.noticeTwice)
        ? 2
        : 1,
    noticeFirst: under(ofKey('first'), shares.noticeFirst),
    delayMilliseconds: Math.floor(ofCall('delay') * (shares.longestDelayMilliseconds ?? 0)),
  };
  return { ...fate, ...always };
}

/** From 0 up to 1, the same for the same text. */
function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
