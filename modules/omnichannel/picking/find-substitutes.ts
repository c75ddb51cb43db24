import type { Read } from '../../../server/db/transaction.ts';
import { itemsById, itemsOfStyles, priceBasket, similarItems, type Item } from '../../base/api.ts';
import { availability } from '../../store-system/api.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import type { SourcingRule } from '../sourcing/domain.ts';
import { mostLike } from './domain/likeness.ts';
import type { FoundMeanwhile } from './domain/proposal.ts';
import { selectMissing, type MissingUnit } from './sql/units.ts';

/** Other styles are looked through as far as this many, the nearest in price. */
const SIMILAR = 60;

/** What the same shop has that is most like the missing pieces of each line. */
export async function findSubstitutes(
  read: Read,
  file: OrderFile,
  rule: SourcingRule,
): Promise<FoundMeanwhile['substitutes']> {
  const found: FoundMeanwhile['substitutes'][number][] = [];
  if (rule.substitutes === 0) return found;
  for (const line of file.lines.filter(({ short }) => short > 0)) {
    const missing = (await itemsById(read, [line.itemId])).get(line.itemId)!;
    const like = mostLike(missing, await alternatives(read, file, missing, rule), {
      quantity: line.short,
      most: rule.substitutes,
    });
    const units = await selectMissing(read, line.lineId);
    for (const { item, likeness } of like) {
      found.push({ ...(await proposed(read, file, line, item, units)), likeness });
    }
  }
  return found;
}

async function alternatives(read: Read, file: OrderFile, missing: Item, rule: SourcingRule) {
  const { listPriceMinor } = missing;
  const band = Math.round((listPriceMinor * rule.priceBandPercent) / 100);
  const items = [
    ...(await itemsOfStyles(read, [missing.styleId])),
    ...(await similarItems(read, {
      itemId: missing.id,
      fromMinor: listPriceMinor - band,
      toMinor: listPriceMinor + band,
      limit: SIMILAR,
    })),
  ];
  const levels = await availability(read, {
    itemIds: items.map(({ id }) => id),
    locationIds: [file.locationId],
  });
  const available = new Map(levels.map((level) => [level.itemId, level.available]));
  return items.map((item) => ({ item, available: available.get(item.id) ?? 0 }));
}

async function proposed(
  read: Read,
  file: OrderFile,
  { lineId, short }: LineFile,
  item: Item,
  units: readonly MissingUnit[],
) {
  const pieces = await substitutePrices(read, file, item, units);
  const { name, colour, colourHex, size, pictureUrl } = item;
  return {
    lineId,
    itemId: item.id,
    name,
    colour,
    colourHex,
    size,
    pictureUrl,
    quantity: short,
    payMinor: pieces.reduce((sum, one) => sum + one.payMinor + one.shippingMinor, 0),
  };
}

/**
 * What each substitute costs the customer: its own price today, and never more than the piece it takes
 * the place of. The share of shipping goes over from one to the other.
 */
export async function substitutePrices(
  read: Read,
  file: OrderFile,
  item: Item,
  units: readonly MissingUnit[],
): Promise<{ priceMinor: number; payMinor: number; shippingMinor: number }[]> {
  const priced = await priceBasket(read, {
    channel: file.channel,
    locationId: file.locationId,
    customerId: file.customerId,
    currency: file.currency,
    instant: read.now,
    coupons: [],
    lines: [{ lineId: 'substitute', itemId: item.id, quantity: 1 }],
  });
  const [piece] = priced.lines[0]!.pieces;
  const { listPriceMinor, payMinor } = piece!;
  return units.map(({ paidMinor, shippingMinor }) => ({
    priceMinor: Math.max(listPriceMinor, payMinor),
    payMinor: Math.min(payMinor, paidMinor - shippingMinor),
    shippingMinor,
  }));
}
