import type { Read, Tx } from '../../../server/db/transaction.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { matchesOf } from '../engine/domain/promotion.ts';
import { CHAIN_ZONE, wallNow } from '../price-lists/domain/wall-time.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import type { PromotionRow, VersionRow } from '../promotions/sql/promotions.ts';
import { matchingItemIds } from '../promotions/sql/matching.ts';
import {
  announce,
  checkAnnouncement,
  type Announcing,
  type CheckedAnnouncement,
} from './announce.ts';
import { firstMoment } from './domain/change-points.ts';
import { isGeneralOffer } from './domain/general.ts';
import { keepSalesCalendar } from './keep-sales-calendar.ts';
import { OfferedPrices } from './offered-prices.ts';
import { isPromotedAt } from './domain/sold-at.ts';

/** More items than this are checked in part: the first ones in the order of the grid. */
const MOST_ITEMS = 20_000;

/**
 * What the law says of a promotion before it is told to people: nothing, where it is only for card holders,
 * conditional or not announced. Asked of all its goods, or of these.
 */
export async function checkPromotion(
  read: Read,
  promotion: Pick<PromotionRow, 'id' | 'campaignId'>,
  draft: Pick<VersionRow, 'definition' | 'announced' | 'number'>,
  among: readonly string[] | null = null,
): Promise<{ announcing: Announcing; checked: CheckedAnnouncement } | null> {
  const { definition, announced, number } = draft;
  if (!announced || !isGeneralOffer(definition, announced)) return null;
  const now = wallNow(read);
  const from = definition.when.from;
  const starts = firstMoment({
    ...definition.when,
    from: from !== undefined && from > now ? from : now,
  });
  const itemIds = among ?? (await itemsOfPromotion(read, definition));
  const offered = await OfferedPrices.of(read, itemIds);
  const source = { ...definition, id: promotion.id, version: number, limits: {} };
  const announcing: Announcing = {
    sourceKind: 'promotion',
    sourceId: promotion.id,
    sourceNumber: number,
    campaignId: promotion.campaignId,
    starts,
    itemIds,
    places: offered.places.filter((place) => isPromotedAt(definition.where, place)),
    offersAt: (place) => offered.offers(place, starts, source),
  };
  return { announcing, checked: await checkAnnouncement(read, offered, announcing) };
}

/** The goods a promotion is about. */
export function itemsOfPromotion(read: Read, definition: Definition): Promise<string[]> {
  return matchingItemIds(read, matchesOf(definition), dayAt(CHAIN_ZONE, read.now), MOST_ITEMS);
}

/** Refuses with the figures what may not be announced; keeps the proof of what is. */
export async function keepPromotionLaw(
  tx: Tx,
  promotion: PromotionRow,
  draft: VersionRow,
  keep: boolean,
): Promise<void> {
  const found = await checkPromotion(tx, promotion, draft);
  if (!found) return;
  const { announcing, checked } = found;
  await announce(tx, checked, announcing, keep);
  await keepSalesCalendar(
    tx,
    {
      kind: draft.saleKind,
      from: announcing.starts,
      to: draft.definition.when.to ?? null,
      itemIds: checked.allowed.map(({ itemId }) => itemId),
      places: announcing.places,
    },
    draft.banOverride,
  );
}
