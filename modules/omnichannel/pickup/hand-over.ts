import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { consumeHolds, lockStock, releaseHolds } from '../../store-system/api.ts';
import { letterDue } from '../mail/sql.ts';
import { demandMoved, demandVersion, inOtherState } from '../orders/access.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { leaveAtCounter, swapAtCounter } from '../orders/domain/collection.ts';
import { openPieces, type LineFile, type OrderFile } from '../orders/domain/file.ts';
import { collect, type Ending } from '../orders/domain/life.ts';
import { giveBackOffers } from '../orders/give-back-offers.ts';
import { oweRefund } from '../orders/owe-refund.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { readUnits, settleUnits, type Unit } from '../orders/sql/units.ts';
import { printPickupSlip, type PieceOfVisit } from '../printing/print-slip.ts';
import { lockToWork } from './change.ts';
import { planCollection, type CollectionPlan } from './collection-plan.ts';
import { recordVisit, type VisitStep } from './record-visit.ts';
import { reprieveOrder } from './not-collected.ts';
import { pickupCodeUnknown } from './problems.ts';
import { bagsGone } from './sql/bags.ts';
import { insertHandover, type NewHandover } from './sql/handovers.ts';
import { takeInstead, type TakenInstead } from './take-instead.ts';
import type { HandedOver, handOverEndpoint } from './counter-contracts.ts';

type Input = InputOf<typeof handOverEndpoint>;

/**
 * One visit at the counter, whole: what is kept leaves on proof, paid for, and out of stock; what is
 * left is on sale again or waits for its scan; what is swapped is promised and leaves in the same
 * transaction, or nothing happens. What is named nowhere stays ready for another day.
 */
export async function handOver(tx: Tx, secrets: OrderSecrets, input: Input): Promise<HandedOver> {
  const locked = await lockToWork(tx, input.orderId);
  demandVersion(locked, input.expectedVersion);
  demandProof(secrets, locked, input);
  const file = locked.state === 'ready' ? locked : await reprieveOrder(tx, locked);
  if (!file) throw inOtherState(locked);
  const plan = await planCollection(tx, file, await readUnits(tx, file.orderId), input);
  const ending = { at: tx.now, businessDay: await businessDayAtShop(tx, file.locationId) };
  await giveBackOffers(tx, file, plan.leftUnits);
  // All that this touches of the shop's stock, in one go and in the order of the house.
  await lockStock(tx, spotsOf(file, plan));
  const taken = await takeInstead(tx, file, plan.swaps);
  const handoverId = newId();
  await insertHandover(tx, handoverOf(file, handoverId, plan, taken, input));
  const visit = await write(tx, { file, plan, taken, ending, handoverId, input });
  await moveGoods(tx, plan, taken, handoverId);
  recordVisit(tx, visit, { plan, taken, ending, handoverId });
  await printPickupSlip(tx, {
    before: file,
    after: visit.at(-1)!.file,
    ...piecesOnPaper(file, plan, taken),
  });
  return replyOf(file, visit.at(-1)!.file, handoverId, plan);
}

/** What the customer takes home and what stays here, piece by piece. */
function piecesOnPaper({ lines }: OrderFile, plan: CollectionPlan, taken: TakenInstead) {
  const itemOf = new Map(lines.map(({ lineId, itemId }) => [lineId, itemId]));
  const known = ({ lineId, paidMinor }: Unit): PieceOfVisit => ({
    itemId: itemOf.get(lineId)!,
    paidMinor,
  });
  const instead = taken.lines.flatMap(({ itemId, units }) =>
    units.map(({ paidMinor }) => ({ itemId, paidMinor })),
  );
  return {
    taken: [...plan.keptUnits.map(known), ...instead],
    left: [...plan.leftUnits, ...plan.swaps.flatMap(({ units }) => units)].map(known),
  };
}

/** The code is this order's; without a code somebody's document was looked at. */
function demandProof(secrets: OrderSecrets, file: OrderFile, { proof }: Input): void {
  if (proof.kind === 'identity') return;
  const read = readCode(proof.code);
  if (read?.prefix !== 'PK' || secrets.codeDigest(read.code) !== file.codeDigest) {
    throw new Refusal(pickupCodeUnknown, {});
  }
}

function spotsOf({ locationId, lines }: OrderFile, { swaps }: CollectionPlan) {
  const itemIds = [...lines.map(({ itemId }) => itemId), ...swaps.map(({ item }) => item.id)];
  return itemIds.map((itemId) => ({ locationId, itemId }));
}

interface Visit {
  readonly file: OrderFile;
  readonly plan: CollectionPlan;
  readonly taken: TakenInstead;
  readonly ending: Ending;
  readonly handoverId: string;
  readonly input: Input;
}

