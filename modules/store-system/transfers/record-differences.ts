import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { planDifferences } from './domain/differences.ts';
import {
  shipmentState,
  type Difference,
  type Shipment,
  type TransferFile,
} from './domain/transfer.ts';
import {
  insertDifferences,
  resolveDifferences,
  updateShipmentState,
  type NewDifference,
} from './sql/writing.ts';

/**
 * Puts the differences of a shipment on record as they are after a receipt: new ones are opened, those
 * whose pieces came after all are cleared. The answer's file has all of them.
 */
export async function writeDifferences(
  tx: Tx,
  file: TransferFile,
  shipment: Shipment,
  damaged: ReadonlyMap<string, number>,
  complete: boolean,
): Promise<{ readonly opened: readonly NewDifference[]; readonly file: TransferFile }> {
  const { shipmentId } = shipment;
  const counted = complete || shipment.state === 'counted';
  const open = file.differences.filter(
    (each) => each.resolution === null && each.shipmentId === shipmentId,
  );
  const opened: NewDifference[] = [];
  const arrived = new Map<string, number>();
  for (const line of shipment.lines) {
    const { lineId } = line;
    const own = open.filter((each) => each.lineId === lineId);
    const plan = planDifferences(line, own, damaged.get(lineId) ?? 0, counted);
    for (const { kind, quantity } of plan.open) {
      opened.push({ discrepancyId: newId(), shipmentId, lineId, kind, quantity });
    }
    for (const { discrepancyId, quantity } of plan.arrived) arrived.set(discrepancyId, quantity);
  }
  // Where only some of the missing pieces came, the rest goes on as a difference of its own.
  for (const { discrepancyId, lineId, kind, quantity } of open) {
    const rest = quantity - (arrived.get(discrepancyId) ?? quantity);
    if (rest > 0) {
      opened.push({ discrepancyId: newId(), shipmentId, lineId, kind, quantity: rest });
    }
  }
  await resolveDifferences(
    tx,
    [...arrived].map(([discrepancyId, quantity]) => ({
      discrepancyId,
      quantity,
      resolution: 'arrived' as const,
      answers: null,
      note: null,
      settled: 0,
    })),
  );
  await insertDifferences(tx, file.transferId, opened);
  const kept = file.differences.map((each): Difference => {
    const quantity = arrived.get(each.discrepancyId);
    if (quantity === undefined) return each;
    const by = { resolvedAt: tx.now, resolvedBy: tx.actor.name };
    return { ...each, quantity, resolution: 'arrived', ...by };
  });
  return { opened, file: { ...file, differences: [...kept, ...opened.map(asOpen(tx))] } };
}

/** Writes where a shipment stands after what became of its lines and differences. */
export async function closeUp(
  tx: Tx,
  file: TransferFile,
  shipment: Shipment,
  counted: boolean,
): Promise<{ readonly file: TransferFile; readonly shipment: Shipment }> {
  const { shipmentId } = shipment;
  const open = file.differences.filter(
    (each) => each.shipmentId === shipmentId && each.resolution === null,
  );
  const state = shipmentState(shipment, open.length, counted);
  if (state !== shipment.state) await updateShipmentState(tx, shipmentId, state);
  const after = { ...shipment, state };
  const shipments = file.shipments.map((each) => (each.shipmentId === shipmentId ? after : each));
  return { file: { ...file, shipments }, shipment: after };
}

export function asOpen(tx: Tx) {
  return (difference: NewDifference): Difference => ({
    ...difference,
    openedAt: tx.now,
    resolution: null,
    answers: null,
    note: null,
    resolvedAt: null,
    resolvedBy: null,
  });
}
