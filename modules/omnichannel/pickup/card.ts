import { extensionOf } from './extend-pickup.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { toRefundMinor, unrecordedRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { selectTenders } from '../orders/sql/reading.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { countNoShows, sumOwedForNoShow } from '../orders/sql/refunds.ts';
import { readUnits, type Unit } from '../orders/sql/units.ts';
import { rowOf } from './change.ts';
import type { PickupCard } from './contracts.ts';
import { asIfReprieved, stillOnTheShelf } from './not-collected.ts';

/** One order as the counter sees it: an uncollected one as it will be when its customer is served. */
export async function cardOf(read: Read, found: OrderFile): Promise<PickupCard> {
  const units = await readUnits(read, found.orderId);
  const { file, lapsed } = await served(read, found, units);
  const policy = (await readPolicies(read)).pickup(file.locationId).refund;
  const counted = file.customerId ? await countNoShows(read, file.customerId) : 0;
  // Whoever stands here for an uncollected order has come after all.
  const noShows = lapsed && counted > 0 ? counted - 1 : counted;
  const { totalMinor, cancelledMinor, paidMinor, refundMinor, refundedMinor } = file;
  return {
    orderId: file.orderId,
    version: found.version,
    row: { ...(await rowOf(read, file)), version: found.version },
    customer: {
      customerId: file.customerId,
      name: file.contactName,
      surname: file.contactSurname,
      phoneEnding: file.contactPhoneEnding,
      noShows,
      prepaymentAdvised: noShows >= policy.prepayAfterNoShows,
    },
    codeEnding: file.codeEnding,
    shipTo: file.shipTo,
    amounts: { totalMinor, cancelledMinor, paidMinor, refundMinor, refundedMinor },
    tenders: await selectTenders(read, file.orderId),
    collectedMinor: units
      .filter(({ fate }) => fate === 'collected')
      .reduce((sum, unit) => sum + unit.paidMinor, 0),
    toRefundMinor: toRefundMinor(found),
    counterUpToMinor: policy.counterUpToMinor,
    extendUntil: (await extensionOf(read, file))?.toISOString() ?? null,
    lapsed,
    lines: file.lines.map(({ lineId }) => ({
      lineId,
      openUnitsMinor: units
        .filter((unit) => unit.lineId === lineId && isToServe(unit))
        .map((unit) => unit.paidMinor),
    })),
    notification: notificationOf(file),
  };
}

/** Still open, or uncollected and on the shelf. */
function isToServe({ fate, toPutBack }: Unit): boolean {
  return fate === 'open' || (fate === 'no-show' && toPutBack);
}

/** The order at the counter; of an uncollected one, what became of it and how it is served all the same. */
async function served(
  read: Read,
  found: OrderFile,
  units: readonly Unit[],
): Promise<{ readonly file: OrderFile; readonly lapsed: PickupCard['lapsed'] }> {
  const given = await asIfReprieved(read, found, units);
  if (!given) return { file: found, lapsed: null };
  const owedMinor = await sumOwedForNoShow(read, found.orderId);
  const paid = { ...given.file, refundMinor: given.file.refundMinor - owedMinor };
  const refundMinor = paid.refundMinor + unrecordedRefundMinor(paid);
  const lapsed = {
    at: found.collectBy!.toISOString(),
    pieces: stillOnTheShelf(units).length,
    owedMinor,
  };
  return { file: { ...paid, refundMinor }, lapsed };
}

function notificationOf(file: OrderFile): PickupCard['notification'] {
  if (!file.hasEmail) return 'no-address';
  if (file.notifiedAt) return 'sent';
  return file.state === 'ready' ? 'waiting' : 'none';
}
