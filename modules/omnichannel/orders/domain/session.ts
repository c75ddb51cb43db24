import {
  dueAtHandover,
  dueMinor,
  netPaidMinor,
  unrecordedRefundMinor,
  type Amounts,
} from './amounts.ts';

/**
 * The money of one session at the counter: what is kept, left and swapped, and what is due or back for
 * it. The screen and the command reckon with the same functions; nothing else decides an amount.
 */

/** What the customer decided about the pieces of one line that lie in the bag. */
export interface LineOutcome {
  readonly lineId: string;
  readonly kept: number;
  readonly left: number;
  /** Each new piece costs so much more (less, when negative) than the one it replaces. */
  readonly swaps: readonly { readonly quantity: number; readonly differenceMinor: number }[];
}

export interface SharedOut<U> {
  readonly kept: readonly U[];
  /** One list for each of the line's swaps, in their order. */
  readonly swapped: readonly (readonly U[])[];
  readonly left: readonly U[];
  /** Stays ready for another day. */
  readonly staying: readonly U[];
}

/**
 * Equal pieces of a line differ by cents of their shares. Which of them is kept, swapped, left and
 * stays is decided here, once: the first ones are kept, the last ones stay. Null when there are fewer.
 */
export function shareOut<U>(pieces: readonly U[], outcome: LineOutcome): SharedOut<U> | null {
  const swappedCount = outcome.swaps.reduce((sum, { quantity }) => sum + quantity, 0);
  if (outcome.kept + swappedCount + outcome.left > pieces.length) return null;
  let at = outcome.kept;
  const swapped = outcome.swaps.map(({ quantity }) => pieces.slice(at, (at += quantity)));
  return {
    kept: pieces.slice(0, outcome.kept),
    swapped,
    left: pieces.slice(at, at + outcome.left),
    staying: pieces.slice(at + outcome.left),
  };
}

/** What pieces cost, by what becomes of them. */
export interface SessionSums {
  readonly keptMinor: number;
  /** Of the pieces left in favour of others. */
  readonly swappedMinor: number;
  /** Of the pieces taken in their place. */
  readonly takenMinor: number;
  readonly leftMinor: number;
}

/** Adds up the lines of a session; `openUnitsMinor` is what each piece in the bag costs, in their order. */
export function sumSession(
  lines: readonly { readonly openUnitsMinor: readonly number[]; readonly outcome: LineOutcome }[],
): SessionSums {
  const sums = { keptMinor: 0, swappedMinor: 0, takenMinor: 0, leftMinor: 0 };
  for (const { openUnitsMinor, outcome } of lines) {
    const shared = shareOut(openUnitsMinor, outcome);
    if (!shared) continue;
    sums.keptMinor += total(shared.kept);
    sums.leftMinor += total(shared.left);
    shared.swapped.forEach((pieces, place) => {
      const { quantity, differenceMinor } = outcome.swaps[place]!;
      sums.swappedMinor += total(pieces);
      sums.takenMinor += total(pieces) + quantity * differenceMinor;
    });
  }
  return sums;
}

export interface SessionMoney {
  /** To be paid now, before anything leaves. */
  readonly dueNowMinor: number;
  /** Paid, and no longer owed to us: it goes back. Never both. */
  readonly backMinor: number;
}

/**
 * What is due or goes back in a session. Everything that leaves is paid; a dearer piece is paid when it
 * is swapped in, so that what is due on the order never grows; and what was paid beyond all that the
 * customer keeps or may still collect goes back.
 */
export function sessionMoney(
  before: Amounts,
  collectedMinor: number,
  { keptMinor, swappedMinor, takenMinor, leftMinor }: SessionSums,
): SessionMoney {
  const after: Amounts = {
    ...before,
    totalMinor: before.totalMinor + takenMinor,
    cancelledMinor: before.cancelledMinor + swappedMinor + leftMinor,
  };
  const forWhatLeaves = dueAtHandover(netPaidMinor(before), collectedMinor, keptMinor + takenMinor);
  const growth = dueMinor(after) - dueMinor(before);
  return {
    dueNowMinor: Math.max(0, forWhatLeaves, growth),
    backMinor: unrecordedRefundMinor(after),
  };
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
