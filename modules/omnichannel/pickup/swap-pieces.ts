import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { itemsByGtin, itemsById, itemsOfStyles, priceBasket, type Item } from '../../base/api.ts';
import { availability } from '../../store-system/api.ts';
import { demandOrder } from '../orders/access.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import { swapDifference } from '../orders/domain/swap.ts';
import { readPricedUnits } from '../orders/sql/added-lines.ts';
import { readFile } from '../orders/sql/files.ts';
import { orderUnknown } from '../problems.ts';
import { WORK } from './change.ts';
import type { SwapOption, swapOptionsEndpoint, swapQuoteEndpoint } from './counter-contracts.ts';
import { notOfThisStyle } from './problems.ts';

/** The channel whose prices hold at the counter. */
const COUNTER = 'store';

/** Sizes and colours of the same style, with what this shop has free of each. */
export async function readSwapOptions(
  read: Read,
  { orderId, lineId }: InputOf<typeof swapOptionsEndpoint>,
): Promise<ReplyOf<typeof swapOptionsEndpoint>> {
  const { file, line } = await lineToSwap(read, orderId, lineId);
  const worn = (await itemsById(read, [line.itemId])).get(line.itemId)!;
  const others = (await itemsOfStyles(read, [worn.styleId])).filter(({ id }) => id !== worn.id);
  const free = await freeHere(read, file.locationId, others);
  return {
    options: others
      .filter(({ id, active }) => active || (free.get(id) ?? 0) > 0)
      .map((item) => option(item, free)),
  };
}

/** What the swap for one scanned piece costs, as the session will reckon it. */
export async function readSwapQuote(
  read: Read,
  { orderId, lineId, gtin }: InputOf<typeof swapQuoteEndpoint>,
): Promise<ReplyOf<typeof swapQuoteEndpoint>> {
  const { file, line } = await lineToSwap(read, orderId, lineId);
  const { item, differenceMinor } = await quoteSwap(read, file, line, gtin);
  return { ...option(item, await freeHere(read, file.locationId, [item])), differenceMinor };
}

export interface QuotedSwap {
  readonly item: Item;
  readonly differenceMinor: number;
}

/** The piece that was scanned, if it is of the same style, and how much more or less it costs. */
export async function quoteSwap(
  read: Read,
  file: OrderFile,
  line: LineFile,
  gtin: string,
): Promise<QuotedSwap> {
  const item = (await itemsByGtin(read, [gtin])).get(gtin);
  const worn = (await itemsById(read, [line.itemId])).get(line.itemId)!;
  if (item?.styleId !== worn.styleId) {
    throw new Refusal(notOfThisStyle, { scanned: item?.name ?? gtin, wanted: worn.name });
  }
  const units = (await readPricedUnits(read, file.orderId)).filter(
    ({ lineId }) => lineId === line.lineId,
  );
  return {
    item,
    differenceMinor: swapDifference(
      { old: await priceToday(read, file, worn), new: await priceToday(read, file, item) },
      units.map(({ paidMinor, shippingMinor }) => paidMinor - shippingMinor),
    ),
  };
}

/** Each alone: an offer for two must not make one of them free. */
async function priceToday(read: Read, file: OrderFile, item: Item): Promise<number> {
  const priced = await priceBasket(read, {
    channel: COUNTER,
    locationId: file.locationId,
    customerId: file.customerId,
    currency: file.currency,
    instant: read.now,
    coupons: [],
    lines: [{ lineId: item.id, itemId: item.id, quantity: 1 }],
  });
  return priced.totalMinor;
}

async function lineToSwap(
  read: Read,
  orderId: string,
  lineId: string,
): Promise<{ file: OrderFile; line: LineFile }> {
  const file = demandOrder(read.actor, WORK, await readFile(read, orderId));
  const line = file.lines.find((other) => other.lineId === lineId);
  if (!line) throw new Refusal(orderUnknown, {});
  return { file, line };
}

async function freeHere(
  read: Read,
  locationId: string,
  items: readonly Item[],
): Promise<ReadonlyMap<string, number>> {
  const itemIds = items.map(({ id }) => id);
  const levels = await availability(read, { itemIds, locationIds: [locationId] });
  return new Map(levels.map(({ itemId, available }) => [itemId, available]));
}

function option(item: Item, free: ReadonlyMap<string, number>): SwapOption {
  const { id, gtin, name, colour, colourHex, size, sizeOrder, pictureUrl } = item;
  return {
    itemId: id,
    gtin,
    name,
    colour,
    colourHex,
    size,
    sizeOrder,
    pictureUrl,
    available: free.get(id) ?? 0,
  };
}
