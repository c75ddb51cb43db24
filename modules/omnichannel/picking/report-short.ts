import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { correctStock, placeHolds, reportNotFound } from '../../store-system/api.ts';
import { demandMoved, inOtherState } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { isUnderWay } from '../orders/domain/life.ts';
import { foundAfterAll, piecesToTake, reportShort } from '../orders/domain/short.ts';
import { orderUnknown } from '../problems.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockPicking, saveFiles } from '../orders/sql/files.ts';
import { insertShorts, selectOpenReasons, type NewShort } from '../orders/sql/shorts.ts';
import { readUnits, repromiseUnits, type Unit } from '../orders/sql/units.ts';
import { businessDayAtShop } from '../orders/cancel-order.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import { lockToWork, recordChange, rowOf, rowsOf } from '../pickup/change.ts';
import type { PickupRow } from '../pickup/contracts.ts';
import { ask, questionForStaff } from './ask.ts';
import type { foundEndpoint, reportShortEndpoint, ShortReported } from './contracts.ts';
import { nothingMissing, nothingShort, wasNotLost } from './problems.ts';
import { selectLastQuestion } from './sql/questions.ts';
import { markShort } from './sql/units.ts';

type Input = InputOf<typeof reportShortEndpoint>;

interface MissingLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly units: readonly Unit[];
}
interface MissingOrder {
  readonly file: OrderFile;
  readonly lines: readonly MissingLine[];
}

/**
 * A piece of the round is not in its place. In one transaction: the orders that go without it know,
 * their promises end, stock is corrected by the reason, the level is to be counted again, whoever else
 * was promised its pieces is in doubt, and the customers are asked what they would like instead.
 */
export async function reportShortage(
  tx: Tx,
  secrets: OrderSecrets,
  input: Input,
): Promise<ShortReported> {
  const { locationId, itemId, quantity, reason, note = null, orderId } = input;
  const files =
    orderId === undefined
      ? await lockPicking(tx, locationId, tx.actor.id)
      : [await lockToWork(tx, orderId, locationId)];
  const missing = await goWithout(tx, files, itemId, quantity);
  const shorts = missing.flatMap(({ file, lines }) =>
    lines.map((line): NewShort => ({
      shortId: newId(),
      orderId: file.orderId,
      lineId: line.lineId,
      locationId,
      itemId,
      quantity: line.quantity,
      reason,
      note,
    })),
  );
  const units = missing.flatMap(({ lines }) => lines.flatMap((line) => line.units));
  const holdIds = units.map(({ holdId }) => holdId);
  const { corrected, recountId } = await reportNotFound(
    tx,
    { locationId, itemId, holdIds, quantity, reason },
    { kind: 'short', id: shorts[0]!.shortId },
  );
  await markShort(tx, units);
  await insertShorts(tx, shorts);
  const after: OrderFile[] = [];
  for (const { file, lines } of missing) {
    after.push(await askedAbout(tx, secrets, file, lines, { itemId, reason, recountId }));
  }
  await saveFiles(
    tx,
    missing.map(({ file }, place) => ({ before: file, after: after[place]! })),
  );
  return {
    corrected,
    recountId,
    shorts: shorts.map(({ orderId: of, lineId, quantity: pieces }) => ({
      orderId: of,
      lineId,
      quantity: pieces,
    })),
    rows: await rowsOf(tx, after),
    questions: await Promise.all(
      after.map(async (file) =>
        questionForStaff(tx, file, (await selectLastQuestion(tx, file.orderId))!),
      ),
    ),
  };
}

