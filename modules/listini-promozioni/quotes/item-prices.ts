import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { selectToldBy } from '../price-history/sql/announcements.ts';
import type { pricesOfItems } from './item-price-contracts.ts';
import { hintOf } from './hints.ts';
import { priceEach, type PricedAnswer, type PricingTools } from './price-basket.ts';
import { textsOf } from './quote.ts';

type ItemPrices = ReplyOf<typeof pricesOfItems>;
type Told = Awaited<ReturnType<typeof selectToldBy>>;

/**
 * What items cost at a place, one piece of each alone, and which promotions are nearly theirs: for the
 * stock finder and the handover, many items at a time. While the next prices are being built those in use
 * are told, with the version that is published already: whoever stays on the screen asks again.
 */
export function itemPrices(tools: PricingTools) {
  return async (read: Read, input: InputOf<typeof pricesOfItems>): Promise<ItemPrices> => {
    const { locationId, channel, customerId, at } = input;
    const itemIds = [...new Set(input.itemIds)];
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
      at === undefined ? read.now : new Date(at),
    );
    const applied = answers.flatMap(({ priced }) =>
      priced.applied.map(({ promotionId }) => promotionId),
    );
    const told = await selectToldBy(
      read,
      [...new Set(applied)],
      itemIds,
      locationId ?? channel ?? '',
    );
    return {
      snapshotVersion: answers[0]!.priced.snapshotVersion,
      publishedVersion,
      prices: answers.map((answer, place) => itemPrice(itemIds[place]!, answer, told)),
    };
  };
}

function itemPrice(
  itemId: string,
  { snapshot, priced }: PricedAnswer,
  told: Told,
): ItemPrices['prices'][number] {
  const line = priced.lines[0]!;
  // Told as a reduction is only what was announced, of this item, at this very price.
  const reduction = told.find(
    (one) =>
      one.itemId === itemId &&
      one.offerMinor === line.netMinor &&
      priced.applied.some(({ promotionId }) => promotionId === one.sourceId),
  );
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
