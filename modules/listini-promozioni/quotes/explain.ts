import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays } from '../../../server/kernel/time.ts';
import { selectPlaces } from '../goods/sql/places.ts';
import { currentVersion, versionAsKnownAt } from '../goods/sql/versions.ts';
import { OfferedPrices } from '../price-history/offered-prices.ts';
import { selectChangesOfItem } from '../price-lists/sql/item-changes.ts';
import { selectLists } from '../price-lists/sql/lists.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import type { explainPrice } from './explanation-contracts.ts';
import { priceAsked, type PricingTools } from './price-basket.ts';
import { quoteOf } from './quote.ts';

/** Why something costs what it costs, as the tables of that version tell it. */
export function explain(tools: PricingTools) {
  return async (
    read: Read,
    input: InputOf<typeof explainPrice>,
  ): Promise<ReplyOf<typeof explainPrice>> => {
    const { itemId, placeId, customerId, quantity = 1, coupons = [] } = input;
    const place = (await selectPlaces(read, null)).find((one) => one.placeId === placeId);
    if (!place) throw new Refusal(notFound, { what: placeId });
    const instant = input.at === undefined ? read.now : new Date(input.at);
    const knownVersion =
      input.version !== undefined
        ? Number(input.version)
        : input.knownAt === undefined
          ? await currentVersion(read)
          : await versionAsKnownAt(read, new Date(input.knownAt));
    const answer = await priceAsked(
      read,
      tools,
      {
        channel: place.kind === 'channel' ? placeId : (input.channel ?? 'store'),
        locationId: place.kind === 'location' ? placeId : null,
        currency: 'EUR',
        customer: customerId === undefined ? null : { id: customerId },
        couponCodes: coupons,
        lines: [{ lineId: '1', itemId, quantity }],
        explain: 'all',
      },
      instant,
      knownVersion,
    );
    const codes = new Map((await selectLists(read)).map(({ id, code }) => [id, code]));
    const offered = await OfferedPrices.of(read, [itemId]);
    const ahead = `${addDays(wallNow(read).slice(0, 10), 180)}T00:00`;
    return {
      at: instant.toISOString(),
      knownVersion,
      quote: quoteOf(answer, instant),
      lists: answer.priced.lines[0]!.price.asked.map(({ listId, outcome, amountMinor, by }) => ({
        listId,
        code: codes.get(listId) ?? listId,
        outcome,
        amountMinor,
        by,
      })),
      offered: (offered.history(place, ahead).get(itemId) ?? []).map(({ from, amountMinor }) => ({
        from,
        amountMinor,
      })),
      changes: (await selectChangesOfItem(read, itemId)).map(({ recordedAt, ...change }) => ({
        ...change,
        recordedAt: recordedAt.toISOString(),
      })),
    };
  };
}
