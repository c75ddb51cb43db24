import type { Read } from '../../../server/db/transaction.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import {
  rangeOf,
  rangeStyle,
  type Item,
  type RangeEntry,
  type WindowPrice,
} from '../../base/api.ts';
import { windowPrices } from './prices.ts';
import type { getStyleEndpoint, listStylesEndpoint } from './contracts.ts';

/** A page of the shop window. */
export async function listStyles(
  read: Read,
  { department, card, after, limit = 24 }: InputOf<typeof listStylesEndpoint>,
): Promise<ReplyOf<typeof listStylesEndpoint>> {
  const styles = await rangeOf(read, {
    department: department ?? null,
    after: readPageMark<[string]>(after, ['string'])?.[0] ?? null,
    limit: limit + 1,
  });
  const prices = await windowPrices(read, itemIdsOf(styles), card);
  return pageFrom(
    styles,
    limit,
    ({ id }) => [id],
    (style) => ({
      styleId: style.id,
      name: style.name,
      category: style.category,
      ...cheapest(style, prices),
      colours: coloursOf(style, prices).map(({ items: _items, ...colour }) => colour),
    }),
  );
}

const STYLE = { it: 'questo modello', en: 'this style' };

/** One style with everything that can be chosen of it. */
export async function getStyle(
  read: Read,
  { styleId, card }: InputOf<typeof getStyleEndpoint>,
): Promise<ReplyOf<typeof getStyleEndpoint>> {
  const style = await rangeStyle(read, styleId);
  if (!style || style.items.length === 0) throw new Refusal(notFound, { what: STYLE });
  return {
    styleId: style.id,
    name: style.name,
    department: style.department,
    category: style.category,
    composition: style.composition,
    colours: coloursOf(style, await windowPrices(read, itemIdsOf([style]), card)),
  };
}

function itemIdsOf(styles: readonly RangeEntry[]): string[] {
  return styles.flatMap(({ items }) => items.map(({ id }) => id));
}

/** The lowest price of a style, with its own reduction. */
function cheapest({ items }: RangeEntry, prices: ReadonlyMap<string, WindowPrice>) {
  const [least] = items
    .map(({ id }) => prices.get(id)!)
    .toSorted((a, b) => a.amountMinor - b.amountMinor);
  return shownPrice(least!);
}

function shownPrice({ amountMinor, reduction }: WindowPrice) {
  return { priceMinor: amountMinor, reduction: reduction && { ...reduction } };
}

function coloursOf(
  style: RangeEntry,
  prices: ReadonlyMap<string, WindowPrice>,
): ReplyOf<typeof getStyleEndpoint>['colours'] {
  const byColour = new Map<string, Item[]>();
  for (const item of style.items) {
    const there = byColour.get(item.colour);
    if (there) there.push(item);
    else byColour.set(item.colour, [item]);
  }
  return [...byColour].map(([name, items]) => ({
    name,
    hex: items[0]!.colourHex,
    pictureUrl: items[0]!.pictureUrl,
    items: items.map(({ id, gtin, size }) => ({
      itemId: id,
      gtin,
      size,
      ...shownPrice(prices.get(id)!),
    })),
  }));
}
