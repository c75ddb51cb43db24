import assert from 'node:assert/strict';
import { openPieces, type LineFile, type OrderFile } from './file.ts';
import {
  endedIfNothingIsOpen,
  finished,
  isUnderWay,
  moved,
  pickingState,
  refused,
  withLine,
  type Decision,
  type Ending,
} from './life.ts';
import { isFinal } from './order.ts';

/** Pieces of a line that somebody still has to take from the floor. */
export function piecesToTake(line: LineFile): number {
  return openPieces(line) - line.picked - line.short;
}

/** Pieces were looked for and not found: nothing is promised for them until it is decided. */
export function reportShort(
  file: OrderFile,
  lineId: string,
  quantity: number,
  pickerId: string,
): Decision {
  assert(quantity > 0, 'something is missing');
  if (!isUnderWay(file)) return refused('state');
  if (file.picker?.id !== pickerId) return refused('taken');
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) return refused('not-there');
  if (piecesToTake(line) < quantity) return refused('already-picked');
  return moved(file, { lines: withLine(file, lineId, shortOf(line, line.short + quantity)) });
}

/** Missing pieces turned up after all, or are promised again: they are to be taken as before. */
export function foundAfterAll(file: OrderFile, lineId: string): Decision {
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) return refused('not-there');
  if (!isUnderWay(file) || line.short === 0) return refused('state');
  return moved(file, { lines: withLine(file, lineId, shortOf(line, 0)) });
}

/** Missing pieces were brought from another shop, so many of each line: they are to be taken as before. */
export function broughtIn(file: OrderFile, pieces: ReadonlyMap<string, number>): Decision {
  const lines = file.lines.map((line) => {
    const brought = pieces.get(line.lineId) ?? 0;
    assert(brought <= line.short, 'no more is brought than was missing');
    return brought === 0 ? line : shortOf(line, line.short - brought);
  });
  if (!isUnderWay(file) || pieces.size === 0) return refused('state');
  return moved(file, { lines });
}

function shortOf(line: LineFile, short: number): LineFile {
  return { ...line, short, state: pickingState({ ...line, short }) };
}

/** The customer has been asked what is to become of the missing pieces. */
export function askCustomer(file: OrderFile, deadline: Date): Decision {
  if (file.lines.every(({ short }) => short === 0)) return refused('state');
  return moved(file, { answerBy: deadline });
}

/** Somebody answered, or the time is over: the answer is carried out next. */
export function answered(file: OrderFile): Decision {
  if (file.answerBy === null) return refused('state');
  return moved(file, { answerBy: null });
}

/** The order goes on without its missing pieces (those of one line, if named): they are cancelled. */
export function goOnWithout(
  file: OrderFile,
  lineId: string | null,
  missingMinor: number,
  ending: Ending,
): Decision {
  const lines = withoutMissing(file, lineId);
  if (lines === null) return refused('state');
  return moved(file, {
    ...endedIfNothingIsOpen(lines, ending),
    cancelledMinor: file.cancelledMinor + missingMinor,
    lines,
  });
}

/**
 * Other pieces take the place of the missing ones of a line. What the missing ones cost is cancelled,
 * what the others cost is added.
 */
export function substitute(
  file: OrderFile,
  lineId: string,
  other: LineFile,
  money: { readonly missingMinor: number; readonly addedMinor: number },
): Decision {
  assert(money.addedMinor <= money.missingMinor, 'a substitute never costs the customer more');
  const lines = withoutMissing(file, lineId);
  if (lines === null) return refused('state');
  return moved(file, {
    cancelledMinor: file.cancelledMinor + money.missingMinor,
    totalMinor: file.totalMinor + money.addedMinor,
    lines: [...lines, other],
  });
}

function withoutMissing(file: OrderFile, lineId: string | null): LineFile[] | null {
  const concerned = (line: LineFile): boolean =>
    line.short > 0 && (lineId === null || line.lineId === lineId);
  if (!file.lines.some(concerned)) return null;
  return file.lines.map((line) => {
    if (!concerned(line)) return line;
    const left = { ...line, short: 0, cancelled: line.cancelled + line.short };
    return openPieces(left) > 0 ? { ...left, state: pickingState(left) } : finished(left);
  });
}

/** A piece of the order is in doubt, or is so no longer. */
export function weighRisk(file: OrderFile, atRisk: boolean): Decision {
  if (isFinal(file.state) || file.atRisk === atRisk) return refused('state');
  return moved(file, { atRisk });
}
