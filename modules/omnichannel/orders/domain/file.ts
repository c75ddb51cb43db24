import type { ContractFlow, OrderState } from './order.ts';

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
  readonly state: OrderState;
  readonly placedAt: Date;
  readonly acknowledgeBy: Date;
  readonly readyBy: Date;
  readonly collectBy: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly picker: Picker | null;
  readonly stagedAt: Date | null;
  readonly shelf: string | null;
  readonly bags: readonly string[];
  readonly readyAt: Date | null;
  readonly notifyAt: Date | null;
  readonly notifiedAt: Date | null;
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
  readonly collected: number;
  readonly refused: number;
  readonly noShow: number;
  readonly cancelled: number;
  readonly toPutBack: number;
}

/** Pieces of a line that are still on their way to the customer. */
export function openPieces(line: LineFile): number {
  return line.quantity - line.collected - line.refused - line.noShow - line.cancelled;
}

const PROGRESS: readonly OrderState[] = [
  'placed',
  'acknowledged',
  'picking',
  'picked',
  'staged',
  'ready',
];

/**
 * The state of an order follows from its lines: it is as far as its slowest open line, and in picking
 * as soon as one of them is. Without open lines it is collected when anything was, else cancelled.
 */
export function orderState(lines: readonly LineFile[]): OrderState {
  const open = lines.filter((line) => openPieces(line) > 0);
  if (open.length === 0) {
    return lines.some(({ collected }) => collected > 0) ? 'collected' : 'cancelled';
  }
  const places = open.map(({ state }) => PROGRESS.indexOf(state));
  const slowest = Math.min(...places);
  const picking = PROGRESS.indexOf('picking');
  return PROGRESS[slowest < picking && Math.max(...places) >= picking ? picking : slowest]!;
}
