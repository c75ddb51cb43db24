import type { Fulfilment, ShipTo } from './fulfilment.ts';
import { OPEN_STATES, type ContractFlow, type FinalState, type OrderState } from './order.ts';

/** Everything the shop works with of one order: the row and its lines, as they are now. */
export interface OrderFile {
  readonly orderId: string;
  readonly version: number;
  readonly companyId: string;
  readonly number: number;
  readonly channel: string;
  readonly externalId: string;
  readonly contractFlow: ContractFlow;
  readonly customerId: string | null;
  readonly contactName: string;
  readonly contactSurname: string;
  readonly contactPhoneEnding: string | null;
  readonly hasEmail: boolean;
  readonly chosenLocationId: string;
  readonly locationId: string;
  readonly fulfilment: Fulfilment;
  /** Where it is sent; null for what is collected, and once the customer was forgotten. */
  readonly shipTo: ShipTo | null;
  readonly state: OrderState;
  readonly placedAt: Date;
  readonly acknowledgeBy: Date;
  readonly readyBy: Date;
  /** The first promise, once there is a later one: punctuality is measured against it. */
  readonly firstReadyBy: Date | null;
  /** The promise before the last delay, which can be taken back until the next of these. */
  readonly delayedFrom: Date | null;
  readonly undoDelayUntil: Date | null;
  /** When it was told that the shop had not seen it in time. */
  readonly escalatedAt: Date | null;
  readonly collectBy: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly picker: Picker | null;
  /** The walk it is picked on. */
  readonly waveId: string | null;
  /** A piece of it is in doubt: sold at a till meanwhile, or not found by somebody else. */
  readonly atRisk: boolean;
  /** Until when the customer may answer about missing pieces; null when nobody is asked. */
  readonly answerBy: Date | null;
  readonly stagedAt: Date | null;
  readonly shelf: string | null;
  readonly bags: readonly string[];
  readonly readyAt: Date | null;
  /** Opening minutes from placed to ready. */
  readonly minutesToReady: number | null;
  readonly notifyAt: Date | null;
  readonly notifiedAt: Date | null;
  /** Its deadline was moved then; that happens once. */
  readonly extendedAt: Date | null;
  /** When the customer, on the way, said to be there. */
  readonly expectedAt: Date | null;
  readonly arrivedAt: Date | null;
  readonly endedAt: Date | null;
  /** The business day of the shop on which it ended. */
  readonly endedOn: string | null;
  readonly cancelledBecause: string | null;
  readonly codeDigest: string;
  readonly codeEnding: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly cancelledMinor: number;
  readonly paidMinor: number;
  readonly refundMinor: number;
  readonly refundedMinor: number;
  /** Of the total, what the customer paid for having it sent after all. */
  readonly shippingFeeMinor: number;
  /** It took of the limits of offers, or codes: they go back with the pieces they were taken for. */
  readonly takesLimits: boolean;
  readonly lines: readonly LineFile[];
}

export interface Picker {
  readonly id: string;
  readonly name: string;
  readonly takenAt: Date;
}

export interface LineFile {
  readonly lineId: string;
  readonly externalLineId: string;
  readonly itemId: string;
  readonly gtin: string;
  readonly quantity: number;
  readonly state: OrderState;
  /** Of the open pieces, those in our hands. */
  readonly picked: number;
  /** Of the open pieces, those reported missing: nothing is promised for them until it is decided. */
  readonly short: number;
  readonly collected: number;
  readonly refused: number;
  readonly noShow: number;
  readonly cancelled: number;
  readonly toPutBack: number;
}

/** Whether somebody has taken pieces of it from the floor that are not back yet. */
export function hasPiecesInHand({ lines }: Pick<OrderFile, 'lines'>): boolean {
  return lines.some(({ picked, toPutBack }) => picked + toPutBack > 0);
}

/** Pieces of a line that are still on their way to the customer. */
export function openPieces(line: LineFile): number {
  return line.quantity - line.collected - line.refused - line.noShow - line.cancelled;
}

const PROGRESS: readonly OrderState[] = OPEN_STATES;

/**
 * The state of an order follows from its lines: it is as far as its slowest open line, and in picking
 * as soon as one of them is; it is short once only missing pieces keep it back. Without open lines it
 * is what became of them: {@link endedAs}.
 */
export function orderState(lines: readonly LineFile[]): OrderState {
  const open = lines.filter((line) => openPieces(line) > 0);
  if (open.length === 0) {
    return endedAs({
      collected: sum(lines, 'collected'),
      noShow: sum(lines, 'noShow'),
      refused: sum(lines, 'refused'),
    });
  }
  const places = open.map(({ state }) => PROGRESS.indexOf(state));
  const slowest = Math.min(...places);
  const picking = PROGRESS.indexOf('picking');
  return PROGRESS[slowest < picking && Math.max(...places) >= picking ? picking : slowest]!;
}

/** How a line or an order without open pieces has ended: what the customer took home goes first. */
export function endedAs(pieces: Pick<LineFile, 'collected' | 'noShow' | 'refused'>): FinalState {
  if (pieces.collected > 0) return 'collected';
  if (pieces.noShow > 0) return 'no-show';
  return pieces.refused > 0 ? 'refused' : 'cancelled';
}

function sum(lines: readonly LineFile[], count: 'collected' | 'noShow' | 'refused'): number {
  return lines.reduce((total, line) => total + line[count], 0);
}
