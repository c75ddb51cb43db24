import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { consumeHolds } from '../../store-system/api.ts';
import { demandMoved, demandVersion, inOtherState } from '../orders/access.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { dueAtHandover } from '../orders/domain/amounts.ts';
import { openPieces, type OrderFile } from '../orders/domain/file.ts';
import { collect, type Leaving } from '../orders/domain/life.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { readUnits, settleUnits, type Unit } from '../orders/sql/units.ts';
import { amountDueDiffers, pickupCodeUnknown, piecesNotThere } from './problems.ts';
import { lockToWork, recordChange } from './change.ts';
import type { HandedOver, handOverEndpoint } from './work-contracts.ts';
import { bagsGone } from './sql/bags.ts';
import { insertHandover, type NewHandover } from './sql/handovers.ts';

type Input = InputOf<typeof handOverEndpoint>;

/**
 * The goods leave with the customer: on proof, paid for, and out of stock in the same transaction.
 * What is left unticked stays ready for another day.
 */
export async function handOver(tx: Tx, secrets: OrderSecrets, input: Input): Promise<HandedOver> {
  const file = await lockToWork(tx, input.orderId);
  demandVersion(file, input.expectedVersion);
  if (file.state !== 'ready') throw inOtherState(file);
  demandProof(secrets, file, input);
  const leaving = leavingOf(file, input);
  const units = await readUnits(tx, file.orderId);
  const going = goingUnits(units, leaving);
  const paidNowMinor = demandPaid(file, units, going, input);
  const ending = { at: tx.now, businessDay: await businessDayAtShop(tx, file.locationId) };
  const collected = demandMoved(file, collect(file, leaving, paidNowMinor, ending));
  const remaining = collected.lines.reduce((sum, line) => sum + openPieces(line), 0);
  const after = remaining === 0 ? { ...collected, bags: [] } : collected;

  const handover = handoverOf(file, leaving, input);
  await insertHandover(tx, handover);
  await settleUnits(
    tx,
    going.map((unit) => ({ ...unit, fate: 'collected' as const })),
  );
  await saveFiles(tx, [{ before: file, after }]);
  if (remaining === 0) await bagsGone(tx, file.orderId);
  const { handoverId } = handover;
  await consumeHolds(
    tx,
    going.map(({ holdId }) => ({ holdId, quantity: 1 })),
    { kind: 'handover', id: handoverId },
  );
  recordChange(tx, 'omnichannel.order-collected.v1', after, {
    handoverId,
    businessDay: ending.businessDay,
    lines: leaving,
    paidNowMinor,
  });
  const { orderId, version, state } = after;
  return { orderId, version, handoverId, state, pieces: going.length, paidNowMinor, remaining };
}

/** The code is this order's; without a code somebody's document was looked at. */
function demandProof(secrets: OrderSecrets, file: OrderFile, { proof }: Input): void {
  if (proof.kind === 'identity') return;
  const read = readCode(proof.code);
  if (read?.prefix !== 'PK' || secrets.codeDigest(read.code) !== file.codeDigest) {
    throw new Refusal(pickupCodeUnknown, {});
  }
}

/** What leaves now, each line once: everything in the bag unless lines were ticked. */
function leavingOf(file: OrderFile, { lines }: Input): Leaving[] {
  if (!lines) {
    return file.lines.flatMap(({ lineId, picked }) =>
      picked > 0 ? [{ lineId, quantity: picked }] : [],
    );
  }
  const wanted = new Map<string, number>();
  for (const { lineId, quantity } of lines) {
    wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity);
  }
  return [...wanted].map(([lineId, quantity]) => {
    const there = file.lines.find((line) => line.lineId === lineId)?.picked ?? 0;
    if (there < quantity) throw new Refusal(piecesNotThere, { lineId, quantity, there });
    return { lineId, quantity };
  });
}

/** Which pieces those are: the first open ones of each line. */
function goingUnits(units: readonly Unit[], leaving: readonly Leaving[]): Unit[] {
  return leaving.flatMap(({ lineId, quantity }) =>
    units.filter((unit) => unit.lineId === lineId && unit.fate === 'open').slice(0, quantity),
  );
}

/** Goods never leave unpaid; what is paid at the counter is exactly what is due for them. */
function demandPaid(
  file: OrderFile,
  units: readonly Unit[],
  going: readonly Unit[],
  { payment }: Input,
): number {
  const sum = (some: readonly Unit[]) => some.reduce((total, unit) => total + unit.paidMinor, 0);
  const collected = units.filter(({ fate }) => fate === 'collected');
  const dueMinor = dueAtHandover(file.paidMinor, sum(collected), sum(going));
  const givenMinor = payment?.amountMinor ?? 0;
  if (givenMinor !== dueMinor) {
    throw new Refusal(amountDueDiffers, { dueMinor, givenMinor, currency: file.currency });
  }
  return dueMinor;
}

function handoverOf(file: OrderFile, lines: readonly Leaving[], input: Input): NewHandover {
  const { proof, collector, payment } = input;
  const shown = proof.kind === 'identity' ? proof.documentType : null;
  return {
    handoverId: newId(),
    locationId: file.locationId,
    orderId: file.orderId,
    proof: proof.kind,
    collector: collector.kind,
    delegateName: collector.kind === 'delegate' ? collector.name : null,
    documentType: collector.kind === 'delegate' ? collector.documentType : shown,
    lines,
    payment: payment
      ? {
          paymentId: newId(),
          kind: payment.kind,
          amountMinor: payment.amountMinor,
          providerRef: payment.providerRef ?? null,
        }
      : null,
  };
}
