import type { Read, Tx } from '../../../server/db/transaction.ts';
import { dayAt } from '../../../server/kernel/time.ts';
import { EVERYTHING } from '../engine/domain/attribute-query.ts';
import type { PriceList } from '../engine/domain/price-list.ts';
import type { Place } from '../goods/sql/places.ts';
import type { Terms } from '../price-lists/domain/terms.ts';
import { selectWishes, type WantedPrice } from '../price-lists/sql/change-rows.ts';
import type { ChangeSet } from '../price-lists/sql/change-sets.ts';
import { selectList, selectTermsToCome, type PriceListRow } from '../price-lists/sql/lists.ts';
import { CHAIN_ZONE } from '../price-lists/domain/wall-time.ts';
import { matchingItemIds } from '../promotions/sql/matching.ts';
import {
  announce,
  checkAnnouncement,
  type Announcing,
  type CheckedAnnouncement,
} from './announce.ts';
import { keepSalesCalendar } from './keep-sales-calendar.ts';
import { OfferedPrices } from './offered-prices.ts';
import { isSoldAt } from './domain/sold-at.ts';
import { selectItemsOfStyles } from './sql/history.ts';

/**
 * Checks the lower prices of a change set that are to be told as reductions, in every place the list is
 * for, and keeps their proof when it is published.
 */
export async function keepListAnnouncement(
  tx: Tx,
  change: ChangeSet,
  { keep }: { readonly keep: boolean },
): Promise<void> {
  const { announcing, checked } = await checkListAnnouncement(tx, change);
  await announce(tx, checked, announcing, keep);
  await keepSalesCalendar(
    tx,
    {
      kind: 'promo',
      from: change.validFrom,
      to: change.validTo,
      itemIds: checked.allowed.map(({ itemId }) => itemId),
      places: announcing.places,
    },
    null,
  );
}

/** What the law says of the lower prices of a change set: of all its goods, or of these. */
export async function checkListAnnouncement(
  read: Read,
  change: ChangeSet,
  among: readonly string[] | null = null,
): Promise<{ announcing: Announcing; checked: CheckedAnnouncement }> {
  const wanted = await offersOf(read, await selectWishes(read, change.id));
  const list = await selectList(read, change.listId);
  // A list that has told nothing yet is for whomever its first change says.
  const terms =
    change.terms ?? list?.terms ?? (await selectTermsToCome(read, change.listId)) ?? null;
  const formula = change.terms?.formula;
  const itemIds = among ?? (formula ? await everyItem(read) : [...wanted.keys()]);
  const offered = await OfferedPrices.of(read, itemIds);
  const announcing: Announcing = {
    sourceKind: 'change-set',
    sourceId: change.id,
    sourceNumber: null,
    campaignId: change.campaignId,
    starts: change.validFrom,
    itemIds,
    places: offered.places.filter((place) => isFor(terms, place)),
    offersAt: (place) =>
      formula && list && terms
        ? new Map([...offered.offersWith(place, change.validFrom, listed(list, terms)), ...wanted])
        : wanted,
  };
  return { announcing, checked: await checkAnnouncement(read, offered, announcing) };
}

/** More than any chain sells. */
const MOST_ITEMS = 200_000;

/** A formula says a price for every item that its base list has one for. */
function everyItem(read: Read): Promise<string[]> {
  return matchingItemIds(read, [EVERYTHING], dayAt(CHAIN_ZONE, read.now), MOST_ITEMS);
}

function listed(
  { id, code, currency }: Pick<PriceListRow, 'id' | 'code' | 'currency'>,
  terms: Terms,
): Omit<PriceList, 'entries'> {
  return { ...terms, id, name: code, currency };
}

function isFor(terms: Terms | null, place: Place): boolean {
  return terms !== null && isSoldAt(terms.scope, place);
}

/** What single pieces will cost: those named themselves before those of a named style. */
async function offersOf(
  read: Read,
  wishes: readonly WantedPrice[],
): Promise<ReadonlyMap<string, number>> {
  const single = wishes.filter(
    ({ minQuantity, amountMinor }) => minQuantity === 1 && amountMinor !== null,
  );
  const styles = new Map(
    single.flatMap(({ subjectKind, subjectId, amountMinor }) =>
      subjectKind === 'style' ? [[subjectId, amountMinor!] as const] : [],
    ),
  );
  const offers = new Map<string, number>();
  for (const { itemId, styleId } of await selectItemsOfStyles(read, [...styles.keys()])) {
    offers.set(itemId, styles.get(styleId)!);
  }
  for (const { subjectKind, subjectId, amountMinor } of single) {
    if (subjectKind === 'item') offers.set(subjectId, amountMinor!);
  }
  return offers;
}
