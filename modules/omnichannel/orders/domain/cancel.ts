import { openPieces, type LineFile, type OrderFile } from './file.ts';
import {
  endedIfNothingIsOpen,
  finished,
  moved,
  pickingState,
  refused,
  type Decision,
  type Ending,
} from './life.ts';
import { isFinal } from './order.ts';

/** Pieces of one line that are no longer wanted. */
export interface Unwanted {
  readonly lineId: string;
  readonly quantity: number;
  /** Of them, those nobody has found. */
  readonly short: number;
  /** Of them, those in our hands: they wait to be put back. */
  readonly picked: number;
}

/** Everything that is still open, line by line. */
export function allOpen(file: OrderFile): Unwanted[] {
  return file.lines.flatMap((line) => {
    const { lineId, short, picked } = line;
    const quantity = openPieces(line);
    return quantity > 0 ? [{ lineId, quantity, short, picked }] : [];
  });
}

/**
 * So many pieces of each line: first those nobody has found, then those still on the floor, those in
 * the bag last. Null when a line has not that many open pieces.
 */
export function someOpen(
  file: Pick<OrderFile, 'lines'>,
  wanted: readonly { readonly lineId: string; readonly quantity: number }[],
): Unwanted[] | null {
  const unwanted: Unwanted[] = [];
  for (const { lineId, quantity } of wanted) {
    const line = file.lines.find((other) => other.lineId === lineId);
    if (!line || openPieces(line) < quantity) return null;
    const short = Math.min(quantity, line.short);
    const onTheFloor = openPieces(line) - line.short - line.picked;
    const picked = Math.max(0, quantity - short - onTheFloor);
    unwanted.push({ lineId, quantity, short, picked });
  }
  return unwanted;
}

/** Open pieces are cancelled; `minor` is what they cost. Those in our hands wait to be put back. */
export function cancelPieces(
  file: OrderFile,
  unwanted: readonly Unwanted[],
  given: { readonly because: string; readonly minor: number; readonly ending: Ending },
): Decision {
  if (isFinal(file.state) || unwanted.length === 0) return refused('state');
  const lines = file.lines.map((line) => {
    const gone = unwanted.find(({ lineId }) => lineId === line.lineId);
    return gone ? without(line, gone) : line;
  });
  return moved(file, {
    ...endedIfNothingIsOpen(lines, given.ending),
    cancelledBecause: given.because,
    // Whoever waits at the counter for the rest goes on waiting.
    ...(lines.some((line) => openPieces(line) > 0) ? {} : { arrivedAt: null }),
    cancelledMinor: file.cancelledMinor + given.minor,
    lines,
  });
}

function without(line: LineFile, { quantity, short, picked }: Unwanted): LineFile {
  const left = {
    ...line,
    short: line.short - short,
    picked: line.picked - picked,
    cancelled: line.cancelled + quantity,
    toPutBack: line.toPutBack + picked,
  };
  if (openPieces(left) === 0) return finished(left);
  const preparing = line.state === 'picking' || line.state === 'short' || line.state === 'picked';
  return preparing ? { ...left, state: pickingState(left) } : left;
}

export interface GoneOf<U> {
  readonly missing: readonly U[];
  readonly onTheFloor: readonly U[];
  readonly inTheBag: readonly U[];
}

/**
 * Which pieces of a line go. Equal pieces are not told apart: of those found, as many as were picked
 * are in the bag, the first ones. The screen that names the amount chooses with the same function.
 */
export function goneOf<U extends { readonly short: boolean }>(
  open: readonly U[],
  linePicked: number,
  { quantity, short, picked }: Unwanted,
): GoneOf<U> {
  const found = open.filter((unit) => !unit.short);
  return {
    missing: open.filter((unit) => unit.short).slice(0, short),
    onTheFloor: found.slice(linePicked, linePicked + quantity - short - picked),
    inTheBag: found.slice(linePicked - picked, linePicked),
  };
}
