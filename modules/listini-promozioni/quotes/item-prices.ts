import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { selectToldBy } from '../price-history/sql/announcements.ts';
import type { pricesOfItems } from './contracts.ts';
import { hintOf } from './hints.ts';
import { priceAsked, type PricingTools } from './price-basket.ts';
import { textsOf } from './quote.ts';

/**
 * What items cost at a place, one piece of each alone, and which promotions are nearly theirs: for the
 * stock finder and the handover, many items at a time.
 */
export function itemPrices(tools: PricingTools) {
  return async (
    read: Read,
    { itemIds, locationId, channel, customerId, at }: InputOf<typeof pricesOfItems>,
  ): Promise<ReplyOf<typeof pricesOfItems>> => {
    const instant = at === undefined ? read.now : new Date(at);
    const prices: ReplyOf<typeof pricesOfItems>['prices'] = [];
    let snapshotVersion = '';
    for (const itemId of new Set(itemIds)) {
      const { snapshot, priced } = await priceAsked(
        read,
        tools,
        {
          channel: channel ?? 'store',
          locationId: locationId ?? null,
          currency: 'EUR',
          customer: customerId === undefined ? null : { id: customerId },
          couponCodes: [],
          lines: [{ lineId: '1', itemId, quantity: 1 }],
          explain: 'reach',
        },
        instant,
      );
      snapshotVersion = priced.snapshotVersion;
      const line = priced.lines[0]!;
      const [told] = await selectToldBy(
        read,
        priced.applied.map(({ promotionId }) => promotionId),
        [itemId],
        locationId ?? channel ?? '',
      );
      const reduction = told?.offerMinor === line.netMinor ? told : undefined;
      prices.push({
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
      });
    }
    return { snapshotVersion, prices };
  };
}
