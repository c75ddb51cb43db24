import { mayForChannel } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { lostPlace } from '../../../server/events/cursor.ts';
import { currentEpoch } from '../../../server/events/epoch.ts';
import type { Cursor } from '../../../server/events/event.ts';
import { currentCursor, readFeed } from '../../../server/events/feed.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageMark, readPageMark } from '../../../server/http/pagination.ts';
import type { orderChangesEndpoint } from './changes-contracts.ts';
import { dueMinor, toRefundMinor } from './domain/amounts.ts';
import { openPieces, type OrderFile } from './domain/file.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { ORDER_EVENT_TYPES } from './events.ts';
import { readFiles } from './sql/files.ts';

type Changes = ReplyOf<typeof orderChangesEndpoint>;

/**
 * What has changed since a place in the feed. The feed is read before the orders: what is told is at
 * least as new as the place that is given back, so nothing between two questions is ever missed.
 */
export async function orderChanges(
  read: Read,
  input: InputOf<typeof orderChangesEndpoint>,
): Promise<Changes> {
  const end = await currentCursor(read.sql);
  const mark = readPageMark<[string, string, string]>(input.cursor, ['string', 'string', 'string']);
  if (!mark) return { orders: [], cursor: written(end), more: false, restart: false };
  const cursor: Cursor = { epoch: mark[0], tx: mark[1], position: mark[2] };
  const { id, floor } = await currentEpoch(read.sql);
  if (lostPlace(cursor, { epoch: id, floor, end }) !== null) {
    return { orders: [], cursor: written(end), more: false, restart: true };
  }
  const page = await readFeed(read.sql, cursor, input.limit ?? 200, { types: ORDER_EVENT_TYPES });
  const orderIds = new Set(page.events.map(({ stream }) => stream.slice('order:'.length)));
  const files = await readFiles(read, { orderIds: [...orderIds] });
  return {
    orders: files.filter(({ channel }) => mayForChannel(read.actor, channel)).map(changed),
    cursor: written(page.upTo),
    more: page.more,
    restart: false,
  };
}

function written({ epoch, tx, position }: Cursor): string {
  return pageMark([epoch, tx, position]);
}

function changed(file: OrderFile): Changes['orders'][number] {
  const { orderId, externalId, channel, version, state, locationId, currency } = file;
  return {
    ...{ orderId, externalId, channel, version, state, locationId, currency },
    number: writtenOrderNumber(file.number),
    readyBy: file.readyBy.toISOString(),
    collectBy: file.collectBy?.toISOString() ?? null,
    totalMinor: file.totalMinor,
    paidMinor: file.paidMinor,
    dueMinor: dueMinor(file),
    toRefundMinor: toRefundMinor(file),
    lines: file.lines.map((line) => ({
      externalLineId: line.externalLineId,
      quantity: line.quantity,
      open: openPieces(line),
      short: line.short,
      collected: line.collected,
      refused: line.refused,
      notCollected: line.noShow,
      cancelled: line.cancelled,
    })),
  };
}
