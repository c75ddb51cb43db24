import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demandReasonCode } from '../../base/api.ts';
import { withLines, type TransferFile, type TransferLine } from './domain/transfer.ts';
import { DECLINE_REASONS } from './domain/words.ts';
import { factsOf, transferEvent, type TransferAccepted, type TransferDeclined } from './events.ts';
import { demandState, openTransfer, writeStep } from './open-transfer.ts';
import { lineUnknown, nothingToSend, tooManyPieces } from './problems.ts';
import { withHolds } from './request-transfer.ts';
import { updateLines } from './sql/writing.ts';
import type { acceptTransfer, declineTransfer, TransferChanged } from './steps-contracts.ts';

const GIVER = { permission: 'store-system.transfers.ship', side: 'source' } as const;

/** The giving side says yes: the pieces are kept back from now on. Saying it twice is refused. */
export async function accept(
  tx: Tx,
  { transferId, lines: fewer = [] }: InputOf<typeof acceptTransfer>,
): Promise<TransferChanged> {
  const file = await openTransfer(tx, transferId, GIVER);
  demandState(file, 'requested');
  const agreed = agreedLines(file, fewer);
  if (agreed.every(({ accepted }) => accepted === 0)) throw new Refusal(nothingToSend, {});
  const promised = await withHolds(tx, withLines(file, agreed));
  await updateLines(tx, promised.lines);
  const answered = { ...promised, answeredAt: tx.now, answeredBy: tx.actor.name };
  const after = await writeStep(tx, answered, 'draft');
  const lines = after.lines.map(({ lineId, itemId, accepted: quantity }) => ({
    lineId,
    itemId,
    quantity,
  }));
  tx.record(transferEvent<TransferAccepted>('store-system.transfer-accepted.v1', after, { lines }));
  return { transfer: factsOf(after) };
}

/** The giving side says no. */
export async function decline(
  tx: Tx,
  { transferId, reason, note }: InputOf<typeof declineTransfer>,
): Promise<TransferChanged> {
  const file = await openTransfer(tx, transferId, GIVER);
  demandState(file, 'requested');
  await demandReasonCode(tx, DECLINE_REASONS, reason);
  const answered = {
    ...file,
    answeredAt: tx.now,
    answeredBy: tx.actor.name,
    declinedBecause: reason,
    declineNote: note ?? null,
  };
  const after = await writeStep(tx, answered, 'declined');
  tx.record(
    transferEvent<TransferDeclined>('store-system.transfer-declined.v1', after, { reason }),
  );
  return { transfer: factsOf(after) };
}

function agreedLines(
  file: TransferFile,
  fewer: readonly { readonly lineId: string; readonly quantity: number }[],
): TransferLine[] {
  const said = new Map(fewer.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of fewer) {
    const line = file.lines.find((each) => each.lineId === lineId);
    if (!line) throw new Refusal(lineUnknown, { lineId });
    if (quantity > line.requested) {
      throw new Refusal(tooManyPieces, { lineId, asked: quantity, most: line.requested });
    }
  }
  return file.lines.map((line) => ({ ...line, accepted: said.get(line.lineId) ?? line.requested }));
}
