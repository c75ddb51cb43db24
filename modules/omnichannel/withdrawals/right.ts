import type { Read } from '../../../server/db/transaction.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { italianHolidays, itemsById, locationsById } from '../../base/api.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { isFinal } from '../orders/domain/order.ts';
import {
  isDistanceContract,
  latestDelivery,
  withdrawable,
  withdrawalDays,
  withdrawalDeadline,
  type WithdrawableLine,
} from './domain.ts';
import { selectPolicy } from '../returns/sql/policy.ts';
import { selectAnnounced } from '../returns/sql/sale.ts';
import { selectUnitsOnFile } from '../returns/sql/units.ts';
import { lastHandover, selectWithdrawals, type Withdrawal } from './sql.ts';

/** The customer's right to withdraw from an order as it stands now. */
export interface WithdrawalRight {
  /** The law gives it for this kind of contract. */
  readonly given: boolean;
  /** The first moment at which it is too late; null while pieces are still to be handed over. */
  readonly deadline: Date | null;
  /** How many days there are, by law or by the policy of the chain. */
  readonly days: number;
  readonly possible: readonly WithdrawableLine[];
  readonly declared: readonly Withdrawal[];
}

export async function withdrawalRight(read: Read, file: OrderFile): Promise<WithdrawalRight> {
  const declared = await selectWithdrawals(read, file.orderId);
  const { terms } = await selectPolicy(read);
  const days = withdrawalDays(terms.withdrawal.days);
  if (!isDistanceContract(file.contractFlow)) {
    return { given: false, deadline: null, days, possible: [], declared };
  }
  const items = await itemsById(
    read,
    file.lines.map(({ itemId }) => itemId),
  );
  const seller = (await locationsById(read, [file.locationId])).get(file.locationId)!;
  // What was declared and has not come yet, and what has come back, declared or not.
  const before = new Map(await selectAnnounced(read, file.orderId));
  for (const { lineId, announced } of await selectUnitsOnFile(read, file.orderId)) {
    if (!announced) before.set(lineId, (before.get(lineId) ?? 0) + 1);
  }
  return {
    given: true,
    deadline: await deadlineOf(read, file, seller.schedule.zone, days),
    days,
    possible: withdrawable(
      file.lines,
      before,
      (itemId) => items.get(itemId)?.returnExclusion ?? false,
    ),
    declared,
  };
}

/**
 * When it is too late to withdraw; null while pieces are still to be handed over. The clock starts with
 * the last piece, in the zone of the shop, and runs for the days of the policy.
 */
export async function deadlineOf(
  read: Read,
  file: OrderFile,
  zone: string,
  days: number,
): Promise<Date | null> {
  if (!isFinal(file.state)) return null;
  const last = await lastHandover(read, file.orderId);
  if (!last) return null;
  const inHand = last.sent ? latestDelivery(last.at) : last.at;
  const year = Number(dayAt(zone, inHand).slice(0, 4));
  const holidays = new Set(
    [year, year + 1].flatMap((each) => italianHolidays(each).map(({ day }) => day)),
  );
  return withdrawalDeadline(zone, inHand, (day) => holidays.has(day), days);
}
