import { demand } from '../../../server/auth/actor.ts';
import { newId } from '../../../server/kernel/ids.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { expectIncoming } from '../stock/incoming.ts';
import { answersAt, mayBe } from './domain/differences.ts';
import { inTransit, stateOf, type Difference } from './domain/transfer.ts';
import type { Answerer } from './domain/words.ts';
import { factsOf, transferEvent, type TransferCancelled, type TransferResolved } from './events.ts';
import { openByDifference, openByShipment, writeStep } from './open-transfer.ts';
import { discrepancyResolved, resolutionUnfit, transferState } from './problems.ts';
import { asOpen } from './record-differences.ts';
import { settle, type Verdict } from './settle.ts';
import { insertDifferences, type NewDifference } from './sql/writing.ts';
import type { recallShipment, resolveDiscrepancy, TransferChanged } from './steps-contracts.ts';

const PERMISSION = 'store-system.transfers.resolve';

/**
 * Says what a difference was and who answers for it. Whoever says so must be allowed to where the books
 * change: one side cannot put its loss into the other's.
 */
export async function resolve(
  tx: Tx,
  input: InputOf<typeof resolveDiscrepancy>,
): Promise<TransferChanged> {
  const { discrepancyId, resolution, answers, note = null } = input;
  const doer = { permission: PERMISSION, side: 'either' } as const;
  const { file, difference } = await openByDifference(tx, discrepancyId, doer);
  const { kind, quantity, lineId, shipmentId } = difference;
  if (difference.resolution !== null) {
    throw new Refusal(discrepancyResolved, { by: difference.resolvedBy! });
  }
  if (!mayBe(kind, { resolution, answers })) {
    throw new Refusal(resolutionUnfit, { kind, resolution, answers });
  }
  demand(tx.actor, PERMISSION, answersAt(answers, file));
  const shipment = file.shipments.find((each) => each.shipmentId === shipmentId)!;
  const verdict = { difference, resolution, answers, note };
  const settled = await settle(tx, file, shipment, [verdict], false);
  const after = await writeStep(tx, settled.file, stateOf(settled.file));
  const { itemId } = file.lines.find((line) => line.lineId === lineId)!;
  tx.record(
    transferEvent<TransferResolved>('store-system.transfer-resolved.v1', after, {
      discrepancyId,
      lineId,
      itemId,
      kind,
      quantity,
      resolution,
      answers,
      kept: settled.kept,
    }),
  );
  return { transfer: factsOf(after) };
}

/**
 * A shipment that will not arrive. Goods never stay nowhere: what has not come is back at its source,
 * or written off in the books of whoever answers for it.
 */
export async function recall(
  tx: Tx,
  input: InputOf<typeof recallShipment>,
): Promise<TransferChanged> {
  const { shipmentId, outcome, because } = input;
  const doer = { permission: PERMISSION, side: 'source' } as const;
  const { file, shipment } = await openByShipment(tx, shipmentId, doer);
  const missing = shipment.lines.filter((line) => inTransit(line) > 0);
  if (missing.length === 0) throw new Refusal(transferState, { state: shipment.state });
  const back = outcome === 'back-at-source';
  const usual = shipment.carriedBy === 'carrier' ? 'carrier' : 'source';
  const answers: Answerer = back ? 'source' : (input.answers ?? usual);
  demand(tx.actor, PERMISSION, answersAt(answers, file));

  const open = file.differences.filter(
    (each) => each.shipmentId === shipmentId && each.kind === 'short' && each.resolution === null,
  );
  const added = missing.flatMap((line): NewDifference[] => {
    const standing = open.filter(({ lineId }) => lineId === line.lineId);
    const known = standing.reduce((pieces, { quantity }) => pieces + quantity, 0);
    const quantity = inTransit(line) - known;
    const { lineId } = line;
    return quantity > 0
      ? [{ discrepancyId: newId(), shipmentId, lineId, kind: 'short', quantity }]
      : [];
  });
  await insertDifferences(tx, file.transferId, added);
  const fresh: Difference[] = added.map(asOpen(tx));
  const resolution = back ? 'back' : 'lost';
  const verdicts = [...open, ...fresh].map((difference): Verdict => ({
    difference,
    resolution,
    answers,
    note: because,
  }));
  const all = { ...file, differences: [...file.differences, ...fresh] };
  const settled = await settle(tx, all, shipment, verdicts, true);
  const document = { kind: 'transfer', id: shipmentId };
  await expectIncoming(tx, { locationId: file.to, lines: [], document });
  const state = stateOf(settled.file);
  const after = await writeStep(
    tx,
    state === 'cancelled'
      ? { ...settled.file, cancelledBecause: because, cancelledBy: tx.actor.name }
      : settled.file,
    state,
  );
  tx.record(
    transferEvent<TransferCancelled>('store-system.transfer-cancelled.v1', after, {
      shipmentId,
      lines: missing.map((line) => ({
        lineId: line.lineId,
        itemId: file.lines.find(({ lineId }) => lineId === line.lineId)!.itemId,
        quantity: inTransit(line),
      })),
    }),
  );
  return { transfer: factsOf(after) };
}
