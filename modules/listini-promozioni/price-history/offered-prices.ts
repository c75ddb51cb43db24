import type { Read } from '../../../server/db/transaction.ts';
import { addDays } from '../../../server/kernel/time.ts';
import type { PriceEntry, PriceList } from '../engine/domain/price-list.ts';
import { price } from '../engine/domain/price.ts';
import type { Promotion } from '../engine/domain/promotion.ts';
import { compileSnapshot, type Snapshot } from '../engine/domain/snapshot.ts';
import { selectPlaces, type Place } from '../goods/sql/places.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import { CHAIN_ZONE, instantOf, wallNow, wallTimeAt } from '../price-lists/domain/wall-time.ts';
import type { PricingPolicy } from '../engine/domain/pricing-policy.ts';
import { selectPoliciesAt } from '../pricing-policy/sql.ts';
import { locationsAt } from '../snapshot/source.ts';
import { selectItems, selectPriceLists } from '../snapshot/sql.ts';
import { costsTheSameAlone } from './domain/alone.ts';
import { isGeneralOffer, shownCodes } from './domain/general.ts';
import { changePoints } from './domain/change-points.ts';
import type { OfferedPrice } from './domain/prior-price.ts';
import {
  selectCampaignPrices,
  selectCataloguePrices,
  selectPromotionSpans,
  type CampaignPrice,
  type PromotionSpan,
} from './sql/history.ts';
import { channelOf, isPromotedAt, isSoldAt } from './domain/sold-at.ts';

/** How far back an uninterrupted campaign is followed, and the thirty days before it. */
const LOOK_BACK_DAYS = 150;

/**
 * What has been and will be offered of some items, place by place, to anybody who walks in. It is told by
 * the engine itself, at every moment at which something changed, from rows that are never taken away: so
 * there is one truth of what a price was, and history needs no second book that could differ.
 */
