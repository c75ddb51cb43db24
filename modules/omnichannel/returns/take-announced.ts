import type { Tx } from '../../../server/db/transaction.ts';
import type { FiledReturn } from './domain/filed.ts';
import { isClosed, notTaken } from './domain/life.ts';
import type { ReturnFacts } from './facts.ts';
import { next } from './move-money.ts';
import type { ReturnPlan } from './plan.ts';
import { recordReturn } from './rows.ts';
import { lockReturn, saveReturn, selectReturns } from './sql/files.ts';
import { insertUnits, removeUnits, selectFiledUnits, type FiledUnit } from './sql/units.ts';

/** The announced file that has come. */
export interface AnnouncedPart {
  readonly file: FiledReturn;
}

const MOST_FILES = 50;

/**
 * What the customer announced has come, or some of it: the announced file becomes the file of what is
 * here. Pieces that were announced and did not come stay announced on another announced file if there is
 * one, else they are free: the declaration itself still stands. Null: nothing of this was announced.
 */
export async function takeAnnounced(
  tx: Tx,
  { file: order }: ReturnFacts,
  plan: ReturnPlan,
): Promise<AnnouncedPart | null> {
  const announced = await selectReturns(tx, {
    locationIds: null,
    orderId: order.orderId,
    goods: 'announced',
    limit: MOST_FILES,
  });
  if (announced.length === 0) return null;
  const coming = new Set(
    plan.lines.flatMap(({ units }) => units.map(({ lineId, unit }) => `${lineId}/${unit}`)),
  );
  const units = await selectFiledUnits(
    tx,
    announced.map(({ returnId }) => returnId),
  );
  const touched = announced.filter(({ returnId }) =>
    units.get(returnId)!.some(({ lineId, unit }) => coming.has(`${lineId}/${unit}`)),
  );
  const [main, ...others] = touched.reverse();
  if (!main) return null;
  await removeUnits(tx, main.returnId);
  for (const other of others) await shrink(tx, other, units.get(other.returnId)!, coming);
  return { file: (await lockReturn(tx, main.returnId))! };
}

/** Another announced file keeps what did not come; one of which all came was part of the first. */
async function shrink(
  tx: Tx,
  file: FiledReturn,
  units: readonly FiledUnit[],
  coming: ReadonlySet<string>,
): Promise<void> {
  const left = units.filter(({ lineId, unit }) => !coming.has(`${lineId}/${unit}`));
  await removeUnits(tx, file.returnId);
  await insertUnits(tx, file.returnId, left);
  if (left.length > 0) return;
  const axes = notTaken(file);
  if (!axes) return;
  const closed = { ...file, ...axes };
  const after = next({ ...closed, closedAt: isClosed(closed) ? tx.now : null });
  await saveReturn(tx, file, after);
  await recordReturn(tx, 'omnichannel.return-not-taken.v1', after);
}
