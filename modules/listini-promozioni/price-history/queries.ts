import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays } from '../../../server/kernel/time.ts';
import { selectPlaces } from '../goods/sql/places.ts';
import { selectChangeSet, type ChangeSet } from '../price-lists/sql/change-sets.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import {
  selectPromotion,
  selectVersion,
  type PromotionRow,
  type VersionRow,
} from '../promotions/sql/promotions.ts';
import { checkListAnnouncement } from './announce-list.ts';
import type { CheckedAnnouncement } from './announce.ts';
import { checkPromotion } from './announce-promotion.ts';
import type {
  checkChangeSet,
  checkOpenPromotion,
  keepSalesCalendarRows,
  readAnnouncements,
  readHistory,
  readSalesCalendar,
} from './contracts.ts';
import { goesOnUntil } from './domain/change-points.ts';
import { priorPrice } from './domain/prior-price.ts';
import { salesBanHits } from './keep-sales-calendar.ts';
import { OfferedPrices } from './offered-prices.ts';
import { selectTold } from './sql/announcements.ts';
import { upsertSalesCalendar, selectSalesYear } from './sql/sales-calendar.ts';
import { worstCases } from './worst-case.ts';

/** What a place has offered of an item and will. */
export async function history(
  read: Read,
  { itemId, placeId }: InputOf<typeof readHistory>,
): Promise<ReplyOf<typeof readHistory>> {
  const offered = await OfferedPrices.of(read, [itemId]);
  const place = offered.places.find((one) => one.placeId === placeId);
  if (!place) throw new Refusal(notFound, { what: placeId });
  const now = wallNow(read);
  const told = offered.history(place, `${addDays(now.slice(0, 10), 180)}T00:00`).get(itemId) ?? [];
  const announcements = await selectTold(read, { itemId, placeId, sourceId: null });
  return {
    offered: told.map(({ from, amountMinor, campaignId }) => ({ from, amountMinor, campaignId })),
    lowest30Minor: lowestOf(told, now),
    announcements: announcements.map(shownProof),
  };
}

/** The lowest price of the thirty days before now, of each item at a place. */
export async function lowestPrices(
  read: Read,
  itemIds: readonly string[],
  placeId: string,
  at: string,
): Promise<ReadonlyMap<string, number>> {
  const offered = await OfferedPrices.of(read, itemIds);
  const place = offered.places.find((one) => one.placeId === placeId);
  if (!place) return new Map();
  const lowest = new Map<string, number>();
  for (const [itemId, told] of offered.history(place, at)) {
    const amount = lowestOf(told, at);
    if (amount !== null) lowest.set(itemId, amount);
  }
  return lowest;
}

function lowestOf(told: Parameters<typeof priorPrice>[0], at: string): number | null {
  return priorPrice(told, { start: at, offerMinor: 0, campaignId: null })?.amountMinor ?? null;
}

type Told = Awaited<ReturnType<typeof selectTold>>[number];

function shownProof({
  announcedAt,
  ...row
}: Told): ReplyOf<typeof readHistory>['announcements'][number] {
  return { ...row, announcedAt: announcedAt.toISOString() };
}

export async function proofs(
  read: Read,
  { sourceId }: InputOf<typeof readAnnouncements>,
): Promise<ReplyOf<typeof readAnnouncements>> {
  const rows = await selectTold(read, { itemId: null, placeId: null, sourceId });
  return { announcements: rows.map(shownProof) };
}

export async function salesOfYear(
  read: Read,
  { year }: InputOf<typeof readSalesCalendar>,
): Promise<ReplyOf<typeof readSalesCalendar>> {
  const sales = await selectSalesYear(read, year);
  const regions = new Set(
    (await selectPlaces(read, null)).flatMap(({ region, active }) =>
      active && region ? [region] : [],
    ),
  );
  const missing = (['winter', 'summer'] as const).flatMap((season) =>
    [...regions]
      .filter((region) => !sales.some((row) => row.season === season && row.region === region))
      .sort()
      .map((region) => ({ season, region })),
  );
  return { sales, missing };
}