export class OfferedPrices {
  /** The chain's wall clock when it was asked. */
  readonly #now: string;
  readonly #itemIds: readonly string[];
  readonly #lists: readonly PriceList[];
  readonly #spans: readonly PromotionSpan[];
  /** By list and item or style. */
  readonly #campaigns: ReadonlyMap<string, readonly CampaignPrice[]>;
  readonly #styles: ReadonlyMap<string, string | undefined>;
  readonly #parts: {
    readonly items: Awaited<ReturnType<typeof selectItems>>;
    readonly locations: Awaited<ReturnType<typeof locationsAt>>;
    readonly catalogue: PriceEntry[];
    readonly policies: Readonly<Record<string, PricingPolicy>>;
  };
  readonly places: readonly Place[];

  private constructor(
    now: string,
    itemIds: readonly string[],
    known: {
      lists: readonly PriceList[];
      spans: readonly PromotionSpan[];
      campaignPrices: readonly CampaignPrice[];
      items: Awaited<ReturnType<typeof selectItems>>;
      locations: Awaited<ReturnType<typeof locationsAt>>;
      catalogue: PriceEntry[];
      policies: Readonly<Record<string, PricingPolicy>>;
      places: readonly Place[];
    },
  ) {
    this.#now = now;
    this.#itemIds = itemIds;
    this.#lists = known.lists;
    this.#spans = known.spans;
    this.#styles = new Map(known.items.map(({ id, styleId }) => [id, styleId]));
    const campaigns = new Map<string, CampaignPrice[]>();
    for (const told of known.campaignPrices) {
      const key = `${told.listId} ${told.subjectId}`;
      campaigns.set(key, [...(campaigns.get(key) ?? []), told]);
    }
    this.#campaigns = campaigns;
    this.#parts = known;
    this.places = known.places;
  }

  static async of(read: Read, itemIds: readonly string[]): Promise<OfferedPrices> {
    const version = await currentVersion(read);
    const since = new Date(read.now.getTime() - LOOK_BACK_DAYS * 86_400_000);
    const lists = await selectPriceLists(read, version, {
      listIds: null,
      itemIds,
      endedAfter: null,
    });
    return new OfferedPrices(wallNow(read), itemIds, {
      lists: lists.map((list) => ({ ...list, entries: [...list.entries].filter(ofOnePiece) })),
      spans: (await selectPromotionSpans(read, since)).filter(({ definition, announced }) =>
        isGeneralOffer(definition, announced),
      ),
      campaignPrices: await selectCampaignPrices(read, itemIds),
      items: (await selectItems(read, version, itemIds)).map(
        ({ listPriceMinor: _listPriceMinor, ...item }) => item,
      ),
      locations: await locationsAt(read, version),
      catalogue: await catalogueEntries(read, itemIds),
      policies: await selectPoliciesAt(read, version),
      places: (await selectPlaces(read, null)).filter(({ active }) => active),
    });
  }

  /**
   * Places that cannot differ, because no list, no rule of the company and no promotion tells them apart,
   * share one history.
   */
  groupedPlaces(among: readonly Place[] = this.places): (readonly Place[])[] {
    const groups = new Map<string, Place[]>();
    for (const place of among) {
      const lists = this.#lists.map(({ scope }) => Number(isSoldAt(scope, place))).join('');
      const promotions = this.#spans
        .map(({ definition: { where } }) => Number(isPromotedAt(where, place)))
        .join('');
      const key = [place.zone, place.companyId, lists, promotions].join(' ');
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
    return [...groups.values()];
  }

  /** What a place offered of each item from the look-back on, up to and with a wall-clock time. */
  history(place: Place, until: string): ReadonlyMap<string, readonly OfferedPrice[]> {
    const end = until < this.#now ? until : this.#now;
    const first = `${addDays(end.slice(0, 10), -LOOK_BACK_DAYS)}T00:00`;
    const promotions = this.#promotionsAt(place);
    const lists = this.#lists.filter(({ scope }) => isSoldAt(scope, place));
    const points = changePoints(
      { lists: [...lists, this.#catalogue()], promotions },
      { from: first, to: until },
    );
    const snapshot = this.#snapshot(promotions);
    const told = new Map<string, OfferedPrice[]>(this.#itemIds.map((id) => [id, []]));
    for (const wall of points) {
      for (const offered of this.#offeredAt(snapshot, place, wall)) {
        const before = told.get(offered.itemId)!;
        const last = before.at(-1);
        if (last?.amountMinor === offered.amountMinor && last.campaignId === offered.campaignId)
          continue;
        before.push({
          from: wall,
          amountMinor: offered.amountMinor,
          isGeneral: true,
          campaignId: offered.campaignId,
        });
      }
    }
    return told;
  }

  /** What a place would offer at a moment if this promotion were in force, instead of another version of it. */
  offers(place: Place, wall: string, draft: Promotion): ReadonlyMap<string, number> {
    const snapshot = this.#snapshot([...this.#promotionsAt(place, draft.id), draft]);
    return new Map(
      this.#offeredAt(snapshot, place, wall, shownCodes(draft)).map(({ itemId, amountMinor }) => [
        itemId,
        amountMinor,
      ]),
    );
  }

  /** What a place would offer at a moment if a list had these terms instead of its own. */
  offersWith(
    place: Place,
    wall: string,
    list: Omit<PriceList, 'entries'>,
  ): ReadonlyMap<string, number> {
    const entries = this.#lists.find(({ id }) => id === list.id)?.entries ?? [];
    const others = this.#lists.filter(({ id }) => id !== list.id);
    const snapshot = this.#snapshot(this.#promotionsAt(place), [...others, { ...list, entries }]);
    return new Map(
      this.#offeredAt(snapshot, place, wall).map(({ itemId, amountMinor }) => [
        itemId,
        amountMinor,
      ]),
    );
  }

  #snapshot(promotions: readonly Promotion[], lists: readonly PriceList[] = this.#lists): Snapshot {
    return compileSnapshot({
      version: 'history',
      items: this.#parts.items,
      locations: this.#parts.locations,
      priceLists: [...lists, this.#catalogue()],
      promotions,
      policies: this.#parts.policies,
    });
  }

  /** The catalogue's price is what is asked where no list has one: with its own history. */
  #catalogue(): PriceList {
    return {
      id: 'catalogue',
      name: 'catalogue',
      scope: {},
      priority: Number.MIN_SAFE_INTEGER,
      currency: 'EUR',
      vatIncluded: true,
      entries: this.#parts.catalogue,
    };
  }

  /** Each span in which a promotion was in force as one of its own, so that a pause is a gap; all but one. */
  #promotionsAt(place: Place, but: string | null = null): Promotion[] {
    return this.#spans
      .filter(({ promotionId }) => promotionId !== but)
      .filter(({ definition: { where } }) => isPromotedAt(where, place))
      .map(({ promotionId, number, definition, recordedAt, retiredAt }) => {
        const recorded = wallTimeAt(place.zone, recordedAt);
        const { from, to } = definition.when;
        const retired = retiredAt === null ? undefined : wallTimeAt(place.zone, retiredAt);
        return {
          ...definition,
          id: `${promotionId}@${recordedAt.getTime()}`,
          version: number,
          when: {
            ...definition.when,
            from: from !== undefined && from > recorded ? from : recorded,
            to: to === undefined || (retired !== undefined && retired < to) ? retired : to,
          },
          limits: {},
        };
      });
  }

  #offeredAt(
    snapshot: Snapshot,
    place: Place,
    wall: string,
    codes: readonly string[] = [],
  ): { itemId: string; amountMinor: number; campaignId: string | null }[] {
    const shown = this.#spans.flatMap(({ definition }) => shownCodes(definition));
    const basket = {
      channel: channelOf(place),
      locationId: place.kind === 'location' ? place.placeId : null,
      currency: 'EUR',
      customer: null,
      coupons: [...new Set([...shown, ...codes])].map((code) => ({ code })),
      explain: 'none',
    } as const;
    const instant = instantOf(place.zone, wall);
    const asked = this.#itemIds.map((itemId) => ({ lineId: itemId, itemId, quantity: 1 }));
    // What is told is the price of one piece bought alone; in one go only where that is the same.
    const promotions = snapshot.promotions.all.map(({ source }) => source);
    const baskets = costsTheSameAlone(promotions, Object.values(this.#parts.policies))
      ? [asked]
      : asked.map((line) => [line]);
    const lines = baskets.flatMap(
      (some) => price(snapshot, { ...basket, lines: some }, instant).lines,
    );
    return lines.flatMap((line) => {
      if (line.price.source === 'none') return [];
      const by = line.pieces[0]?.discounts.at(-1)?.promotionId.split('@')[0];
      const campaignId = by
        ? (this.#spans.find(({ promotionId }) => promotionId === by)?.campaignId ?? null)
        : this.#campaignOf(line.price.listId, line.itemId, wall);
      return [{ itemId: line.itemId, amountMinor: line.netMinor, campaignId }];
    });
  }

  #campaignOf(listId: string | null, itemId: string, wall: string): string | null {
    const told = [
      ...(this.#campaigns.get(`${listId} ${itemId}`) ?? []),
      ...(this.#campaigns.get(`${listId} ${this.#styles.get(itemId)}`) ?? []),
    ];
    return (
      told.find(({ from, to }) => from <= wall && (to === null || wall < to))?.campaignId ?? null
    );
  }
}

const ofOnePiece = ({ minQuantity }: PriceEntry): boolean => (minQuantity ?? 1) === 1;

async function catalogueEntries(read: Read, itemIds: readonly string[]): Promise<PriceEntry[]> {
  const wall = (instant: Date) => wallTimeAt(CHAIN_ZONE, instant);
  const rows = await selectCataloguePrices(read, itemIds);
  return rows.map(({ itemId, amountMinor, recordedAt, retiredAt }) => {
    const from = wall(recordedAt);
    return { itemId, amountMinor, from, ...(retiredAt === null ? {} : { to: wall(retiredAt) }) };
  });
}
