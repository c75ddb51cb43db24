import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  customerByPhoneOrCard,
  itemsByGtin,
  priceBasket,
  priceItems,
  unknownItems,
  type PricedBasket,
  type WindowPrice,
} from '../../base/api.ts';
import { SHOP_CHANNEL } from './channel.ts';
import type { shopCardEndpoint, shopQuoteEndpoint } from './contracts.ts';

/** What one piece of each item costs in the shop window, for who has this card or for everybody, and from what it is told to be reduced. */
export async function windowPrices(
  read: Read,
  itemIds: readonly string[],
  card: string | undefined,
): Promise<ReadonlyMap<string, WindowPrice>> {
  const circumstances = {
    channel: SHOP_CHANNEL,
    locationId: null,
    customerId: await holderOf(read, card),
    currency: 'EUR',
    instant: read.now,
  };
  return priceItems(read, circumstances, itemIds);
}

/** Whether somebody has this card. */
export async function knowsCard(
  read: Read,
  { card }: InputOf<typeof shopCardEndpoint>,
): Promise<ReplyOf<typeof shopCardEndpoint>> {
  return { known: (await holderOf(read, card)) !== null };
}

/** What the bag costs as an order of it would: the same engine, channel, shop, card and codes. */
export async function quoteBag(
  read: Read,
  input: InputOf<typeof shopQuoteEndpoint>,
): Promise<ReplyOf<typeof shopQuoteEndpoint>> {
  const { lines, card, coupons = [], locationId = null } = input;
  const items = await itemsByGtin(
    read,
    lines.map(({ gtin }) => gtin),
  );
  const missing = lines.filter(({ gtin }) => !items.has(gtin)).map(({ gtin }) => gtin);
  if (missing.length > 0) throw new Refusal(unknownItems, { items: missing });
  const customerId = await holderOf(read, card);
  const priced = await priceBasket(read, {
    channel: SHOP_CHANNEL,
    locationId,
    customerId,
    currency: 'EUR',
    instant: read.now,
    coupons,
    hints: true,
    lines: lines.map(({ gtin, quantity }, place) => ({
      lineId: String(place + 1),
      itemId: items.get(gtin)!.id,
      quantity,
    })),
  });
  return {
    totalMinor: priced.totalMinor,
    lines: priced.lines.map(({ pieces, totalMinor }, place) => ({
      gtin: lines[place]!.gtin,
      listMinor: pieces.reduce((sum, one) => sum + one.listPriceMinor * one.quantity, 0),
      payMinor: totalMinor,
    })),
    discounts: discountsOf(priced),
    coupons: priced.coupons.map(({ code, outcome }) => ({ code, outcome })),
    hints: [...priced.hints],
    cardKnown: customerId !== null,
  };
}

/** Each promotion once, with all it took off. */
function discountsOf({ lines }: PricedBasket): ReplyOf<typeof shopQuoteEndpoint>['discounts'] {
  const found = new Map<string, { reason: string; coupon: string | null; amountMinor: number }>();
  for (const { quantity, discounts } of lines.flatMap(({ pieces }) => pieces)) {
    for (const { promotionId, reason, coupon, amountMinor } of discounts) {
      const before = found.get(promotionId)?.amountMinor ?? 0;
      found.set(promotionId, { reason, coupon, amountMinor: before + amountMinor * quantity });
    }
  }
  return [...found.values()].filter(({ amountMinor }) => amountMinor > 0);
}

/** Whose card it is; a phone number opens nothing. */
async function holderOf(read: Read, card: string | undefined): Promise<string | null> {
  if (card === undefined) return null;
  const customer = await customerByPhoneOrCard(read, card);
  return customer?.card === card ? customer.id : null;
}
