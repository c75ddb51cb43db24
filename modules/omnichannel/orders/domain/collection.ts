import assert from 'node:assert/strict';
import { openPieces, type LineFile, type OrderFile } from './file.ts';
import {
  endedIfNothingIsOpen,
  finished,
  moved,
  refused,
  type Decision,
  type Ending,
  type Leaving,
} from './life.ts';

/** Pieces that were in the bag and stay in the shop. */
export interface Left extends Leaving {
  /** False: back in its place already, on sale again at once. True: it waits for its scan. */
  readonly toPutBack: boolean;
}

/** The customer looked at these pieces and does not want them; `leftMinor` is what they cost. */
export function leaveAtCounter(
  file: OrderFile,
  left: readonly Left[],
  leftMinor: number,
  ending: Ending,
): Decision {
  assert(left.length > 0, 'something is left');
  if (file.state !== 'ready') return refused('state');
  const lines = withoutLeft(file, left);
  if (!lines) return refused('not-there');
  return moved(file, {
    ...endedIfNothingIsOpen(lines, ending),
    arrivedAt: null,
    cancelledMinor: file.cancelledMinor + leftMinor,
    lines,
  });
}

/** A piece left at the counter, and the line of those taken in its place. */
export interface Swap extends Left {
  readonly line: LineFile;
}

/**
 * Other sizes or colours are taken in place of pieces of the order. `leftMinor` is what the pieces cost
 * that stay, `takenMinor` what those cost that leave.
 */
export function swapAtCounter(
  file: OrderFile,
  swaps: readonly Swap[],
  money: { readonly leftMinor: number; readonly takenMinor: number },
  ending: Ending,
): Decision {
  assert(swaps.length > 0, 'something is swapped');
  if (file.state !== 'ready') return refused('state');
  const left = withoutLeft(file, swaps);
  if (!left) return refused('not-there');
  const lines = [...left, ...swaps.map(({ line }) => line)];
  return moved(file, {
    ...endedIfNothingIsOpen(lines, ending),
    arrivedAt: null,
    totalMinor: file.totalMinor + money.takenMinor,
    cancelledMinor: file.cancelledMinor + money.leftMinor,
    lines,
  });
}

/** The lines without what stays in the shop; null when more is left than the bag holds. */
function withoutLeft(file: OrderFile, left: readonly Left[]): LineFile[] | null {
  const lines = [...file.lines];
  for (const { lineId, quantity, toPutBack } of left) {
    const place = lines.findIndex((line) => line.lineId === lineId);
    const line = lines[place];
    if (!line || line.picked < quantity) return null;
    lines[place] = finished({
      ...line,
      picked: line.picked - quantity,
      refused: line.refused + quantity,
      toPutBack: line.toPutBack + (toPutBack ? quantity : 0),
    });
  }
  return lines;
}

/** Nobody came in time; `openMinor` is what the pieces cost that nobody collected. */
export function notCollected(file: OrderFile, openMinor: number, ending: Ending): Decision {
  if (file.state !== 'ready') return refused('state');
  if (!file.collectBy || file.collectBy > ending.at) return refused('state');
  const lines = file.lines.map((line) => {
    const pieces = openPieces(line);
    return pieces === 0
      ? line
      : finished({
          ...line,
          picked: 0,
          noShow: line.noShow + pieces,
          toPutBack: line.toPutBack + line.picked,
        });
  });
  return moved(file, {
    ...endedIfNothingIsOpen(lines, ending),
    arrivedAt: null,
    cancelledMinor: file.cancelledMinor + openMinor,
    lines,
  });
}

/**
 * The customer comes, or calls, while uncollected pieces are still on the shelf: those are ready again,
 * until `collectBy`. `back` are these pieces, `backMinor` what they cost.
 */
export function reprieve(
  file: OrderFile,
  back: readonly Leaving[],
  backMinor: number,
  collectBy: Date,
): Decision {
  if (back.length === 0) return refused('state');
  const lines = file.lines.map((line): LineFile => {
    const quantity = back.find(({ lineId }) => lineId === line.lineId)?.quantity ?? 0;
    return quantity === 0
      ? line
      : {
          ...line,
          state: 'ready',
          picked: line.picked + quantity,
          noShow: line.noShow - quantity,
          toPutBack: line.toPutBack - quantity,
        };
  });
  return moved(file, {
    endedAt: null,
    endedOn: null,
    collectBy,
    cancelledMinor: file.cancelledMinor - backMinor,
    lines,
  });
}
