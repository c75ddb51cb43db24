import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { itemsByGtin } from '../../base/api.ts';
import type { BasketLine } from '../engine/domain/basket.ts';
import type { AppliedPromotion, SkippedPromotion } from '../engine/domain/priced-basket.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import { unknownGoods } from '../problems.ts';
import type { Quote, quoteBasket } from './contracts.ts';
import { hintOf } from './hints.ts';
import {
  priceAsked,
  type AskedCustomer,
  type PricedAnswer,
  type PricingTools,
} from './price-basket.ts';
import type { Text } from '../../../server/kernel/text.ts';

/** Prices a basket over HTTP: for the web shop, tills and whoever has a key. */
export function quoteFor(tools: PricingTools) {
  return async (
    read: Read,
    input: InputOf<typeof quoteBasket>,
  ): Promise<ReplyOf<typeof quoteBasket>> => {
    const instant = input.at === undefined ? read.now : new Date(input.at);
    const answer = await priceAsked(
      read,
      tools,
      {
        channel: input.channel,
        locationId: input.locationId ?? null,
        currency: input.currency ?? 'EUR',
        customer: askedCustomer(input.customer),
        couponCodes: input.coupons ?? [],
        lines: await linesOf(read, input.lines),
        ...(input.shipping ? { shipping: input.shipping } : {}),
        ...(input.tenders ? { tenders: input.tenders } : {}),
        explain: input.explain ?? 'reach',
      },
      instant,
      input.snapshotVersion === undefined ? null : Number(input.snapshotVersion),
    );
    return quoteOf(answer, instant);
  };
}

export function askedCustomer(said: InputOf<typeof quoteBasket>['customer']): AskedCustomer | null {
  if (!said) return null;
  const { customerId, ...rest } = said;
  return { ...rest, id: customerId ?? null };
}

/** Lines by item; barcodes that the catalogue does not have are refused by name. */
export async function linesOf(
  read: Read,
  lines: InputOf<typeof quoteBasket>['lines'],
): Promise<BasketLine[]> {
  const gtins = lines.flatMap(({ itemId, gtin }) => (itemId === undefined && gtin ? [gtin] : []));
  if (gtins.length === 0 && lines.every(hasItem)) return lines;
  const items = await itemsByGtin(read, gtins);
  const missing: string[] = [];
  const found = lines.map(({ gtin, itemId, ...line }) => {
    const id = itemId ?? (gtin === undefined ? undefined : items.get(gtin)?.id);
    if (id === undefined) missing.push(gtin ?? line.lineId);
    return { ...line, itemId: id ?? '' };
  });
  if (missing.length > 0) throw new Refusal(unknownGoods, { items: missing });
  return found;
}

function hasItem<L extends { readonly itemId?: string | undefined }>(
  line: L,
): line is L & { itemId: string } {
  return line.itemId !== undefined;
}

/** The engine's answer as the API tells it, with names instead of ids where people read it. */
export function quoteOf({ snapshot, priced, coupons }: PricedAnswer, instant: Date): Quote {
  return {
    snapshotVersion: priced.snapshotVersion,
    pricedAt: instant.toISOString(),
    currency: priced.currency,
    lines: priced.lines as Quote['lines'],
    shipping: priced.shipping as Quote['shipping'],
    promotions: priced.applied.map((applied) => appliedOf(snapshot, applied)),
    withinReach: priced.skipped.map((skipped) => reachOf(snapshot, skipped)),
    coupons: [...coupons],
    gifts: [...priced.gifts],
    points: priced.points.map((given) => ({ ...given, lineIds: [...given.lineIds] })),
    totals: { ...priced.totals, vat: [...priced.totals.vat] },
    takes: [...priced.takes],
  };
}

function appliedOf(snapshot: Snapshot, applied: AppliedPromotion): Quote['promotions'][number] {
  const { promotionId, version, lane, returnPolicy, next } = applied;
  const texts = textsOf(snapshot, promotionId);
  return {
    promotionId,
    ...texts,
    version,
    amountMinor: applied.discountMinor + applied.shippingDiscountMinor,
    lane,
    returnPolicy,
    next,
    hint: hintOf(next, texts.name),
  };
}

function reachOf(
  snapshot: Snapshot,
  { promotionId, reason, miss }: SkippedPromotion,
): Quote['withinReach'][number] {
  const { name } = textsOf(snapshot, promotionId);
  return {
    promotionId,
    name,
    reason: reason.kind,
    beatenBy: 'by' in reason ? reason.by : null,
    miss,
    hint: hintOf(miss, name),
  };
}

/** What a promotion is called, and what the receipt says of it. */
export function textsOf(snapshot: Snapshot, promotionId: string): { name: Text; receipt: Text } {
  const number = snapshot.promotions.numbers.get(promotionId);
  const texts = number === undefined ? undefined : snapshot.promotions.all[number]!.source.texts;
  const nothing = { it: '', en: '' };
  return { name: texts?.name ?? nothing, receipt: texts?.receipt ?? nothing };
}
