import type { Read } from '../../../server/db/transaction.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { price } from '../engine/domain/price.ts';
import type { PriceList } from '../engine/domain/price-list.ts';
import { matchesOf, type Promotion } from '../engine/domain/promotion.ts';
import { compileSnapshot, type Snapshot } from '../engine/domain/snapshot.ts';
import { selectPlaces, type Place } from '../goods/sql/places.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import { CHAIN_ZONE, instantOf, wallNow } from '../price-lists/domain/wall-time.ts';
import { matchingGoods, type MatchingItem } from '../promotions/sql/matching.ts';
import { sourceAt } from '../snapshot/source.ts';
import { changePoints, firstMoment } from './domain/change-points.ts';
import { channelOf, isForPlace, isPromotedAt } from './domain/sold-at.ts';

/** Bounds of the search: one item of each style, the first moments at which something changes. */
const STYLES = 300;
const MOMENTS = 8;

export interface WorstCase {
  readonly itemId: string;
  readonly styleCode: string;
  readonly name: string;
  readonly places: readonly string[];
  readonly at: string;
  readonly quantity: number;
  readonly listMinor: number;
  readonly payMinor: number;
  readonly percent: number;
  readonly costMinor: number | null;
  readonly belowCost: boolean;
  readonly promotions: readonly {
    readonly promotionId: string;
    readonly name: { readonly it: string; readonly en: string };
    readonly amountMinor: number;
  }[];
}

/**
 * The largest discount that somebody could reach with this promotion and whatever else is in force: a
 * customer with every card, segment and code, in every place that differs, at every moment at which
 * something begins or ends. The combination is its proof.
 */
export async function worstCases(
  read: Read,
  draft: Promotion,
): Promise<{ cases: WorstCase[]; tried: number }> {
  const goods = await matchingGoods(read, matchesOf(draft), dayAt(CHAIN_ZONE, read.now), STYLES);
  const itemIds = goods.sample.map(({ itemId }) => itemId);
  if (itemIds.length === 0) return { cases: [], tried: 0 };
  const source = await sourceAt(read, await currentVersion(read), itemIds);
  const others = [...source.promotions].filter(({ id }) => id !== draft.id);
  const promotions = [...others, draft].map((one) => ({ ...one, limits: {} }));
  const lists = [...source.priceLists].map((list) => ({ ...list, entries: [...list.entries] }));
  const items = [...source.items];
  const snapshot = compileSnapshot({ ...source, items, priceLists: lists, promotions });
  const costs = new Map(items.map(({ id, costMinor }) => [id, costMinor ?? null]));
  const places = (await selectPlaces(read, null)).filter(
    (place) => place.active && isPromotedAt(draft.where, place),
  );
  const moments = momentsOf(read, draft, { lists, promotions });
  const richest = richestCustomer(promotions);
  const quantities = quantitiesOf(draft);
  const worst = new Map<string, WorstCase>();
  let tried = 0;
  for (const group of groupedBy(places, lists, promotions)) {
    for (const at of moments) {
      for (const item of goods.sample) {
        for (const quantity of quantities) {
          tried += 1;
          const found = tryOut(snapshot, group, at, item, quantity, richest, costs);
          const before = worst.get(item.itemId);
          if (found && (!before || found.percent > before.percent)) worst.set(item.itemId, found);
        }
      }
    }
  }
  return { cases: [...worst.values()].sort((a, b) => b.percent - a.percent), tried };
}

function tryOut(
  snapshot: Snapshot,
  group: readonly Place[],
  at: string,
  item: MatchingItem,
  quantity: number,
  richest: ReturnType<typeof richestCustomer>,
  costs: ReadonlyMap<string, number | null>,
): WorstCase | null {
  const [place] = group;
  const { lines, applied } = price(
    snapshot,
    {
      channel: channelOf(place!),
      locationId: place!.kind === 'location' ? place!.placeId : null,
      currency: 'EUR',
      ...richest,
      lines: [{ lineId: '1', itemId: item.itemId, quantity }],
      explain: 'none',
    },
    instantOf(place!.zone, at),
  );
  const line = lines[0]!;
  if (line.discountMinor === 0) return null;
  // Of a multi-buy the pieces together: one free piece of three is a third off.
  const payMinor = Math.floor(line.netMinor / quantity);
  const costMinor = costs.get(item.itemId) ?? null;
  const net = payMinor / (1 + line.vatRate / 100);
  return {
    itemId: item.itemId,
    styleCode: item.styleCode,
    name: item.name,
    places: group.map(({ placeId }) => placeId),
    at,
    quantity,
    listMinor: line.listPriceMinor,
    payMinor,
    percent: Math.round((line.discountMinor / line.listMinor) * 1_000) / 10,
    costMinor,
    belowCost: costMinor !== null && net < costMinor,
    promotions: applied.map(({ promotionId, discountMinor }) => ({
      promotionId,
      name: nameOf(snapshot, promotionId),
      amountMinor: discountMinor,
    })),
  };
}

function nameOf(snapshot: Snapshot, promotionId: string): { it: string; en: string } {
  const number = snapshot.promotions.numbers.get(promotionId);
  return number === undefined
    ? { it: '', en: '' }
    : snapshot.promotions.all[number]!.source.texts.name;
}

/** Who has everything that any promotion asks for. */
function richestCustomer(promotions: readonly Promotion[]) {
  const audiences = promotions.flatMap(({ who }) => who);
  const [tier] = audiences.flatMap((audience) => (audience.kind === 'tier' ? audience.in : []));
  const segments = audiences.flatMap((audience) =>
    audience.kind === 'segment' ? audience.in : [],
  );
  const codes = promotions.flatMap(({ id, conditions }) =>
    conditions.flatMap((condition) =>
      condition.kind === 'coupon' ? [{ code: condition.code ?? id, promotionId: id }] : [],
    ),
  );
  return {
    customer: {
      id: null,
      hasCard: true,
      ...(tier === undefined ? {} : { tier }),
      segments: [...new Set(segments)],
      isStaff: audiences.some(({ kind }) => kind === 'staff'),
      purchaseNumber: 1,
    },
    coupons: codes,
  };
}

function quantitiesOf({ benefits }: Promotion): number[] {
  const sizes = benefits.flatMap((benefit) => ('size' in benefit ? [benefit.size] : []));
  return [...new Set([1, 2, ...sizes])];
}

function momentsOf(read: Read, draft: Promotion, of: Parameters<typeof changePoints>[0]): string[] {
  const now = wallNow(read);
  const begins = draft.when.from;
  const from = begins !== undefined && begins > now ? begins : now;
  const first = firstMoment({ ...draft.when, from });
  const to = draft.when.to ?? `${Number(first.slice(0, 4)) + 1}${first.slice(4)}`;
  return changePoints(of, { from: first, to }).slice(0, MOMENTS);
}

/** Places that no list, no rule of the company and no promotion tells apart. */
function groupedBy(
  places: readonly Place[],
  lists: readonly PriceList[],
  promotions: readonly Promotion[],
): Place[][] {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const sold = lists.map(({ scope }) => Number(isForPlace(scope, place))).join('');
    const promoted = promotions.map(({ where }) => Number(isPromotedAt(where, place))).join('');
    const key = [place.kind, place.zone, place.companyId, sold, promoted].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()];
}
