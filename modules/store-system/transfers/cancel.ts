import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { releaseHolds } from '../holds/end-holds.ts';
import { isPreparing, stateOf, withLines, type TransferFile } from './domain/transfer.ts';
import { factsOf, transferEvent, type TransferCancelled } from './events.ts';
import { openTransfer, writeStep } from './open-transfer.ts';
import { transferState } from './problems.ts';
import { lockFile } from './sql/reading.ts';
import { updateLines } from './sql/writing.ts';
import type { cancelTransfer, TransferChanged } from './steps-contracts.ts';

/** What has not left stays where it is, and is free again. Either side may say so. */
export async function cancel(
  tx: Tx,
  { transferId, because }: InputOf<typeof cancelTransfer>,
): Promise<TransferChanged> {
  const doer = { permission: 'store-system.transfers.request', side: 'either' } as const;
  const file = await openTransfer(tx, transferId, doer);
  if (!mayCancel(file)) throw new Refusal(transferState, { state: file.state });
  return { transfer: factsOf(await callOff(tx, file, because)) };
}

/**
 * The same for whoever needed the goods and does not any more; the caller has checked that its actor
 * may. What is on its way goes on, and nothing of it is refused: false when nothing was left to stop.
 */
export async function withdrawTransfer(
  tx: Tx,
  transferId: string,
  because: string,
): Promise<boolean> {
  const file = await lockFile(tx, transferId);
  if (!file || !mayCancel(file)) return false;
  await callOff(tx, file, because);
  return true;
}

function mayCancel(file: TransferFile): boolean {
  return file.state === 'requested' || isPreparing(file);
}

async function callOff(tx: Tx, file: TransferFile, because: string): Promise<TransferFile> {
  const holds = file.lines.flatMap(({ holdId }) => holdId ?? []);
  if (holds.length > 0) await releaseHolds(tx, holds, 'cancelled');
  const stays = file.lines.map(({ lineId, itemId, requested, accepted, shipped }) => ({
    lineId,
    itemId,
    quantity: (file.state === 'requested' ? requested : accepted) - shipped,
  }));
  const lines = file.lines.map((line) => {
    const { shipped } = line;
    return { ...line, accepted: shipped, picked: shipped, holdId: null };
  });
  await updateLines(tx, lines);
  const reduced = {
    ...withLines(file, lines),
    cancelledBecause: because,
    cancelledBy: tx.actor.name,
  };
  const after = await writeStep(tx, reduced, stateOf(reduced));
  tx.record(
    transferEvent<TransferCancelled>('store-system.transfer-cancelled.v1', after, {
      shipmentId: null,
      lines: stays.filter(({ quantity }) => quantity > 0),
    }),
  );
  return after;
}
