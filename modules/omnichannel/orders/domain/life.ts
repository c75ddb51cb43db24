import assert from 'node:assert/strict';
import {
  endedAs,
  openPieces,
  orderState,
  type LineFile,
  type OrderFile,
  type Picker,
} from './file.ts';
import { isFinal, type OrderState } from './order.ts';

/**
 * The only ways between the states of an order. Each takes the order as it is and gives the order as
 * it will be, or says why not. Time and people are arguments; SQL and messages are somebody else's.
 */
export type Decision =
  | { readonly outcome: 'moved'; readonly file: OrderFile }
  | { readonly outcome: 'refused'; readonly because: Because };

/** `state`: not from here. `taken`: a colleague has it. `told`: the customer already knows. */
export type Because =
  | 'state'
  | 'taken'
  | 'told'
  | 'already-picked'
  | 'nothing-picked'
  | 'not-there';

export const refused = (because: Because): Decision => ({ outcome: 'refused', because });

/** The order with other lines and whatever follows from them, one version on. */
export function moved(file: OrderFile, change: Partial<OrderFile>): Decision {
  const lines = change.lines ?? file.lines;
  const state = orderState(lines);
  const after = { ...file, ...change, state, version: file.version + 1 };
  return { outcome: 'moved', file: { ...after, ...whatHolds(file, after) } };
}

/** Nobody's order is on no walk; where nothing is missing nobody is asked; elsewhere a doubt is another. */
function whatHolds(
  before: OrderFile,
  after: OrderFile,
): Pick<OrderFile, 'waveId' | 'answerBy' | 'atRisk'> {
  return {
    waveId: after.picker ? after.waveId : null,
    answerBy: after.lines.some(({ short }) => short > 0) ? after.answerBy : null,
    atRisk: after.atRisk && !isFinal(after.state) && after.locationId === before.locationId,
  };
}

/** Every line that still has open pieces moves to `state`. */
function openLines(file: OrderFile, state: OrderState): readonly LineFile[] {
  return file.lines.map((line) => (openPieces(line) > 0 ? { ...line, state } : line));
}

export function acknowledge(file: OrderFile, now: Date): Decision {
  if (file.state !== 'placed') return refused('state');
  return moved(file, { acknowledgedAt: now, lines: openLines(file, 'acknowledged') });
}

/** Whether somebody is walking for it: pieces to take, missing, or all in hand. */
export function isUnderWay({ state }: Pick<OrderFile, 'state'>): boolean {
  return state === 'picking' || state === 'short' || state === 'picked';
}

/** Somebody starts preparing. What is picked stays picked when a colleague takes over. */
export function take(
  file: OrderFile,
  picker: Picker,
  fromColleague: boolean,
  waveId: string | null = null,
): Decision {
  if (file.state !== 'acknowledged' && !isUnderWay(file)) return refused('state');
  if (file.picker?.id === picker.id) return refused('state');
  if (file.picker && !fromColleague) return refused('taken');
  return moved(file, {
    picker,
    waveId,
    lines: file.lines.map((line) =>
      line.state === 'acknowledged' ? { ...line, state: 'picking' as const } : line,
    ),
  });
}

/** The picker gives the order back to the queue, as long as nothing has been taken from the floor. */
export function letGo(file: OrderFile, pickerId: string): Decision {
  if (file.state !== 'picking') return refused('state');
  if (file.picker?.id !== pickerId) return refused('taken');
  if (file.lines.some(({ picked, short }) => picked + short > 0)) return refused('state');
  return moved(file, { picker: null, lines: openLines(file, 'acknowledged') });
}

/** One piece of a line is in the picker's hands. */
export function pick(file: OrderFile, lineId: string, pickerId: string): Decision {
  if (!isUnderWay(file)) return refused('state');
  if (file.picker?.id !== pickerId) return refused('taken');
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) return refused('not-there');
  if (line.picked + line.short >= openPieces(line)) return refused('already-picked');
  return moved(file, { lines: withLine(file, lineId, pickedOf(line, line.picked + 1)) });
}

/** The last pick of a line was a mistake. */
export function unpick(file: OrderFile, lineId: string, pickerId: string): Decision {
  if (!isUnderWay(file)) return refused('state');
  if (file.picker?.id !== pickerId) return refused('taken');
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) return refused('not-there');
  if (line.picked === 0) return refused('nothing-picked');
  return moved(file, { lines: withLine(file, lineId, pickedOf(line, line.picked - 1)) });
}

function pickedOf(line: LineFile, picked: number): LineFile {
  return { ...line, picked, state: pickingState({ ...line, picked }) };
}

