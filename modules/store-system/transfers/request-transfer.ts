import { randomBytes } from 'node:crypto';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demandReasonCode, locationsById } from '../../base/api.ts';
import { insufficientStock } from '../problems.ts';
import { placeHolds } from '../holds/place-holds.ts';
import type { Condition } from '../stock/domain/level.ts';
import { stylesOf } from '../stock/styles.ts';
import type { askForTransfer, AskedTransfer, sendGoods } from './asking-contracts.ts';
import type { TransferFile, TransferLine } from './domain/transfer.ts';
import { CAUSALS, type ReferenceKind } from './domain/words.ts';
import { factsOf, transferEvent, type TransferRequested } from './events.ts';
import { noSuchWay } from './problems.ts';
import { insertTransfer, nextTransferNumber } from './sql/writing.ts';

/** Goods that are needed elsewhere. */
export interface WantedTransfer {
  readonly from: string;
  readonly to: string;
  /** Sellable pieces unless said otherwise; lines for the same item and condition are added up. */
  readonly lines: readonly {
    readonly itemId: string;
    readonly quantity: number;
    readonly condition?: Condition;
  }[];
  /** A reason code of kind `transfer`: `between-stores`, `click-and-collect`, `web-return`. */
  readonly causal: string;
  /** Who needs the goods: an order, a return, or (without one) whoever asks. */
  readonly reference?: { readonly kind: ReferenceKind; readonly id: string };
  /**
   * The giving side need not be asked: the transfer is in preparation at once, and its sellable pieces
   * are kept back. For goods that lie on somebody's counter.
   */
  readonly agreed?: boolean;
  /** What arrives is kept under holds for the reference, which takes them over (`takeOverHolds`). */
  readonly kept?: boolean;
  readonly note?: string | null;
  readonly neededBy?: Date | null;
}

/**
 * Asks for a transfer, in the caller's transaction. The caller has checked that its actor may. Agreed
 * ones refuse (`insufficient-stock`) when the pieces are not there; levels are locked, so whoever posts
 * stock besides locks what it needs first (`lockStock`).
 */
export async function requestTransfer(tx: Tx, wanted: WantedTransfer): Promise<AskedTransfer> {
  const { from, to, agreed = false, kept = false, note = null, neededBy = null } = wanted;
  await demandWay(tx, from, to);
  const transferId = newId();
  const reference = wanted.reference ?? { kind: 'request' as const, id: transferId };
  const asked: TransferFile = {
    transferId,
    number: await nextTransferNumber(tx),
    code: scannableCode('TR', randomBytes(12)),
    from,
    to,
    causal: wanted.causal,
    referenceKind: reference.kind,
    referenceId: reference.id,
    kept,
    state: agreed ? 'draft' : 'requested',
    stateSince: tx.now,
    note,
    neededBy,
    place: null,
    requestedAt: tx.now,
    requestedBy: tx.actor.name,
    answeredAt: agreed ? tx.now : null,
    answeredBy: agreed ? tx.actor.name : null,
    declinedBecause: null,
    declineNote: null,
    cancelledBecause: null,
    cancelledBy: null,
    endedAt: null,
    version: 1,
    lines: await newLines(tx, wanted.lines, agreed),
    shipments: [],
    differences: [],
  };
  const file = agreed ? await withHolds(tx, asked) : asked;
  await insertTransfer(tx, file);
  tx.record(transferEvent<TransferRequested>('store-system.transfer-requested.v1', file, {}));
  const lines = file.lines.map(({ lineId, itemId, requested: quantity }) => ({
    lineId,
    itemId,
    quantity,
  }));
  return { transfer: factsOf(file), lines };
}

/** The accepted sellable pieces of a transfer are kept back at its source, all or none. */
export async function withHolds(tx: Tx, file: TransferFile): Promise<TransferFile> {
  const lines = file.lines.filter(
    ({ condition, accepted }) => condition === 'sellable' && accepted > 0,
  );
  if (lines.length === 0) return file;
  const [result] = await placeHolds(tx, [
    {
      kind: 'transfer',
      ownerId: file.transferId,
      locationId: file.from,
      until: null,
      lines: lines.map(({ lineId, itemId, accepted: quantity }) => ({
        itemId,
        quantity,
        ownerLineId: lineId,
      })),
    },
  ]);
  if (result!.outcome === 'refused') {
    throw new Refusal(insufficientStock, { shortages: result!.shortages });
  }
  const holds = new Map(result!.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
  return {
    ...file,
    lines: file.lines.map((line) => ({ ...line, holdId: holds.get(line.lineId) ?? null })),
  };
}

/** A shop or warehouse asks another for goods. */
export async function ask(tx: Tx, input: InputOf<typeof askForTransfer>): Promise<AskedTransfer> {
  await demandReasonCode(tx, CAUSALS, input.causal);
  return requestTransfer(tx, wantedBy(input));
}

/** A shop or warehouse sends goods it was not asked for. */
export async function send(tx: Tx, input: InputOf<typeof sendGoods>): Promise<AskedTransfer> {
  await demandReasonCode(tx, CAUSALS, input.causal);
  return requestTransfer(tx, { ...wantedBy(input), agreed: true });
}

function wantedBy({ neededBy, ...input }: InputOf<typeof askForTransfer>): WantedTransfer {
  return neededBy === undefined ? input : { ...input, neededBy: new Date(neededBy) };
}

async function newLines(
  tx: Tx,
  wanted: WantedTransfer['lines'],
  agreed: boolean,
): Promise<TransferLine[]> {
  const styles = await stylesOf(
    tx,
    wanted.map(({ itemId }) => itemId),
  );
  const byKey = new Map<string, TransferLine>();
  for (const { itemId, quantity, condition = 'sellable' } of wanted) {
    const key = `${itemId}/${condition}`;
    const known = byKey.get(key);
    const requested = (known?.requested ?? 0) + quantity;
    byKey.set(key, {
      lineId: known?.lineId ?? newId(),
      place: known?.place ?? byKey.size,
      itemId,
      styleId: styles.get(itemId)!,
      condition,
      requested,
      accepted: agreed ? requested : 0,
      picked: 0,
      shipped: 0,
      holdId: null,
    });
  }
  return [...byKey.values()];
}

async function demandWay(tx: Tx, from: string, to: string): Promise<void> {
  const places = await locationsById(tx, [from, to]);
  for (const id of [from, to]) if (!places.has(id)) throw new Refusal(notFound, { what: id });
  if (from === to || !places.get(from)!.active || !places.get(to)!.active) {
    throw new Refusal(noSuchWay, { from, to });
  }
}