/** Who goes without: the least urgent first, so that the most urgent get the pieces that were found. */
async function goWithout(
  tx: Tx,
  files: readonly OrderFile[],
  itemId: string,
  quantity: number,
): Promise<MissingOrder[]> {
  const needing = files.flatMap((file) =>
    file.lines
      .filter((line) => line.itemId === itemId && piecesToTake(line) > 0)
      .map((line) => ({ file, line })),
  );
  const toTake = needing.reduce((sum, { line }) => sum + piecesToTake(line), 0);
  if (toTake < quantity) {
    throw new Refusal(nothingMissing, { toTake, reported: quantity });
  }
  let left = quantity;
  const missing = new Map<OrderFile, MissingLine[]>();
  for (const { file, line } of needing.toReversed()) {
    const pieces = Math.min(left, piecesToTake(line));
    if (pieces === 0) continue;
    left -= pieces;
    const open = (await readUnits(tx, file.orderId)).filter(
      (unit) => unit.lineId === line.lineId && unit.fate === 'open' && !unit.short,
    );
    // The first ones are in hand, as many as were picked; the last ones are those not found.
    const units = open.slice(open.length - pieces);
    missing.set(file, [
      ...(missing.get(file) ?? []),
      { lineId: line.lineId, quantity: pieces, units },
    ]);
  }
  return [...missing].map(([file, lines]) => ({ file, lines }));
}

async function askedAbout(
  tx: Tx,
  secrets: OrderSecrets,
  file: OrderFile,
  lines: readonly MissingLine[],
  about: { readonly itemId: string; readonly reason: string; readonly recountId: string },
): Promise<OrderFile> {
  let after = file;
  for (const { lineId, quantity } of lines) {
    after = demandMoved(after, reportShort(after, lineId, quantity, tx.actor.id));
    recordChange(tx, 'omnichannel.order-short-reported.v1', after, { lineId, quantity, ...about });
  }
  return ask(tx, secrets, after);
}

/**
 * The piece turned up after all: stock is corrected back and the order has its promise again. Should
 * somebody else have got the last one meanwhile, there is still the piece in the picker's hand.
 */
export async function foundIt(
  tx: Tx,
  secrets: OrderSecrets,
  { orderId, lineId }: InputOf<typeof foundEndpoint>,
): Promise<PickupRow> {
  const file = await lockToWork(tx, orderId);
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) throw new Refusal(orderUnknown, {});
  if (line.short === 0) throw new Refusal(nothingShort, {});
  if (!isUnderWay(file)) throw inOtherState(file);
  const reasons = await selectOpenReasons(tx, lineId);
  if (reasons.some((reason) => reason === 'damaged' || reason === 'on-display')) {
    throw new Refusal(wasNotLost, {});
  }
  const found = demandMoved(file, foundAfterAll(file, lineId));
  const { locationId } = file;
  const { itemId } = line;
  await correctStock(
    tx,
    [{ locationId, itemId, condition: 'sellable', difference: line.short, reasonCode: 'found' }],
    { kind: 'short', id: lineId },
  );
  const units = (await readUnits(tx, orderId)).filter(
    (unit) => unit.lineId === lineId && unit.fate === 'open' && unit.short,
  );
  const [held] = await placeHolds(tx, [
    {
      kind: 'order',
      ownerId: orderId,
      locationId,
      until: null,
      lines: units.map(({ unit }) => ({ itemId, quantity: 1, ownerLineId: `${lineId}/${unit}` })),
    },
  ]);
  if (held!.outcome === 'refused') throw new Refusal(nothingShort, {});
  const holds = new Map(held!.holds.map(({ ownerLineId, holdId }) => [ownerLineId, holdId]));
  await repromiseUnits(
    tx,
    units.map(({ unit }) => ({ lineId, unit, holdId: holds.get(`${lineId}/${unit}`)! })),
  );
  recordChange(tx, 'omnichannel.order-short-resolved.v1', found, {
    resolution: 'found',
    lines: [{ lineId, quantity: line.short }],
    businessDay: await businessDayAtShop(tx, locationId),
    toRefundMinor: toRefundMinor(found),
  });
  const stillShort = found.lines.some(({ short }) => short > 0);
  const after = stillShort ? await ask(tx, secrets, found) : found;
  await saveFiles(tx, [{ before: file, after }]);
  return rowOf(tx, after);
}
