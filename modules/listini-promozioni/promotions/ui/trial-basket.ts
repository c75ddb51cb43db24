import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { addDays, weekdayOf } from '../../../../server/kernel/time.ts';
import type { Definition } from '../domain/definition.ts';
import type { readVocabulary } from '../finding-contracts.ts';
import type { matchGoods } from '../matching-contracts.ts';
import type { simulateBaskets } from '../../simulation/contracts.ts';
import { channelOf, isPromotedAt } from '../../price-history/domain/sold-at.ts';
import { instantOf, wallTime } from '../../price-lists/domain/wall-time.ts';
import type { PromotionDraft } from './draft.ts';

export type TrialPlace = ReplyOf<typeof readVocabulary>['places'][number];
export type SampleItem = Pick<
  ReplyOf<typeof matchGoods>['sample'][number],
  'itemId' | 'name' | 'colour' | 'size' | 'pictureUrl' | 'listPriceMinor'
>;

export interface TrialLine {
  readonly item: SampleItem;
  readonly quantity: number;
}

/** Who stands at the till: nobody known, or somebody the promotion is for. */
export type TrialCustomer = 'unknown' | 'card' | 'tier' | 'segment' | 'customer' | 'staff';

/** The basket a promotion is tried on while it is written. */
export interface TrialBasket {
  readonly lines: readonly TrialLine[];
  readonly placeId: string;
  /** As the clocks of the place show it. */
  readonly at: string;
  readonly customer: TrialCustomer;
}

/** Pieces that the template needs before it does something, of each of the goods it is about. */
function quantitiesOf(draft: PromotionDraft): readonly number[] {
  switch (draft.template) {
    case 'n-for-m':
    case 'n-for-price':
      return [Math.max(1, draft.size ?? 1)];
    case 'second-at-percent':
      return [2];
    case 'buy-get':
      return [Math.max(1, draft.buy ?? 1), Math.max(1, draft.get ?? 1)];
    case 'bundle':
      return draft.components.map(() => 1);
    case 'quantity-tiers':
      return [Math.max(1, Math.round(draft.steps[0]?.min ?? 1))];
    default:
      return [1];
  }
}

/** What must be spent before it does something, in minor units. */
function spendOf(draft: PromotionDraft): number {
  if (draft.template === 'spend-tiers') return Math.round((draft.steps[0]?.min ?? 0) * 100);
  const asked = ['spend-threshold', 'gift', 'free-shipping'].includes(draft.template);
  return asked ? Math.round((draft.minEuro ?? 0) * 100) : 0;
}

const MOST_LINES = 3;

/** The smallest believable basket that the promotion should change, where and when it holds. */
export function begunBasket(
  draft: PromotionDraft,
  definition: Definition,
  samples: readonly (readonly SampleItem[])[],
  places: readonly TrialPlace[],
  wallNow: string,
): TrialBasket | null {
  const place = places.find((one) => isPromotedAt(definition.where, one)) ?? places[0];
  if (place === undefined || samples.every((goods) => goods.length === 0)) return null;
  return {
    lines: linesOf(draft, samples),
    placeId: place.placeId,
    at: momentOf(definition, wallNow),
    customer: customerOf(definition),
  };
}

function linesOf(
  draft: PromotionDraft,
  samples: readonly (readonly SampleItem[])[],
): readonly TrialLine[] {
  const lines = quantitiesOf(draft).flatMap((pieces, part) => {
    const goods = samples[part] ?? samples[0] ?? [];
    // Different goods, as people buy them; the last one as often as is still missing.
    const chosen = goods.slice(0, Math.min(pieces, MOST_LINES));
    return chosen.map((item, place) => ({
      item,
      quantity: place === chosen.length - 1 ? pieces - place : 1,
    }));
  });
  const spend = spendOf(draft);
  const [first, ...rest] = lines;
  if (first === undefined || spend === 0) return lines;
  const sum = lines.reduce((all, { item, quantity }) => all + item.listPriceMinor * quantity, 0);
  const missing = Math.ceil((spend - sum) / Math.max(1, first.item.listPriceMinor));
  return missing <= 0 ? lines : [{ ...first, quantity: first.quantity + missing }, ...rest];
}

const DAYS_AHEAD = 370;

/** The first moment from now on at which it holds; now when there is none. */
function momentOf({ when }: Definition, wallNow: string): string {
  const begins = when.from !== undefined && when.from > wallNow ? when.from : wallNow;
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const day = addDays(begins.slice(0, 10), ahead);
    if (when.weekdays && !when.weekdays.includes(weekdayOf(day))) continue;
    if ((when.onlyOn && !when.onlyOn.includes(day)) || when.notOn?.includes(day)) continue;
    const span = when.hours?.find(({ from }) => wall(day, from + 30) >= begins);
    const at = when.hours
      ? span && wall(day, span.from + 30)
      : ahead === 0
        ? begins
        : wall(day, 11 * 60);
    if (at === undefined) continue;
    return when.to !== undefined && at >= when.to ? wallNow : at;
  }
  return wallNow;
}

function wall(day: string, minute: number): string {
  return wallTime(day, Math.min(minute, 24 * 60 - 1));
}

function customerOf({ who }: Definition): TrialCustomer {
  const [first] = who;
  return first === undefined || first.kind === 'everybody' ? 'unknown' : first.kind;
}

type Asked = InputOf<typeof simulateBaskets>['baskets'][number];

/** As the simulation is asked. */
export function askedBasket(
  { lines, placeId, at, customer }: TrialBasket,
  draft: PromotionDraft,
  place: TrialPlace,
): Asked {
  const known = askedCustomer(customer, draft);
  const code = draft.code.trim();
  return {
    channel: channelOf(place),
    locationId: place.kind === 'location' ? placeId : null,
    at: instantOf(place.zone, at).toISOString(),
    lines: lines.map(({ item, quantity }, nth) => ({
      lineId: String(nth + 1),
      itemId: item.itemId,
      quantity,
    })),
    ...(known === null ? {} : { customer: known }),
    ...(draft.template === 'coupon' && code !== '' ? { coupons: [code] } : {}),
    ...(draft.template === 'free-shipping'
      ? { shipping: [{ method: 'standard', amountMinor: 590, vatRate: 22 }] }
      : {}),
  };
}

function askedCustomer(
  kind: TrialCustomer,
  draft: PromotionDraft,
): NonNullable<Asked['customer']> | null {
  switch (kind) {
    case 'unknown':
      return null;
    case 'card':
      return { hasCard: true };
    case 'tier':
      return { hasCard: true, ...(draft.tiers[0] ? { tier: draft.tiers[0] } : {}) };
    case 'segment':
      return { segments: draft.segments.slice(0, 1) };
    case 'staff':
      return { isStaff: true };
    case 'customer':
      return draft.customers[0] ? { customerId: draft.customers[0] } : null;
  }
}
