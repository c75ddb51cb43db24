import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import { selectWishes } from '../price-lists/sql/change-rows.ts';
import { selectChangeSet, type ChangeSet } from '../price-lists/sql/change-sets.ts';
import { selectPromotion, selectVersion, type VersionRow } from '../promotions/sql/promotions.ts';
import { checkListAnnouncement } from './announce-list.ts';
import { checkPromotion, itemsOfPromotion } from './announce-promotion.ts';
import type { CheckedAnnouncement } from './announce.ts';
import { isGeneralOffer } from './domain/general.ts';
import {
  selectAnnouncedAhead,
  selectAnnouncedPrices,
  type AnnouncedAhead,
} from './sql/announced-ahead.ts';
import { insertAnnouncement, type AnnouncedPrice } from './sql/announcements.ts';
import { selectItemsOfStyles } from './sql/history.ts';

/** After prices of a list were published or taken back: see `announceAnew`. */
export async function announceAnewAfterPrices(tx: Tx, change: ChangeSet): Promise<void> {
  await announceAnew(tx, change.id, async () => {
    // Other terms can change the price of anything.
    if (change.terms) return null;
    const wishes = await selectWishes(tx, change.id);
    const subjects = (of: 'item' | 'style') =>
      wishes.flatMap(({ subjectKind, subjectId }) => (subjectKind === of ? [subjectId] : []));
    const ofStyles = await selectItemsOfStyles(tx, subjects('style'));
    return [...subjects('item'), ...ofStyles.map(({ itemId }) => itemId)];
  });
}

/** After a promotion was put in force: see `announceAnew`. */
export async function announceAnewAfterPromotion(
  tx: Tx,
  promotionId: string,
  { definition, announced }: VersionRow,
): Promise<void> {
  if (!isGeneralOffer(definition, announced)) return;
  await announceAnew(tx, promotionId, () => itemsOfPromotion(tx, definition));
}

/**
 * A reduction that is announced ahead is compared with the lowest price until it begins. Where a publication
 * makes some goods cheaper before that, their figures are worked out again: a proof of what is true then takes
 * the place of the first, and what is no reduction any more is told no longer. Null: any goods.
 */
async function announceAnew(
  tx: Tx,
  publishedId: string,
  goods: () => Promise<readonly string[] | null>,
): Promise<void> {
  const ahead = await selectAnnouncedAhead(tx, wallNow(tx), publishedId);
  if (ahead.length === 0) return;
  const touched = await goods();
  const among = touched && new Set(touched);
  for (const one of ahead) {
    const prices = await selectAnnouncedPrices(tx, one.id);
    const [again, others] = parted(prices, ({ itemId }) => among?.has(itemId) ?? true);
    if (again.length === 0) continue;
    const checked = await checkedAgain(tx, one, [...new Set(again.map(({ itemId }) => itemId))]);
    if (checked === null || figuresOf(checked.allowed) === figuresOf(again)) continue;
    await insertAnnouncement(tx, { ...one, id: newId(), supersedesId: one.id }, [
      ...others,
      ...checked.allowed,
    ]);
  }
}

/** Null where what was announced is not going to happen. */
async function checkedAgain(
  tx: Tx,
  { sourceKind, sourceId, sourceNumber, starts }: AnnouncedAhead,
  itemIds: readonly string[],
): Promise<CheckedAnnouncement | null> {
  if (sourceKind === 'change-set') {
    const change = await selectChangeSet(tx, sourceId);
    if (change?.state !== 'published') return null;
    return (await checkListAnnouncement(tx, change, itemIds)).checked;
  }
  const promotion = await selectPromotion(tx, sourceId);
  if (promotion?.state !== 'running' || promotion.approvedNumber !== sourceNumber) return null;
  const version = (await selectVersion(tx, sourceId, sourceNumber!))!;
  const found = await checkPromotion(tx, promotion, version, itemIds);
  return found?.announcing.starts === starts ? found.checked : null;
}

function figuresOf(prices: readonly AnnouncedPrice[]): string {
  return prices
    .flatMap(({ itemId, places, offerMinor, priorMinor, percent, basis }) =>
      places.map((place) => [itemId, place, offerMinor, priorMinor, percent, basis].join(' ')),
    )
    .sort()
    .join();
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
