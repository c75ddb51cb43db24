import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { demandMoved } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { acknowledge, isUnderWay, letGo, take } from '../orders/domain/life.ts';
import { lockFiles, lockNextUnprepared, saveFiles } from '../orders/sql/files.ts';
import { joinWave } from '../picking/sql/waves.ts';
import { lockToWork, recordChange, rowOf, rowsOf } from './change.ts';
import type { PickupRow } from './contracts.ts';
import type {
  acknowledgeEndpoint,
  letGoEndpoint,
  Prepared,
  takeEndpoint,
  takeNextEndpoint,
} from './work-contracts.ts';

/** The shop has seen these orders. Those seen before, or meanwhile cancelled, are passed over. */
export async function acknowledgeOrders(
  tx: Tx,
  { locationId, orderIds }: InputOf<typeof acknowledgeEndpoint>,
): Promise<Prepared> {
  const files = await lockFiles(tx, orderIds);
  const here = files.filter((file) => file.locationId === locationId);
  const after = here.map((file) => (file.state === 'placed' ? acknowledged(tx, file) : file));
  await saveChanged(tx, here, after);
  return { rows: await rowsOf(tx, after) };
}

/** The most urgent orders become the caller's: one walk through the shop. */
export async function takeNext(
  tx: Tx,
  { locationId, count }: InputOf<typeof takeNextEndpoint>,
): Promise<Prepared> {
  const before = await lockNextUnprepared(tx, locationId, count);
  const waveId = before.length > 0 ? await joinWave(tx, locationId) : null;
  const after = before.map((file) => taken(tx, file, false, waveId));
  await saveChanged(tx, before, after);
  return { rows: await rowsOf(tx, after) };
}

/** One order becomes the caller's; it already is: nothing changes. */
export async function takeOrder(
  tx: Tx,
  { orderId, fromColleague = false }: InputOf<typeof takeEndpoint>,
): Promise<PickupRow> {
  const file = await lockToWork(tx, orderId);
  const mine = file.picker?.id === tx.actor.id;
  if (mine && isUnderWay(file)) return rowOf(tx, file);
  const after = taken(tx, file, fromColleague, await joinWave(tx, file.locationId));
  await saveChanged(tx, [file], [after]);
  return rowOf(tx, after);
}

/** The caller gives the order back to the queue, nothing of it being picked. */
export async function letGoOrder(
  tx: Tx,
  { orderId }: InputOf<typeof letGoEndpoint>,
): Promise<PickupRow> {
  const file = await lockToWork(tx, orderId);
  const after = demandMoved(file, letGo(file, tx.actor.id));
  await saveChanged(tx, [file], [after]);
  recordChange(tx, 'omnichannel.order-let-go.v1', after, {});
  return rowOf(tx, after);
}

function acknowledged(tx: Tx, file: OrderFile): OrderFile {
  const after = demandMoved(file, acknowledge(file, tx.now));
  recordChange(tx, 'omnichannel.order-acknowledged.v1', after, {});
  return after;
}

/** Whoever starts preparing has seen the order, too. */
function taken(tx: Tx, file: OrderFile, fromColleague: boolean, waveId: string | null): OrderFile {
  const seen = file.state === 'placed' ? acknowledged(tx, file) : file;
  const picker = { id: tx.actor.id, name: tx.actor.name, takenAt: tx.now };
  const after = demandMoved(seen, take(seen, picker, fromColleague, waveId));
  recordChange(tx, 'omnichannel.order-taken.v1', after, {});
  return after;
}

function saveChanged(
  tx: Tx,
  before: readonly OrderFile[],
  after: readonly OrderFile[],
): Promise<void> {
  const pairs = before.map((file, place) => ({ before: file, after: after[place]! }));
  return saveFiles(
    tx,
    pairs.filter((pair) => pair.before !== pair.after),
  );
}
