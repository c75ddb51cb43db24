import { locationsFor } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { issuesInstruments } from '../refunds/domain/tender.ts';
import { voucherMinor } from './domain/refund.ts';
import type { RefundDue, refundsDueEndpoint, refundTotalsEndpoint } from './refund-contracts.ts';
import { selectRefunds, selectRefundTotals, type RefundRow } from './sql/refund-list.ts';

const READ = 'omnichannel.refund.read';
const MOST_OF_ONE_ORDER = 500;

/** Money owed to customers, within the locations one may see. */
export async function readRefundsDue(
  read: Read,
  input: InputOf<typeof refundsDueEndpoint>,
): Promise<{ items: RefundDue[]; next: string | null }> {
  const limit = input.limit ?? 50;
  const mark = readPageMark<[string, string]>(input.after, ['string', 'string']);
  const rows = await selectRefunds(read, {
    locationIds: within(read, input.locationId),
    state: input.state ?? null,
    oldestFirst: input.state === 'due',
    after: mark && { dueSince: mark[0], refundId: mark[1] },
    limit: limit + 1,
  });
  return pageFrom(rows, limit, (row) => [row.dueSince.toISOString(), row.refundId], refundDue);
}

/** How much is owed, and since when at the longest. */
export async function readRefundTotals(
  read: Read,
  { locationId }: InputOf<typeof refundTotalsEndpoint>,
): Promise<ReplyOf<typeof refundTotalsEndpoint>> {
  const totals = await selectRefundTotals(read, within(read, locationId));
  return { totals: totals.map((total) => ({ ...total, oldest: total.oldest.toISOString() })) };
}

/** The refunds of one order, as its page shows them. */
export async function refundsOf(read: Read, orderId: string) {
  const rows = await selectRefunds(read, {
    locationIds: null,
    orderId,
    state: null,
    oldestFirst: true,
    after: null,
    limit: MOST_OF_ONE_ORDER,
  });
  return rows.map(facts);
}

function within(read: Read, asked: string | undefined): readonly string[] | null {
  const allowed = locationsFor(read.actor, READ);
  if (asked === undefined) return allowed;
  return allowed === null || allowed.includes(asked) ? [asked] : [];
}

function refundDue(row: RefundRow): RefundDue {
  const { orderId, customerName, locationId, currency } = row;
  const number = writtenOrderNumber(row.number);
  const { payment } = row;
  return { ...facts(row), orderId, number, customerName, locationId, currency, payment };
}

function facts(row: RefundRow) {
  const { refundId, cause, state, amountMinor, settledWith, parts } = row;
  return {
    refundId,
    cause,
    state,
    amountMinor,
    dueSince: row.dueSince.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    settledWith,
    parts,
    voucher:
      !issuesInstruments() || row.voucherPercent === null || row.voucherDays === null
        ? null
        : { amountMinor: voucherMinor(amountMinor, row.voucherPercent), days: row.voucherDays },
  };
}