export async function writeSales(
  tx: Tx,
  { sales }: InputOf<typeof keepSalesCalendarRows>,
): Promise<ReplyOf<typeof keepSalesCalendarRows>> {
  await upsertSalesCalendar(tx, sales);
  tx.audit({
    action: 'listini-promozioni.sales-calendar-written',
    subject: `sales-calendar:${[...new Set(sales.map(({ year }) => year))].join(',')}`,
    locationId: null,
  });
  return { written: sales.length };
}

/** Everything that is asked before a promotion is published: the open version, else the one in force. */
export async function checkBeforePublishing(
  read: Read,
  { promotionId }: InputOf<typeof checkOpenPromotion>,
): Promise<ReplyOf<typeof checkOpenPromotion>> {
  const found = await selectPromotion(read, promotionId);
  if (!found) throw new Refusal(notFound, { what: promotionId });
  const number = found.openNumber ?? found.approvedNumber ?? found.latestNumber;
  return checkVersion(read, found, (await selectVersion(read, promotionId, number))!);
}

/** The same of a version as it would be with something changed: other dates, before anybody writes them. */
export async function checkVersion(
  read: Read,
  found: Pick<PromotionRow, 'id' | 'campaignId'>,
  draft: Pick<VersionRow, 'number' | 'definition' | 'announced' | 'saleKind'>,
): Promise<ReplyOf<typeof checkOpenPromotion>> {
  const law = await checkPromotion(read, found, draft);
  const { cases, tried } = await worstCases(read, {
    ...draft.definition,
    id: found.id,
    version: draft.number,
  });
  const ban = law
    ? await salesBanHits(read, {
        kind: draft.saleKind,
        from: law.announcing.starts,
        to: draft.definition.when.to ?? null,
        itemIds: law.checked.allowed.map(({ itemId }) => itemId),
        places: law.announcing.places,
      })
    : [];
  return {
    general: law !== null,
    starts: law?.announcing.starts ?? null,
    toldUntil: law && goesOnUntil(draft.definition.when, law.announcing.starts),
    ...shownCheck(law?.checked ?? { allowed: [], refused: [], unchanged: 0 }),
    ban,
    worstCase: cases.slice(0, 100).map((one) => ({
      ...one,
      places: [...one.places],
      promotions: [...one.promotions],
    })),
    worstCaseTried: tried,
  };
}

export async function checkLowerPrices(
  read: Read,
  { changeSetId }: InputOf<typeof checkChangeSet>,
): Promise<ReplyOf<typeof checkChangeSet>> {
  const change = await selectChangeSet(read, changeSetId);
  if (!change) throw new Refusal(notFound, { what: changeSetId });
  return checkChange(read, change);
}

/** The same of a change as it would be on other dates. */
export async function checkChange(
  read: Read,
  change: ChangeSet,
): Promise<ReplyOf<typeof checkChangeSet>> {
  return shownCheck((await checkListAnnouncement(read, change)).checked);
}

function shownCheck({
  allowed,
  refused,
  unchanged,
}: CheckedAnnouncement): ReplyOf<typeof checkChangeSet> {
  const groups = new Map<string, { places: string[]; percents: number[] }>();
  for (const { places, percent } of allowed) {
    const key = places.join();
    const group = groups.get(key) ?? { places: [...places], percents: [] };
    group.percents.push(percent);
    groups.set(key, group);
  }
  return {
    allowed: [...groups.values()].map(({ places, percents }) => ({
      places,
      items: percents.length,
      minPercent: Math.min(...percents),
      maxPercent: Math.max(...percents),
    })),
    unchanged,
    refused: refused.slice(0, 100).map((row) => ({ ...row, places: [...row.places] })),
    refusedCount: refused.length,
  };
}