/** Where a line in preparation stands: pieces still to take, missing ones, or all in hand. */
export function pickingState(line: LineFile): 'picking' | 'short' | 'picked' {
  if (line.short > 0) return 'short';
  return line.picked === openPieces(line) ? 'picked' : 'picking';
}

export function withLine(file: OrderFile, lineId: string, changed: LineFile): readonly LineFile[] {
  return file.lines.map((line) => (line.lineId === lineId ? changed : line));
}

export function stage(
  file: OrderFile,
  place: { readonly bags: readonly string[]; readonly shelf: string },
  now: Date,
  /** Opening minutes since it was placed: what is sent has kept its promise with this. */
  minutesToReady: number,
): Decision {
  if (file.state !== 'picked') return refused('state');
  const toSend = file.fulfilment === 'shipping' ? { readyAt: now, minutesToReady } : {};
  return moved(file, { ...place, ...toSend, stagedAt: now, lines: openLines(file, 'staged') });
}

/** The customer may come. They are told at `notifyAt`, unless it is undone before. */
export function makeReady(
  file: OrderFile,
  promise: {
    readonly collectBy: Date;
    readonly notifyAt: Date;
    /** Opening minutes since it was placed. */
    readonly minutesToReady: number;
  },
  now: Date,
): Decision {
  if (file.state !== 'staged' || file.fulfilment === 'shipping') return refused('state');
  return moved(file, { ...promise, readyAt: now, lines: openLines(file, 'ready') });
}

export function undoReady(file: OrderFile): Decision {
  if (file.state !== 'ready') return refused('state');
  if (file.notifiedAt) return refused('told');
  // Pieces that were handed over meanwhile cannot be un-readied.
  if (file.lines.some(({ collected }) => collected > 0)) return refused('told');
  return moved(file, {
    readyAt: null,
    minutesToReady: null,
    notifyAt: null,
    collectBy: null,
    expectedAt: null,
    arrivedAt: null,
    lines: openLines(file, 'staged'),
  });
}

export function customerTold(file: OrderFile, now: Date): Decision {
  if (file.state !== 'ready' || file.notifiedAt) return refused('state');
  return moved(file, { notifiedAt: now });
}

/** The customer is on the way; said again, the last time counts. */
export function comeSoon(file: OrderFile, expectedAt: Date): Decision {
  if (file.state !== 'ready' || file.arrivedAt) return refused('state');
  return moved(file, { expectedAt });
}

/** The first time counts: somebody who waits has been waiting since then. */
export function arrive(file: OrderFile, now: Date): Decision {
  if (file.state !== 'ready' || file.arrivedAt) return refused('state');
  return moved(file, { arrivedAt: now });
}

export interface Leaving {
  readonly lineId: string;
  readonly quantity: number;
}

export interface Ending {
  readonly at: Date;
  readonly businessDay: string;
}

/** Pieces leave with the customer. What is not taken stays ready. */
export function collect(
  file: OrderFile,
  leaving: readonly Leaving[],
  paidNowMinor: number,
  ending: Ending,
): Decision {
  if (!isAtItsWayOut(file)) return refused('state');
  assert(leaving.length > 0, 'something leaves');
  const lines: LineFile[] = [...file.lines];
  for (const { lineId, quantity } of leaving) {
    const place = lines.findIndex((line) => line.lineId === lineId);
    const line = lines[place];
    if (!line || line.picked < quantity) return refused('not-there');
    lines[place] = finished({
      ...line,
      picked: line.picked - quantity,
      collected: line.collected + quantity,
    });
  }
  return moved(file, {
    ...endedIfNothingIsOpen(lines, ending),
    // Whoever waited has been served; who comes back for the rest says so again.
    expectedAt: null,
    arrivedAt: null,
    paidMinor: file.paidMinor + paidNowMinor,
    lines,
  });
}

/** What is fetched waits until its customer was told; what is sent leaves from its shelf. */
function isAtItsWayOut({ state, fulfilment }: OrderFile): boolean {
  return state === (fulfilment === 'shipping' ? 'staged' : 'ready');
}

/** Pieces of a line that nobody collects are back in their place. */
export function putBack(file: OrderFile, lineId: string, quantity: number): Decision {
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) return refused('not-there');
  if (line.toPutBack < quantity) return refused('state');
  const toPutBack = line.toPutBack - quantity;
  return moved(file, { lines: withLine(file, lineId, { ...line, toPutBack }) });
}

/** A line without open pieces is in the state they ended in. */
export function finished(line: LineFile): LineFile {
  if (openPieces(line) > 0) return line;
  return { ...line, state: endedAs(line) };
}

export function endedIfNothingIsOpen(lines: readonly LineFile[], { at, businessDay }: Ending) {
  return lines.some((line) => openPieces(line) > 0) ? {} : { endedAt: at, endedOn: businessDay };
}
