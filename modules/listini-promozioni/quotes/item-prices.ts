import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { pricesOfItems } from './item-price-contracts.ts';
import { hintOf } from './hints.ts';
import { priceEach, type PricedAnswer, type PricingTools } from './price-basket.ts';
import { textsOf } from './quote.ts';
import { reductionsOf, windowPrice, type ToldOfItems } from './window-price.ts';

type ItemPrices = ReplyOf<typeof pricesOfItems>;

/**
 * What items cost at a place, one piece of each alone, and which promotions are nearly theirs: for the
 * stock finder and the handover, many items at a time. While the next prices are being built those in use
 * are told, with the version that is published already: whoever stays on the screen asks again.
 */
export function itemPrices(tools: PricingTools) {
  return async (read: Read, input: InputOf<typeof pricesOfItems>): Promise<ItemPrices> => {
    const { locationId, channel, customerId, at } = input;
    const itemIds = [...new Set(input.itemIds)];
    const instant = at === undefined ? read.now : new Date(at);
    const publishedVersion = String(await tools.keeper.look(read));
    const answers = await priceEach(
      read,
      tools,
      {
        channel: channel ?? 'store',
        locationId: locationId ?? null,
        currency: 'EUR',
        customer: customerId === undefined ? null : { id: customerId },
        couponCodes: [],
        explain: 'reach',
      },
      itemIds.map((itemId) => [{ lineId: '1', itemId, quantity: 1 }]),
      instant,
    );
    const reductions = await reductionsOf(read, answers, locationId ?? channel ?? '', instant);
    return {
      snapshotVersion: answers[0]!.priced.snapshotVersion,
      publishedVersion,
      prices: answers.map((answer, place) => itemPrice(itemIds[place]!, answer, reductions)),
    };
  };
}

function itemPrice(
  itemId: string,
  answer: PricedAnswer,
  reductions: ToldOfItems,
): ItemPrices['prices'][number] {
  const { snapshot, priced } = answer;
  const line = priced.lines[0]!;
  const { reduction } = windowPrice(answer, reductions);
  return {
    itemId,
    listPriceMinor: line.listPriceMinor,
    offerMinor: line.netMinor,
    priorMinor: reduction?.priorMinor ?? null,
    percentOff: reduction?.percent ?? null,
    promotions: priced.applied
      .filter(({ discountMinor }) => discountMinor > 0)
      .map(({ promotionId, discountMinor }) => ({
        promotionId,
        name: textsOf(snapshot, promotionId).name,
        amountMinor: discountMinor,
      })),
    withinReach: [
      ...priced.skipped.filter(({ miss }) => miss !== null),
      ...priced.applied.flatMap(({ promotionId, next }) =>
        next === null ? [] : [{ promotionId, miss: next }],
      ),
    ].map(({ promotionId, miss }) => {
      const { name } = textsOf(snapshot, promotionId);
      return { promotionId, name, miss, hint: hintOf(miss, name) };
    }),
  };
}
