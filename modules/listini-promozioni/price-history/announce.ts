import type { Tx, Read } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Place } from '../goods/sql/places.ts';
import { reductionRefused, type RefusedReduction } from './problems.ts';
import { announcementOf, type OfferedPrice } from './domain/prior-price.ts';
import type { OfferedPrices } from './offered-prices.ts';
import { insertAnnouncement, type AnnouncedPrice } from './sql/announcements.ts';
import { selectGoodsFlags, type GoodsFlags } from './sql/history.ts';

/** What is to be told of as a reduction: what each item will cost at a place from a moment on. */
export interface Announcing {
  readonly sourceKind: 'change-set' | 'promotion';
  readonly sourceId: string;
  readonly sourceNumber: number | null;
  readonly campaignId: string | null;
  /** A wall-clock time of each place. */
  readonly starts: string;
  readonly itemIds: readonly string[];
  readonly places: readonly Place[];
  readonly offersAt: (place: Place) => ReadonlyMap<string, number>;
}

export interface CheckedAnnouncement {
  readonly allowed: readonly AnnouncedPrice[];
  readonly refused: readonly RefusedReduction[];
  /** Items whose price does not fall there: nothing is told of them. */
  readonly unchanged: number;
}

/**
 * Asks the one function of the law about every item and place. Places that cannot differ are asked once.
 */
export async function checkAnnouncement(
  read: Read,
  offered: OfferedPrices,
  announcing: Announcing,
): Promise<CheckedAnnouncement> {
  const flags = new Map(
    (await selectGoodsFlags(read, announcing.itemIds)).map((row) => [row.itemId, row]),
  );
  const allowed: AnnouncedPrice[] = [];
  const refused: RefusedReduction[] = [];
  let unchanged = 0;
  for (const group of offered.groupedPlaces(announcing.places)) {
    const [first] = group;
    const history = offered.history(first!, announcing.starts);
    const offers = announcing.offersAt(first!);
    const places = group.map(({ placeId }) => placeId);
    for (const itemId of announcing.itemIds) {
      const offerMinor = offers.get(itemId);
      const item = flags.get(itemId);
      if (offerMinor === undefined || !item) continue;
      const told = history.get(itemId) ?? [];
      const verdict = verdictOn(told, item, offerMinor, announcing);
      if (verdict === null) unchanged += 1;
      else if ('percent' in verdict) allowed.push({ ...verdict, itemId, places });
      else refused.push({ ...verdict, places });
    }
  }
  return { allowed, refused, unchanged };
}

function verdictOn(
  history: readonly OfferedPrice[],
  item: GoodsFlags,
  offerMinor: number,
  { starts, campaignId }: Announcing,
): Omit<AnnouncedPrice, 'itemId' | 'places'> | Omit<RefusedReduction, 'places'> | null {
  const before = history.filter(({ from }) => from < starts);
  const last = before.at(-1);
  // What is not lower than it was is no reduction: the price may change, and nobody is told of it.
  if (last && offerMinor >= last.amountMinor) return null;
  const verdict = announcementOf(
    before,
    { start: starts, offerMinor, campaignId },
    { isPerishable: item.perishable },
  );
  if (!verdict.allowed) {
    return {
      itemId: item.itemId,
      styleCode: item.styleCode,
      name: item.name,
      size: item.size,
      colour: item.colour,
      offerMinor,
      beforeMinor: last?.amountMinor ?? null,
      priorMinor: verdict.prior?.amountMinor ?? null,
      allowedFrom: verdict.allowedFrom,
    };
  }
  const { prior, percent } = verdict;
  return {
    offerMinor,
    priorMinor: prior.amountMinor,
    percent,
    basis: prior.basis,
    lookedFrom: prior.from,
    lookedTo: prior.to,
    considered: prior.considered,
  };
}

const SHOWN = 20;

/** Refuses with the figures, or keeps the proof. */
export async function announce(
  tx: Tx,
  { allowed, refused }: CheckedAnnouncement,
  announcing: Announcing,
  keep: boolean,
): Promise<void> {
  if (refused.length > 0) {
    throw new Refusal(reductionRefused, {
      rows: refused.slice(0, SHOWN),
      total: refused.length,
    });
  }
  if (!keep || allowed.length === 0) return;
  const { sourceKind, sourceId, sourceNumber, campaignId, starts } = announcing;
  await insertAnnouncement(
    tx,
    {
      id: newId(),
      sourceKind,
      sourceId,
      sourceNumber,
      campaignId,
      starts,
      supersedesId: null,
    },
    allowed,
  );
}
