import { addDays, dayAt, instantOfWall, weekdayOf } from '../../../server/kernel/time.ts';
import type { ContractFlow } from '../orders/domain/order.ts';
import { openPieces, type LineFile } from '../orders/domain/file.ts';

/**
 * The consumer's right to withdraw from a distance contract (Codice del Consumo, art. 52 to 54-bis):
 * fourteen days from the day on which the last piece was handed over, without a reason.
 */
const WITHDRAWAL_DAYS = 14;

/** The days a chain gives, never fewer than the law. */
export function withdrawalDays(ofPolicy: number): number {
  return Math.max(WITHDRAWAL_DAYS, ofPolicy);
}

/**
 * The clock of what was sent starts when it arrives (art. 52 c. 2 b), which nobody tells us. Counted from
 * the latest day on which it may arrive (art. 61: thirty days), nobody loses a day.
 */
const LONGEST_DELIVERY_DAYS = 30;

export function latestDelivery(sentAt: Date): Date {
  return new Date(sentAt.getTime() + LONGEST_DELIVERY_DAYS * 86_400_000);
}

/**
 * Contracts that were concluded at a distance: paid online, binding online, by phone. What was only
 * booked, or ordered by an assistant in the shop, is bought in the shop.
 */
export function isDistanceContract(flow: ContractFlow): boolean {
  return flow === 'A' || flow === 'B' || flow === 'E';
}

/**
 * The first moment at which it is too late. The day of collection does not count, the last one counts
 * to its end; one that is a Saturday, a Sunday or a public holiday ends with the next working day (Reg.
 * 1182/71, art. 3). A chain may give more days than the law.
 */
export function withdrawalDeadline(
  zone: string,
  collectedAt: Date,
  isHoliday: (day: string) => boolean,
  days: number = WITHDRAWAL_DAYS,
): Date {
  let last = addDays(dayAt(zone, collectedAt), withdrawalDays(days));
  while (weekdayOf(last) >= 6 || isHoliday(last)) last = addDays(last, 1);
  return instantOfWall(zone, addDays(last, 1), 0);
}

/** Pieces of a line that were declared at a moment, or came back as a withdrawal. */
export interface WithdrawalMove {
  readonly lineId: string;
  readonly declared: number;
  readonly came: number;
}

/**
 * Declared pieces that have not come yet, by line; the moves are told oldest first. A piece that comes while
 * one is awaited is that one. A piece that came before its line was declared, or beyond what was awaited
 * then, takes nothing off a later declaration. What was not accepted and went back never came.
 */
export function stillToCome(moves: readonly WithdrawalMove[]): ReadonlyMap<string, number> {
  const awaited = new Map<string, number>();
  for (const { lineId, declared, came } of moves) {
    awaited.set(lineId, Math.max(0, (awaited.get(lineId) ?? 0) + declared - came));
  }
  return new Map([...awaited].filter(([, pieces]) => pieces > 0));
}

/** What may be withdrawn from of a line: pieces still coming, and pieces the customer has. */
export interface WithdrawableLine {
  readonly lineId: string;
  readonly open: number;
  readonly collected: number;
}

export function withdrawable(
  lines: readonly LineFile[],
  before: ReadonlyMap<string, number>,
  isExcluded: (itemId: string) => boolean,
): WithdrawableLine[] {
  return lines.flatMap((line) => {
    if (isExcluded(line.itemId)) return [];
    const open = openPieces(line);
    const collected = line.collected - (before.get(line.lineId) ?? 0);
    return open + collected > 0 ? [{ lineId: line.lineId, open, collected }] : [];
  });
}

export interface Part {
  readonly lineId: string;
  readonly quantity: number;
}

/** What becomes of the pieces of a declaration; those that have not left yet go first. */
export interface WithdrawnLine {
  readonly lineId: string;
  readonly toBringBack: number;
  readonly cancelled: number;
}

/** Null when it asks for more than there is. */
export function withdraw(
  possible: readonly WithdrawableLine[],
  parts: readonly Part[] | undefined,
): WithdrawnLine[] | null {
  const wanted =
    parts ??
    possible.map(({ lineId, open, collected }) => ({ lineId, quantity: open + collected }));
  const byLine = new Map<string, number>();
  for (const { lineId, quantity } of wanted) {
    byLine.set(lineId, (byLine.get(lineId) ?? 0) + quantity);
  }
  const withdrawn: WithdrawnLine[] = [];
  for (const [lineId, quantity] of byLine) {
    const line = possible.find((one) => one.lineId === lineId);
    if (!line || line.open + line.collected < quantity) return null;
    const cancelled = Math.min(line.open, quantity);
    withdrawn.push({ lineId, cancelled, toBringBack: quantity - cancelled });
  }
  return withdrawn.length > 0 ? withdrawn : null;
}
