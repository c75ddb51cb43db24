import { actsOn } from '../../../server/audit/subject.ts';
import { locationsFor } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import { itemsById, locationsById, type Item } from '../../base/api.ts';
import { selectWithdrawals, type Withdrawal } from '../withdrawals/sql.ts';
import { demandOrder } from './access.ts';
import type {
  OrderDetail,
  OrderHistory,
  OrderLine,
  OrderSummary,
  customerLinkEndpoint,
  listOrdersEndpoint,
  orderHistoryEndpoint,
  readOrderEndpoint,
} from './reading-contracts.ts';
import { dueMinor, toRefundMinor } from './domain/amounts.ts';
import type { LineFile, OrderFile } from './domain/file.ts';
import { writtenOrderNumber } from './domain/order.ts';
import type { OrderSecrets } from './secrets.ts';
import { refundsOf } from './read-refunds.ts';
import { readFile } from './sql/files.ts';
import { countNoShows } from './sql/refunds.ts';
import { readChannelTitles } from './sql/policies.ts';
import {
  selectDetail,
  selectOrders,
  type DetailRow,
  type SearchTerm,
  type SummaryRow,
} from './sql/reading.ts';

const READ = 'omnichannel.order.read';

export async function listOrders(
  read: Read,
  input: InputOf<typeof listOrdersEndpoint>,
): Promise<{ items: OrderSummary[]; next: string | null }> {
  const limit = input.limit ?? 50;
  const mark = readPageMark<[string, string]>(input.after, ['string', 'string']);
  const rows = await selectOrders(read, {
    locationIds: within(locationsFor(read.actor, READ), input.locationId),
    channels: within(read.actor.channels ? [...read.actor.channels] : null, input.channel),
    state: input.state ?? null,
    search: searchTerm(input.q),
    after: mark && { placedAt: mark[0], orderId: mark[1] },
    limit: limit + 1,
  });
  return pageFrom(rows, limit, (row) => [row.placedAt.toISOString(), row.orderId], summary);
}

/** What one asked for, as far as one may see it. */
function within(
  allowed: readonly string[] | null,
  asked: string | undefined,
): readonly string[] | null {
  if (asked === undefined) return allowed;
  return allowed === null || allowed.includes(asked) ? [asked] : [];
}

/** `48 198`, `4417` and `W-10023` are looked for differently from `Rinaldi`. */
function searchTerm(q: string | undefined): SearchTerm | null {
  const text = q?.trim() ?? '';
  if (text === '') return null;
  const digits = text.replace(/\s/g, '');
  return /^\d+$/.test(digits) ? { kind: 'digits', digits } : { kind: 'text', text };
}

/** An order as lists show it. */
export function summary(found: SummaryRow): OrderSummary {
  const {
    cancelledMinor: _,
    paidMinor: _paid,
    refundMinor: _refund,
    refundedMinor: _back,
    ...row
  } = found;
  return {
    ...row,
    number: writtenOrderNumber(row.number),
    dueMinor: dueMinor(found),
    placedAt: row.placedAt.toISOString(),
    readyBy: row.readyBy.toISOString(),
    collectBy: row.collectBy?.toISOString() ?? null,
  };
}

export async function readOrder(
  read: Read,
  { orderId }: InputOf<typeof readOrderEndpoint>,
): Promise<OrderDetail> {
  const file = demandOrder(read.actor, READ, await readFile(read, orderId));
  const detail = await selectDetail(read, orderId);
  const items = await itemsById(
    read,
    file.lines.map(({ itemId }) => itemId),
  );
  const location = (await locationsById(read, [file.locationId])).get(file.locationId)!;
  const titles = await readChannelTitles(read);
  return {
    ...stages(file),
    orderId,
    version: file.version,
    number: writtenOrderNumber(file.number),
    year: detail.year,
    state: file.state,
    channel: file.channel,
    channelTitle: titles.get(file.channel)!,
    externalId: file.externalId,
    contractFlow: file.contractFlow,
    customer: {
      customerId: file.customerId,
      name: file.contactName,
      surname: file.contactSurname,
      email: detail.email,
      phone: detail.phone,
      noShows: file.customerId ? await countNoShows(read, file.customerId) : 0,
      language: detail.language,
    },
    fulfilment: file.fulfilment,
    shipTo: file.shipTo,
    chosenLocationId: file.chosenLocationId,
    location: { locationId: location.id, name: location.name },
    ...money(file, detail),
    pricedBy: detail.pricedBy,
    lines: file.lines.map((line, place) =>
      orderLine(line, detail.lines[place]!, items.get(line.itemId)!),
    ),
    payments: detail.payments,
    refunds: await refundsOf(read, orderId),
    withdrawals: (await selectWithdrawals(read, orderId)).map(withdrawal),
    handovers: detail.handovers,
  };
}

