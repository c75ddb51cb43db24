import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { price } from '../engine/domain/price.ts';
import type { Promotion } from '../engine/domain/promotion.ts';
import { withPromotions, type Snapshot } from '../engine/domain/snapshot.ts';
import { refuseFlaws } from '../promotions/commands.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import { selectPromotion, selectVersion } from '../promotions/sql/promotions.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { askedCustomer, linesOf, quoteOf, textsOf } from '../quotes/quote.ts';
import type { simulateBaskets } from './contracts.ts';
import { addTrial, emptySum, type TrialSum } from './domain.ts';
import { selectNamedItems, type NamedItem } from './sql.ts';

/** What is tried: its id among the others, and what it says; null when only today's prices are asked. */
export interface Tried {
  readonly id: string;
  readonly definition: Definition;
}

/** The open version of a promotion, or a definition that is nowhere stored yet. */
export async function triedOf(
  read: Read,
  asked: { promotionId?: string | null; definition?: unknown },
): Promise<Tried | null> {
  if (asked.definition) {
    refuseFlaws(read, asked.definition as Definition);
    return { id: asked.promotionId ?? newId(), definition: asked.definition as Definition };
  }
  if (!asked.promotionId) return null;
  const found = await selectPromotion(read, asked.promotionId);
  if (!found) throw new Refusal(notFound, { what: asked.promotionId });
  const number = found.openNumber ?? found.approvedNumber ?? found.latestNumber;
  const { definition } = (await selectVersion(read, asked.promotionId, number))!;
  return { id: asked.promotionId, definition };
}

/** Two snapshots that differ in the promotion alone. */
export function withAndWithout(
  held: Snapshot,
  tried: Tried | null,
): { before: Snapshot; after: Snapshot } {
  if (!tried) return { before: held, after: held };
  const others = held.promotions.all
    .map(({ source }) => source)
    .filter(({ id }) => id !== tried.id);
  const draft: Promotion = { ...tried.definition, id: tried.id, version: 0 };
  return {
    before: withPromotions(held, held.version, others),
    after: withPromotions(held, held.version, [...others, draft]),
  };
}

/** Baskets with and without the promotion: the same function as at the till, on data nobody else sees. */
export function simulate(tools: PricingTools) {
  return async (
    read: Read,
    input: InputOf<typeof simulateBaskets>,
  ): Promise<ReplyOf<typeof simulateBaskets>> => {
    const tried = await triedOf(read, input);
    const { before, after } = withAndWithout(
      await tools.keeper.atLeast(await currentVersion(read)),
      tried,
    );
    const sum = emptySum();
    const results: ReplyOf<typeof simulateBaskets>['results'] = [];
    const lines = await linesOf(
      read,
      input.baskets.flatMap((basket) => basket.lines),
    );
    const items = itemsByIdOf(
      await selectNamedItems(
        read,
        lines.map(({ itemId }) => itemId),
      ),
    );
    const begun = performance.now();
    let place = 0;
    for (const asked of input.baskets) {
      const own = lines.slice(place, (place += asked.lines.length));
      const customer = askedCustomer(asked.customer);
      const basket = {
        channel: asked.channel,
        locationId: asked.locationId ?? null,
        currency: asked.currency ?? 'EUR',
        customer: customer && {
          ...customer,
          hasCard: customer.hasCard ?? customer.tier !== undefined,
        },
        lines: own,
        coupons: (asked.coupons ?? []).map((code) => ({ code })),
        ...(asked.shipping ? { shipping: asked.shipping } : {}),
        ...(asked.tenders ? { tenders: asked.tenders } : {}),
      };
      const instant = asked.at === undefined ? read.now : new Date(asked.at);
      const was = price(before, { ...basket, explain: 'none' }, instant);
      const is = price(after, { ...basket, explain: 'all' }, instant);
      if (tried) addTrial(sum, tried.id, was, is, (id) => items.get(id)?.costMinor ?? null);
      results.push({
        beforeMinor: was.totals.totalMinor,
        afterMinor: is.totals.totalMinor,
        applied: is.applied.some(({ promotionId }) => promotionId === tried?.id),
        quote: quoteOf({ snapshot: after, priced: is, coupons: [] }, instant),
      });
    }
    const milliseconds = Math.round(performance.now() - begun);
    return { results, sum: shownSum(sum, after, items), milliseconds };
  };
}

export function itemsByIdOf(items: readonly NamedItem[]): ReadonlyMap<string, NamedItem> {
  return new Map(items.map((item) => [item.itemId, item]));
}

/** A sum as the API tells it: names, and the items it took most off. */
export function shownSum(
  { overlaps, items, ...sum }: TrialSum,
  snapshot: Snapshot,
  known: ReadonlyMap<string, NamedItem>,
): ReplyOf<typeof simulateBaskets>['sum'] {
  return {
    ...sum,
    overlaps: Object.entries(overlaps)
      .map(([promotionId, overlap]) => ({
        promotionId,
        name: textsOf(snapshot, promotionId).name,
        ...overlap,
      }))
      .sort((a, b) => b.baskets - a.baskets),
    items: Object.entries(items)
      .sort(([, a], [, b]) => b.discountMinor - a.discountMinor)
      .slice(0, 50)
      .map(([itemId, taken]) => ({
        itemId,
        styleCode: known.get(itemId)?.styleCode ?? '',
        name: known.get(itemId)?.name ?? '',
        ...taken,
      })),
  };
}
