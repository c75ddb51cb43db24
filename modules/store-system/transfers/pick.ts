import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin } from '../../base/api.ts';
import { setHoldsAside } from '../holds/end-holds.ts';
import { shrinkHolds } from '../holds/part-of-holds.ts';
import { reportNotFound } from '../recounts/not-found.ts';
import type { Spot } from '../stock/domain/level.ts';
import { openLevels } from '../stock/open-levels.ts';
import {
  isPreparing,
  stateOf,
  withLines,
  type TransferFile,
  type TransferLine,
} from './domain/transfer.ts';
import type { ShortPick } from './domain/words.ts';
import { factsOf, transferEvent, type TransferPicked } from './events.ts';
import { openTransfer, writeStep } from './open-transfer.ts';
import {
  lineUnknown,
  notOnTransfer,
  shortPickUnexplained,
  tooManyPieces,
  transferState,
} from './problems.ts';
import { selectPickedAt } from './sql/reading.ts';
import { updateLines } from './sql/writing.ts';
import type {
  finishPicking,
  pickPiece,
  setPicked,
  PickedPiece,
  TransferChanged,
} from './steps-contracts.ts';

const GIVER = { permission: 'store-system.transfers.ship', side: 'source' } as const;

/** A piece was scanned off the floor. Two who scan the last one: the second is told that it is too many. */
export async function pick(tx: Tx, input: InputOf<typeof pickPiece>): Promise<PickedPiece> {
  const { transferId, gtin, pieces = 1, condition } = input;
  const file = await openToPick(tx, transferId);
  const item = (await itemsByGtin(tx, [gtin])).get(gtin);
  const lines = file.lines.filter(
    (line) =>
      line.itemId === item?.id &&
      line.requested > 0 &&
      (condition === undefined || line.condition === condition),
  );
  if (lines.length === 0) throw new Refusal(notOnTransfer, { gtin });
  // The same item in two conditions: the one that still wants pieces.
  const line = lines.find(({ accepted, picked }) => picked < accepted) ?? lines[0]!;
  const { lineId, accepted } = line;
  const picked = line.picked + pieces;
  return { ...(await pickedTo(tx, file, line, picked)), line: { lineId, picked, accepted } };
}

/** So many pieces of a line are picked, those that have left included. */
export async function setPickedTo(
  tx: Tx,
  { transferId, lineId, picked }: InputOf<typeof setPicked>,
): Promise<TransferChanged> {
  const file = await openToPick(tx, transferId);
  const line = file.lines.find((each) => each.lineId === lineId);
  if (!line) throw new Refusal(lineUnknown, { lineId });
  return pickedTo(tx, file, line, picked);
}

/**
 * Nothing more is picked. Each line that lacks pieces says why: a sellable piece that was looked for in
 * vain leaves stock by that reason and its level is to be counted; one that is kept stays available.
 * A transfer of which nothing was found is over.
 */
export async function finish(
  tx: Tx,
  { transferId, short = [], place }: InputOf<typeof finishPicking>,
): Promise<TransferChanged> {
  const file = await openToPick(tx, transferId);
  const reasons = new Map(short.map(({ lineId, reason }) => [lineId, reason]));
  const lacking = file.lines.filter(({ picked, accepted }) => picked < accepted);
  const unexplained = lacking.filter(({ lineId }) => !reasons.has(lineId));
  if (unexplained.length > 0) {
    const lineIds = unexplained.map(({ lineId }) => lineId);
    throw new Refusal(shortPickUnexplained, { lineIds });
  }
  const lines = await letGo(tx, file, lacking, reasons);
  const reduced = { ...withLines(file, lines), place: place ?? file.place };
  const holds = reduced.lines.flatMap(({ holdId }) => holdId ?? []);
  if (holds.length > 0) await setHoldsAside(tx, holds, place ?? `TR ${file.number}`);
  await updateLines(tx, reduced.lines);
  const state = stateOf({ ...reduced, state: 'picked' });
  const nothing = state === 'cancelled';
  const after = await writeStep(
    tx,
    nothing
      ? { ...reduced, cancelledBecause: 'nothing-found', cancelledBy: tx.actor.name }
      : reduced,
    state,
  );
  const told = lacking.map(({ lineId, itemId, accepted, picked }) => ({
    lineId,
    itemId,
    quantity: accepted - picked,
    reason: reasons.get(lineId)!,
  }));
  tx.record(
    transferEvent<TransferPicked>('store-system.transfer-picked.v1', after, { short: told }),
  );
  return { transfer: factsOf(after) };
}

/** Sellable pieces of an item that were taken from the floor for transfers and have not left. */
export function pickedAt(read: Read, spot: Spot): Promise<number> {
  return selectPickedAt(read, spot);
}

async function openToPick(tx: Tx, transferId: string): Promise<TransferFile> {
  const file = await openTransfer(tx, transferId, GIVER);
  if (!isPreparing(file)) throw new Refusal(transferState, { state: file.state });
  return file;
}

async function pickedTo(
  tx: Tx,
  file: TransferFile,
  line: TransferLine,
  picked: number,
): Promise<TransferChanged> {
  const { lineId, accepted, shipped } = line;
  if (picked > accepted)
    throw new Refusal(tooManyPieces, { lineId, asked: picked, most: accepted });
  if (picked < shipped) throw new Refusal(transferState, { state: file.state });
  const changed = withLines(file, [{ ...line, picked }]);
  await updateLines(tx, [{ ...line, picked }]);
  const after = await writeStep(tx, changed, stateOf(changed));
  tx.record(transferEvent<TransferPicked>('store-system.transfer-picked.v1', after, { short: [] }));
  return { transfer: factsOf(after) };
}

/** Ends the promise of pieces that do not go, and corrects stock of those that were not there. */
async function letGo(
  tx: Tx,
  file: TransferFile,
  lacking: readonly TransferLine[],
  reasons: ReadonlyMap<string, ShortPick>,
): Promise<TransferLine[]> {
  const sellable = lacking.filter(({ holdId }) => holdId !== null);
  // Everything that is going to be touched, in one order: reports need the far side's level too.
  const spots = sellable.map(({ itemId }) => ({ locationId: file.from, itemId }));
  await openLevels(
    tx,
    spots.flatMap((spot) =>
      (['damaged', 'display', 'sellable'] as const).map((condition) => ({ ...spot, condition })),
    ),
  );
  const parts = (because: (reason: ShortPick) => boolean) =>
    sellable
      .filter(({ lineId }) => because(reasons.get(lineId)!))
      .map(({ holdId, accepted, picked }) => ({ holdId: holdId!, quantity: accepted - picked }));
  const kept = await shrinkHolds(
    tx,
    parts((reason) => reason === 'kept'),
    'cancelled',
  );
  const lost = await shrinkHolds(
    tx,
    parts((reason) => reason !== 'kept'),
    'not-found',
  );
  for (const { lineId, itemId, accepted, picked } of sellable) {
    const reason = reasons.get(lineId)!;
    if (reason === 'kept') continue;
    const pieces = { locationId: file.from, itemId, quantity: accepted - picked };
    const document = { kind: 'transfer', id: file.transferId };
    await reportNotFound(tx, { ...pieces, holdIds: [], reason }, document);
  }
  return lacking.map((line) => ({
    ...line,
    accepted: line.picked,
    holdId: line.holdId === null ? null : (kept.get(line.holdId) ?? lost.get(line.holdId) ?? null),
  }));
}
