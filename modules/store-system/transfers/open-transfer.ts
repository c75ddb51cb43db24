import { may, type Actor } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demand } from '../../../server/auth/actor.ts';
import type { TransferFile } from './domain/transfer.ts';
import { isEnded, type TransferState } from './domain/words.ts';
import { transferState } from './problems.ts';
import { lockFile, transferOfDifference, transferOfShipment } from './sql/reading.ts';
import { updateTransfer } from './sql/writing.ts';

export const TRANSFER = { it: 'il trasferimento', en: 'the transfer' };

/** Who may look at a transfer: whoever may read transfers on one of its sides. */
export function isInSight(
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): boolean {
  const permission = 'store-system.transfers.read';
  return may(actor, permission, from) || may(actor, permission, to);
}

/** Which side a step belongs to, and what it takes there. */
export interface Doer {
  readonly permission: `store-system.transfers.${'request' | 'ship' | 'receive' | 'resolve'}`;
  readonly side: 'source' | 'destination' | 'either';
}

/** Locks a transfer for a step. Refuses one that is not the actor's to see (404) or to work on (403). */
export async function openTransfer(
  tx: Tx,
  transferId: string | null,
  doer: Doer,
): Promise<TransferFile> {
  const file = transferId === null ? null : await lockFile(tx, transferId);
  const { permission, side } = doer;
  const there = (at: string) => may(tx.actor, permission, at);
  if (!file || !(isInSight(tx.actor, file) || there(file.from) || there(file.to))) {
    throw new Refusal(notFound, { what: TRANSFER });
  }
  if (side === 'source') demand(tx.actor, permission, file.from);
  if (side === 'destination') demand(tx.actor, permission, file.to);
  if (side === 'either' && !there(file.from)) demand(tx.actor, permission, file.to);
  return file;
}

/** The same for the transfer of one of its shipments, which stands in the answer. */
export async function openByShipment(tx: Tx, shipmentId: string, doer: Doer) {
  const file = await openTransfer(tx, await transferOfShipment(tx, shipmentId), doer);
  return { file, shipment: file.shipments.find((each) => each.shipmentId === shipmentId)! };
}

/** The same for the transfer of one of its differences. */
export async function openByDifference(tx: Tx, discrepancyId: string, doer: Doer) {
  const file = await openTransfer(tx, await transferOfDifference(tx, discrepancyId), doer);
  return {
    file,
    difference: file.differences.find((each) => each.discrepancyId === discrepancyId)!,
  };
}

export function demandState(file: TransferFile, ...states: readonly TransferState[]): void {
  if (!states.includes(file.state)) throw new Refusal(transferState, { state: file.state });
}

/** Writes a step's outcome: the state with its moment, the end if it is one, the next version. */
export async function writeStep(
  tx: Tx,
  file: TransferFile,
  state: TransferState,
): Promise<TransferFile> {
  const stateSince = state === file.state ? file.stateSince : tx.now;
  const endedAt = isEnded(state) ? (file.endedAt ?? tx.now) : null;
  const after = { ...file, state, stateSince, endedAt };
  await updateTransfer(tx, after);
  return { ...after, version: file.version + 1 };
}
