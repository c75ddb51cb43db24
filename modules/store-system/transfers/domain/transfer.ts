import assert from 'node:assert/strict';
import type { Condition } from '../../stock/domain/level.ts';
import type {
  Answerer,
  CarriedBy,
  DiscrepancyKind,
  PaperKind,
  ReferenceKind,
  Resolution,
  TransferState,
} from './words.ts';

/** A line: pieces of one item in one condition. */
export interface TransferLine {
  readonly lineId: string;
  readonly place: number;
  readonly itemId: string;
  readonly styleId: string;
  readonly condition: Condition;
  /** 0: nobody asked for it, it was in a parcel. */
  readonly requested: number;
  readonly accepted: number;
  /** Taken from the floor, those that have left included. */
  readonly picked: number;
  readonly shipped: number;
  readonly holdId: string | null;
}

/** What became of a line's pieces in one shipment. */
export interface ShipmentLine {
  readonly lineId: string;
  /** By the paper. */
  readonly quantity: number;
  readonly received: number;
  readonly damaged: number;
  /** Cleared without arriving: written off or gone back (above 0), found to have been more (below). */
  readonly settled: number;
}

export type ShipmentState = 'in-transit' | 'partly-received' | 'counted' | 'closed';

export interface Shipment {
  readonly shipmentId: string;
  readonly code: string;
  readonly documentKind: PaperKind;
  readonly documentNumber: number;
  readonly documentYear: number;
  readonly documentDay: string;
  readonly state: ShipmentState;
  readonly carriedBy: CarriedBy;
  readonly carrier: string | null;
  readonly parcels: number;
  readonly weightGrams: number | null;
  readonly appearance: string;
  readonly startedAt: Date;
  readonly expectedOn: string;
  readonly shippedBy: string;
  readonly lines: readonly ShipmentLine[];
}

export interface Difference {
  readonly discrepancyId: string;
  readonly shipmentId: string;
  readonly lineId: string;
  readonly kind: DiscrepancyKind;
  readonly quantity: number;
  readonly openedAt: Date;
  readonly resolution: Resolution | null;
  readonly answers: Answerer | null;
  readonly note: string | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
}

/** Everything that decides what may happen to a transfer. */
export interface TransferFile {
  readonly transferId: string;
  readonly number: number;
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly causal: string;
  readonly referenceKind: ReferenceKind;
  readonly referenceId: string;
  /** What arrives is kept for whom the reference names. */
  readonly kept: boolean;
  readonly state: TransferState;
  readonly stateSince: Date;
  readonly note: string | null;
  readonly neededBy: Date | null;
  readonly place: string | null;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  readonly declinedBecause: string | null;
  readonly declineNote: string | null;
  readonly cancelledBecause: string | null;
  readonly cancelledBy: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
  readonly lines: readonly TransferLine[];
  readonly shipments: readonly Shipment[];
  readonly differences: readonly Difference[];
}

/** Sent, and neither arrived nor cleared. Below zero when more came than was sent. */
export function inTransit({ quantity, received, settled }: Omit<ShipmentLine, 'lineId'>): number {
  return quantity - received - settled;
}

/** May pieces still be picked and sent? */
export function isPreparing({ state, lines }: TransferFile): boolean {
  if (state === 'draft' || state === 'picked') return true;
  if (state !== 'in-transit' && state !== 'partly-received' && state !== 'discrepancy')
    return false;
  return lines.some(({ accepted, shipped }) => shipped < accepted);
}

/** Where a shipment stands. With everything there, nobody needs to say that it was all. */
export function shipmentState(
  shipment: Pick<Shipment, 'state' | 'lines'>,
  openDifferences: number,
  counted: boolean,
): ShipmentState {
  const left = shipment.lines.filter((line) => inTransit(line) > 0);
  const done = counted || shipment.state === 'counted' || left.length === 0;
  if (!done) return 'partly-received';
  if (openDifferences > 0) return 'counted';
  assert(
    shipment.lines.every((line) => inTransit(line) === 0),
    'what is in transit is expected or stands as a difference',
  );
  return 'closed';
}

/** Where a transfer that has been accepted stands, from what became of its pieces. */
export function stateOf(file: Pick<TransferFile, 'state' | 'lines' | 'shipments'>): TransferState {
  const { lines, shipments } = file;
  const toShip = lines.some(({ accepted, shipped }) => shipped < accepted);
  if (shipments.length === 0) {
    if (!toShip) return 'cancelled';
    const allPicked = lines.every(({ accepted, picked }) => picked === accepted);
    return file.state === 'picked' && allPicked ? 'picked' : 'draft';
  }
  const settled = shipments.every(({ state }) => state === 'closed');
  if (settled && !toShip) {
    const arrived = shipments.some(({ lines: sent }) => sent.some(({ received }) => received > 0));
    return arrived ? 'received' : 'cancelled';
  }
  if (shipments.every(({ state }) => state === 'in-transit')) return 'in-transit';
  const counted = shipments.every(({ state }) => state === 'counted' || state === 'closed');
  return counted && !toShip ? 'discrepancy' : 'partly-received';
}

/** The counters of a line over all its shipments. */
export function countersOf(file: Pick<TransferFile, 'shipments'>, lineId: string) {
  let received = 0;
  let damaged = 0;
  let transit = 0;
  for (const { lines } of file.shipments) {
    const line = lines.find((each) => each.lineId === lineId);
    if (!line) continue;
    received += line.received;
    damaged += line.damaged;
    transit += inTransit(line);
  }
  return { received, damaged, inTransit: transit };
}

/** The file with some of its lines changed. */
export function withLines(file: TransferFile, changed: readonly TransferLine[]): TransferFile {
  const byId = new Map(changed.map((line) => [line.lineId, line]));
  const lines = file.lines.map((line) => byId.get(line.lineId) ?? line);
  return { ...file, lines };
}
