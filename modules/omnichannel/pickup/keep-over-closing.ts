import type { Tx } from '../../../server/db/transaction.ts';
import {
  businessDayOf,
  closingOfDay,
  closingOfNextOpenDay,
  locationsById,
  type Schedule,
} from '../../base/api.ts';
import { letterDue } from '../mail/sql.ts';
import { demandMoved } from '../orders/access.ts';
import { keepOverClosing } from '../orders/domain/extend.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { lockFiles, saveFiles } from '../orders/sql/files.ts';
import { recordChange } from './change.ts';
import { selectWaiting } from './sql/waiting.ts';

/**
 * The hours of a shop have changed: what waits there, and whose last day the shop now stays closed, waits
 * until the next day it opens. Heard twice, it does nothing the second time.
 */
export async function followHours(tx: Tx, locationId: string): Promise<void> {
  const { schedule } = (await locationsById(tx, [locationId])).get(locationId)!;
  const waiting = await selectWaiting(tx, locationId);
  const inVain = waiting.filter(({ collectBy }) => isClosedOn(schedule, collectBy));
  const files = await lockFiles(
    tx,
    inVain.map(({ orderId }) => orderId),
  );
  for (const file of files) await keepWhileClosed(tx, file);
}

/**
 * Moves the last moment of a ready order out of a day on which its shop stays closed; not the one
 * extension that the rules give. Null when there was no need, or no opening is in sight.
 */
export async function keepWhileClosed(tx: Tx, file: OrderFile): Promise<OrderFile | null> {
  const { collectBy } = file;
  if (file.state !== 'ready' || collectBy === null) return null;
  const { schedule } = (await locationsById(tx, [file.locationId])).get(file.locationId)!;
  if (!isClosedOn(schedule, collectBy)) return null;
  const from = collectBy > tx.now ? collectBy : tx.now;
  const until = closingOfNextOpenDay(schedule, from);
  if (!until) return null;
  const after = demandMoved(file, keepOverClosing(file, until));
  await saveFiles(tx, [{ before: file, after }]);
  // Who has not been told that it is ready reads the new day in that letter.
  if (file.hasEmail && file.notifiedAt) await letterDue(tx, file.orderId, 'extended');
  recordChange(tx, 'omnichannel.order-extended.v1', after, {
    by: 'system',
    collectBy: until.toISOString(),
    before: collectBy.toISOString(),
  });
  return after;
}

function isClosedOn(schedule: Schedule, moment: Date): boolean {
  return closingOfDay(schedule, businessDayOf(schedule, moment)) === null;
}