/** The order step by step, each with its version; the last one knows the money and is written. */
async function write(tx: Tx, visit: Visit): Promise<readonly VisitStep[]> {
  const { file, plan, handoverId, input } = visit;
  const steps = stepsOf(visit);
  const last = steps.at(-1)!;
  const paid = { ...last.file, paidMinor: last.file.paidMinor + plan.money.dueNowMinor };
  const settledWith = input.back && input.back.with !== 'original' ? input.back.with : null;
  const cause = plan.left.length > 0 ? 'left-at-counter' : 'swapped';
  const owed = await oweRefund(tx, paid, cause, { handoverId, settledWith });
  const empty = owed.lines.every((line) => openPieces(line) + line.toPutBack === 0);
  const after = empty ? { ...owed, bags: [] } : owed;
  await settleUnits(tx, settled(plan));
  await saveFiles(tx, [{ before: file, after }]);
  if (empty) await bagsGone(tx, file.orderId);
  if (plan.left.length > 0 || plan.money.backMinor > 0)
    await letterDue(tx, file.orderId, 'refused');
  return [...steps.slice(0, -1), { ...last, file: after }];
}

function stepsOf({ file, plan, taken, ending }: Visit): VisitStep[] {
  const { sums } = plan;
  const steps: VisitStep[] = [];
  const now = () => steps.at(-1)?.file ?? file;
  if (plan.leaving.length > 0) {
    const decision = collect(now(), plan.leaving, 0, ending);
    steps.push({ what: 'collected', file: demandMoved(file, decision) });
  }
  if (plan.swaps.length > 0) {
    const swaps = plan.swaps.map((swap, place) => ({ ...swap, line: lineFile(taken, place) }));
    const money = { leftMinor: sums.swappedMinor, takenMinor: sums.takenMinor };
    const decision = swapAtCounter(now(), swaps, money, ending);
    steps.push({ what: 'swapped', file: demandMoved(file, decision) });
  }
  if (plan.left.length > 0) {
    const decision = leaveAtCounter(now(), plan.left, sums.leftMinor, ending);
    steps.push({ what: 'refused', file: demandMoved(file, decision) });
  }
  return steps;
}

function lineFile(taken: TakenInstead, place: number): LineFile {
  const { lineId, externalLineId, itemId, gtin, quantity } = taken.lines[place]!;
  const none = { picked: 0, short: 0, refused: 0, noShow: 0, cancelled: 0, toPutBack: 0 };
  const collected = quantity;
  return { ...none, lineId, externalLineId, itemId, gtin, quantity, collected, state: 'collected' };
}

function settled({ keptUnits, leftUnits, swaps }: CollectionPlan) {
  return [
    ...keptUnits.map((unit) => ({ ...unit, fate: 'collected' as const })),
    ...leftUnits.map((unit) => ({ ...unit, fate: 'refused' as const })),
    ...swaps.flatMap(({ units, toPutBack }) =>
      units.map((unit) => ({ ...unit, fate: 'refused' as const, toPutBack })),
    ),
  ];
}

/** Kept and new pieces leave stock; left ones that are back in their place can be promised again. */
async function moveGoods(
  tx: Tx,
  plan: CollectionPlan,
  taken: TakenInstead,
  handoverId: string,
): Promise<void> {
  const leaving = [
    ...plan.keptUnits.map(({ holdId }) => holdId),
    ...taken.lines.flatMap(({ units }) => units.map(({ holdId }) => holdId)),
  ];
  const document = { kind: 'handover', id: handoverId };
  if (leaving.length > 0) {
    await consumeHolds(
      tx,
      leaving.map((holdId) => ({ holdId, quantity: 1 })),
      document,
    );
  }
  const free = settled(plan).filter(({ fate, toPutBack }) => fate === 'refused' && !toPutBack);
  if (free.length > 0) {
    const holdIds = free.map(({ holdId }) => holdId);
    await releaseHolds(tx, holdIds, 'refused');
  }
}

function handoverOf(
  file: OrderFile,
  handoverId: string,
  { leaving }: CollectionPlan,
  taken: TakenInstead,
  input: Input,
): NewHandover {
  const { proof, collector, payment } = input;
  const shown = proof.kind === 'identity' ? proof.documentType : null;
  return {
    handoverId,
    locationId: file.locationId,
    orderId: file.orderId,
    proof: proof.kind,
    collector: collector.kind,
    delegateName: collector.kind === 'delegate' ? collector.name : null,
    documentType: collector.kind === 'delegate' ? collector.documentType : shown,
    lines: [...leaving, ...taken.lines.map(({ lineId, quantity }) => ({ lineId, quantity }))],
    payments: payment
      ? [
          {
            paymentId: newId(),
            kind: payment.kind,
            amountMinor: payment.amountMinor,
            providerRef: payment.providerRef ?? null,
          },
        ]
      : [],
  };
}

function replyOf(
  before: OrderFile,
  after: OrderFile,
  handoverId: string,
  { keptUnits, leftUnits, swaps, money }: CollectionPlan,
): HandedOver {
  const swapped = swaps.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    orderId: before.orderId,
    version: after.version,
    handoverId,
    state: after.state,
    pieces: keptUnits.length + swapped,
    left: leftUnits.length,
    swapped,
    paidNowMinor: money.dueNowMinor,
    backMinor: money.backMinor,
    remaining: after.lines.reduce((sum, line) => sum + openPieces(line), 0),
  };
}
