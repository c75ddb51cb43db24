import type { Tx } from '../../../server/db/transaction.ts';
import type { Movement } from '../stock/domain/posting.ts';
import { levelKey } from '../stock/domain/level.ts';
import { openLevels } from '../stock/open-levels.ts';
import { answersAt, reasonOf, settlementOf } from './domain/differences.ts';
import type { Difference, Shipment, TransferFile } from './domain/transfer.ts';
import type { Answerer, Resolution } from './domain/words.ts';
import type { KeptPieces } from './events.ts';
import { postArrived, type ToKeep } from './keep-arrived.ts';
import { closeUp } from './record-differences.ts';
import { resolveDifferences, upsertShipmentLines } from './sql/writing.ts';

/** What a difference was, and who answers for it. */
export interface Verdict {
  readonly difference: Difference;
  readonly resolution: Resolution;
  readonly answers: Answerer;
  readonly note: string | null;
}

/**
 * Clears differences of one shipment: the goods leave (or enter) transit in the books of whoever
 * answers, the differences are closed, and with the last of them the shipment. `counted`: nothing more
 * is expected of it.
 */
export async function settle(
  tx: Tx,
  file: TransferFile,
  shipment: Shipment,
  verdicts: readonly Verdict[],
  counted: boolean,
): Promise<{ readonly file: TransferFile; readonly kept: readonly KeptPieces[] }> {
  const document = { kind: 'transfer', id: shipment.shipmentId };
  const kept = await postArrived(
    tx,
    file,
    await movementsOf(tx, file, verdicts),
    file.kept ? verdicts.flatMap((verdict) => toKeep(file, verdict)) : [],
    document,
  );
  const settled = new Map<string, number>();
  const resolved = verdicts.map(({ difference, resolution, answers, note }) => {
    const { discrepancyId, lineId, kind, quantity } = difference;
    const pieces = settlementOf(kind, quantity, resolution).settled;
    settled.set(lineId, (settled.get(lineId) ?? 0) + pieces);
    return { discrepancyId, quantity, resolution, answers, note, settled: pieces };
  });
  await resolveDifferences(tx, resolved);
  const lines = shipment.lines.map((line) => ({
    ...line,
    settled: line.settled + (settled.get(line.lineId) ?? 0),
  }));
  await upsertShipmentLines(tx, shipment.shipmentId, lines);
  const byId = new Map(verdicts.map((verdict) => [verdict.difference.discrepancyId, verdict]));
  const differences = file.differences.map((each): Difference => {
    const verdict = byId.get(each.discrepancyId);
    if (!verdict) return each;
    const { resolution, answers, note } = verdict;
    return { ...each, resolution, answers, note, resolvedAt: tx.now, resolvedBy: tx.actor.name };
  });
  const closed = await closeUp(tx, { ...file, differences }, { ...shipment, lines }, counted);
  return { file: closed.file, kept };
}

async function movementsOf(
  tx: Tx,
  file: TransferFile,
  verdicts: readonly Verdict[],
): Promise<Movement[]> {
  const spots = verdicts.map(({ difference: { lineId }, answers }) => {
    const { itemId, condition } = file.lines.find((line) => line.lineId === lineId)!;
    return { locationId: answersAt(answers, file), itemId, condition };
  });
  const levels = await openLevels(tx, spots);
  const left = new Map([...levels].map(([key, { onHand }]) => [key, onHand]));
  return verdicts.flatMap(({ difference: { kind, quantity }, resolution }, place): Movement[] => {
    const { locationId, itemId, condition } = spots[place]!;
    const { moves } = settlementOf(kind, quantity, resolution);
    const spot = { locationId, itemId, reasonCode: reasonOf(resolution) };
    const came: Movement = { ...spot, from: 'transit', to: condition, quantity };
    if (moves === 'none') return [];
    if (moves === 'in') return [came];
    if (moves === 'gone') {
      return [came, { ...spot, from: condition, to: 'inventory-difference', quantity }];
    }
    const key = levelKey(spots[place]!);
    const lacking = Math.max(0, quantity - Math.max(0, left.get(key)!));
    left.set(key, left.get(key)! + lacking - quantity);
    return [
      // They were there, whatever the books said: nothing leaves a place that did not have it.
      ...(lacking > 0
        ? [{ ...spot, from: 'inventory-difference' as const, to: condition, quantity: lacking }]
        : []),
      { ...spot, from: condition, to: 'transit', quantity },
    ];
  });
}

/** Pieces that turn out to be at their destination are kept like those that were counted there. */
function toKeep(file: TransferFile, { difference, resolution, answers }: Verdict): ToKeep[] {
  const { kind, quantity, lineId } = difference;
  const line = file.lines.find((each) => each.lineId === lineId)!;
  const there = answersAt(answers, file) === file.to;
  const came = settlementOf(kind, quantity, resolution).moves === 'in';
  return there && came && line.condition === 'sellable' ? [{ line, quantity }] : [];
}
