import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { addDays } from '../../../server/kernel/time.ts';
import {
  businessDayOf,
  closingOfDay,
  closingOfNextOpenDay,
  locationsById,
  openingMinutesBetween,
  type Schedule,
} from '../../base/api.ts';
import { setHoldsAside } from '../../store-system/api.ts';
import { demandMoved, demandVersion } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { makeReady, stage, undoReady } from '../orders/domain/life.ts';
import { saveFiles } from '../orders/sql/files.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { readUnits } from '../orders/sql/units.ts';
import { printBagLabels } from '../printing/print-papers.ts';
import { lockToWork, recordChange, rowOf } from './change.ts';
import type { PickupRow } from './contracts.ts';
import type { readyEndpoint, stageEndpoint, undoReadyEndpoint } from './work-contracts.ts';
import { insertBags } from './sql/bags.ts';

/** Bag scanned, shelf scanned: the order is on its shelf, its labels are being printed; ready when the clerk says so. */
export async function stageOrder(tx: Tx, input: InputOf<typeof stageEndpoint>): Promise<PickupRow> {
  const { orderId, shelf } = input;
  const file = await lockToWork(tx, orderId);
  demandVersion(file, input.expectedVersion);
  const bags = [...new Set(input.bags)].sort();
  const minutes = await minutesToReady(tx, file);
  const staged = demandMoved(file, stage(file, { bags, shelf }, tx.now, minutes));
  await insertBags(tx, { orderId, locationId: file.locationId, labels: bags, shelf });
  recordChange(tx, 'omnichannel.order-staged.v1', staged, {});
  // What is sent waits for its carrier: its customer hears of it when it has left.
  const after = input.ready && file.fulfilment === 'pickup' ? await readied(tx, staged) : staged;
  await saveFiles(tx, [{ before: file, after }]);
  const open = (await readUnits(tx, orderId)).filter(({ fate }) => fate === 'open');
  await setHoldsAside(
    tx,
    open.map(({ holdId }) => holdId),
    shelf,
  );
  await printBagLabels(tx, after);
  return rowOf(tx, after);
}

export async function readyOrder(
  tx: Tx,
  { orderId, expectedVersion }: InputOf<typeof readyEndpoint>,
): Promise<PickupRow> {
  const file = await lockToWork(tx, orderId);
  demandVersion(file, expectedVersion);
  const after = await readied(tx, file);
  await saveFiles(tx, [{ before: file, after }]);
  return rowOf(tx, after);
}

/** Back to the shelf without a word to the customer, who has not been told yet. */
export async function undoReadyOrder(
  tx: Tx,
  { orderId }: InputOf<typeof undoReadyEndpoint>,
): Promise<PickupRow> {
  const file = await lockToWork(tx, orderId);
  const after = demandMoved(file, undoReady(file));
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-ready-undone.v1', after, {});
  return rowOf(tx, after);
}

async function readied(tx: Tx, file: OrderFile): Promise<OrderFile> {
  const location = (await locationsById(tx, [file.locationId])).get(file.locationId)!;
  const policy = (await readPolicies(tx)).pickup(file.locationId);
  const collectBy = lastMoment(location.schedule, tx.now, policy.collectDays);
  const notifyAt = new Date(tx.now.getTime() + policy.undoSeconds * 1000);
  const minutes = openingMinutesBetween(location.schedule, file.placedAt, tx.now);
  const promise = { collectBy, notifyAt, minutesToReady: minutes };
  const after = demandMoved(file, makeReady(file, promise, tx.now));
  recordChange(tx, 'omnichannel.order-ready.v1', after, {});
  return after;
}

/** Opening minutes from placed to now. */
async function minutesToReady(tx: Tx, { locationId, placedAt }: OrderFile): Promise<number> {
  const { schedule } = (await locationsById(tx, [locationId])).get(locationId)!;
  return openingMinutesBetween(schedule, placedAt, tx.now);
}

/** Until the shop closes on the last day; when it stays closed that day, on the next one it opens. */
export function lastMoment(schedule: Schedule, now: Date, days: number): Date {
  const lastDay = addDays(businessDayOf(schedule, now), days);
  const after = new Date(now.getTime() + days * 86_400_000);
  return closingOfDay(schedule, lastDay) ?? closingOfNextOpenDay(schedule, after) ?? after;
}
