import type { Tx } from '../../../server/db/transaction.ts';
import {
  correctStock,
  lockStock,
  requestTransfer,
  takeBackGoods,
  type Condition,
} from '../../store-system/api.ts';
import { conditionOf } from './domain/destination.ts';
import type { Disposition, Grade } from './domain/return.ts';
import { linkTransfer } from './sql/units.ts';

/** A piece that enters the stock of the shop that takes it, and where it goes from there. */
export interface PieceTaken {
  readonly itemId: string;
  readonly grade: Grade;
  readonly disposition: Disposition;
  readonly toLocationId: string | null;
}

interface Taking {
  readonly returnId: string;
  /** `R 2026/000123`. */
  readonly number: string;
  readonly locationId: string;
}

/**
 * The goods are ours: they enter the stock of the shop that takes them, in the condition they are in, in
 * this moment. What is destroyed leaves it again, with its reason.
 */
export async function takeGoods(
  tx: Tx,
  { returnId, locationId }: Omit<Taking, 'number'>,
  pieces: readonly PieceTaken[],
): Promise<void> {
  await lockStock(
    tx,
    pieces.map(({ itemId }) => ({ locationId, itemId })),
  );
  const document = { kind: 'return', id: returnId };
  await takeBackGoods(tx, { locationId, lines: counted(pieces), document });
  const destroyed = counted(pieces.filter(({ disposition }) => disposition === 'destroy'));
  if (destroyed.length === 0) return;
  await correctStock(
    tx,
    destroyed.map(({ itemId, condition, quantity }) => ({
      locationId,
      itemId,
      condition,
      difference: -quantity,
      reasonCode: 'destroyed',
    })),
    document,
  );
}

/** Asks for the transfers that carry pieces on, one for each place, and says on the file which. */
export async function sendOn(
  tx: Tx,
  { returnId, number, locationId }: Taking,
  pieces: readonly PieceTaken[],
): Promise<void> {
  const places = new Set(pieces.flatMap(({ toLocationId }) => toLocationId ?? []));
  for (const to of [...places].sort()) {
    const { transfer } = await requestTransfer(tx, {
      from: locationId,
      to,
      lines: counted(pieces.filter(({ toLocationId }) => toLocationId === to)),
      causal: 'web-return',
      reference: { kind: 'return', id: returnId },
      agreed: true,
      note: number,
    });
    await linkTransfer(tx, returnId, to, transfer.transferId);
  }
}

function counted(
  pieces: readonly PieceTaken[],
): { itemId: string; quantity: number; condition: Condition }[] {
  const lines = new Map<string, { itemId: string; quantity: number; condition: Condition }>();
  for (const { itemId, grade, disposition } of pieces) {
    const condition = conditionOf(disposition, grade);
    const key = `${itemId}/${condition}`;
    lines.set(key, { itemId, condition, quantity: (lines.get(key)?.quantity ?? 0) + 1 });
  }
  return [...lines.values()];
}