function withdrawal({
  declaredAt,
  declaredBy,
  lines,
}: Withdrawal): OrderDetail['withdrawals'][number] {
  return {
    declaredAt: declaredAt.toISOString(),
    declaredBy,
    toBringBack: lines.reduce((sum, line) => sum + line.toBringBack, 0),
    cancelled: lines.reduce((sum, line) => sum + line.cancelled, 0),
  };
}

function stages(file: OrderFile) {
  const instant = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return {
    placedAt: file.placedAt.toISOString(),
    acknowledgeBy: file.acknowledgeBy.toISOString(),
    readyBy: file.readyBy.toISOString(),
    acknowledgedAt: instant(file.acknowledgedAt),
    picker: file.picker && { ...file.picker, takenAt: file.picker.takenAt.toISOString() },
    stagedAt: instant(file.stagedAt),
    shelf: file.shelf,
    bags: [...file.bags],
    readyAt: instant(file.readyAt),
    notifiedAt: instant(file.notifiedAt),
    collectBy: instant(file.collectBy),
    arrivedAt: instant(file.arrivedAt),
    endedAt: instant(file.endedAt),
    cancelledBecause: file.cancelledBecause,
    codeEnding: file.codeEnding,
  };
}

function money(file: OrderFile, detail: DetailRow) {
  return {
    currency: file.currency,
    goodsMinor: detail.goodsMinor,
    discountMinor: detail.discountMinor,
    shippingMinor: detail.shippingMinor,
    totalMinor: file.totalMinor,
    cancelledMinor: file.cancelledMinor,
    paidMinor: file.paidMinor,
    dueMinor: dueMinor(file),
    toRefundMinor: toRefundMinor(file),
  };
}

function orderLine(line: LineFile, sold: DetailRow['lines'][number], item: Item): OrderLine {
  return {
    lineId: line.lineId,
    externalLineId: line.externalLineId,
    itemId: line.itemId,
    gtin: line.gtin,
    name: item.name,
    colour: item.colour,
    colourHex: item.colourHex,
    size: item.size,
    department: item.department,
    pictureUrl: item.pictureUrl,
    quantity: line.quantity,
    state: line.state,
    picked: line.picked,
    short: line.short,
    collected: line.collected,
    refused: line.refused,
    noShow: line.noShow,
    cancelled: line.cancelled,
    toPutBack: line.toPutBack,
    unitPriceMinor: sold.unitPriceMinor,
    vatRate: sold.vatRate,
    discounts: sold.discounts,
    paidMinor: sold.units.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
    units: sold.units,
  };
}

/** More than any order collects in its life. */
const LONGEST_HISTORY = 1_000;

export async function orderHistory(
  read: Read,
  { orderId }: InputOf<typeof orderHistoryEndpoint>,
): Promise<OrderHistory> {
  demandOrder(read.actor, READ, await readFile(read, orderId));
  const acts = await actsOn(read, `order:${orderId}`, LONGEST_HISTORY);
  return { entries: acts.map((act) => ({ ...act, at: act.at.toISOString() })) };
}

export async function customerLink(
  read: Read,
  secrets: OrderSecrets,
  publicUrl: string,
  { orderId }: InputOf<typeof customerLinkEndpoint>,
): Promise<{ token: string; url: string }> {
  demandOrder(read.actor, 'omnichannel.order.place', await readFile(read, orderId));
  const token = secrets.token(orderId);
  return { token, url: orderPage(publicUrl, token) };
}

/** Where the customer reads about the order. */
export function orderPage(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/ordine/${token}`;
}
