import { addBit, eachBit, intersect, noBits, type Bits } from '../engine/domain/bits.ts';
import { Scene } from '../engine/domain/scene.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import type { Place } from '../goods/sql/places.ts';

/** Prices as they were known at some time, at a moment of the shops. */
export interface PricesAt {
  readonly snapshot: Snapshot;
  readonly instant: Date;
}

/** Who a shelf speaks to. */
export const ANYBODY = {
  channel: 'store',
  currency: 'EUR',
  customer: null,
  explain: 'none',
} as const;

/**
 * Which items may cost something else later: those whose list price differs, those that were described
 * otherwise meanwhile, and those that a promotion is about that begins, ends or counts the days since they
 * came. Of the others nothing can have changed, and a markdown of one line is not looked for among twelve
 * thousand items one by one. Asked of items that both know.
 */
export function suspicion(
  place: Place,
  earlier: PricesAt,
  later: PricesAt,
  describedSince: ReadonlySet<string>,
): (itemId: string) => boolean {
  const [before, after] = [momentOf(place, earlier), momentOf(place, later)];
  if (JSON.stringify(before.policy) !== JSON.stringify(after.policy)) return () => true;
  const ended = search(before, namesOf(after));
  const begun = search(after, namesOf(before));
  return (itemId) => {
    const was = before.snapshot.catalogue.numberOf(itemId);
    const is = after.snapshot.catalogue.numberOf(itemId);
    return (
      describedSince.has(itemId) ||
      before.listPrice(was) !== after.listPrice(is) ||
      ended(was) ||
      begun(is)
    );
  };
}

interface Moment {
  readonly snapshot: Snapshot;
  readonly policy: object;
  /** Promotions for anybody that hold in the shop then. */
  readonly inForce: Bits;
  readonly listPrice: (item: number) => number | null;
}

function momentOf(place: Place, { snapshot, instant }: PricesAt): Moment {
  const scene = new Scene(snapshot, { ...ANYBODY, locationId: place.placeId, lines: [] }, instant);
  const { circumstances } = snapshot.promotions;
  const inForce = circumstances.atPlace(scene.place).slice();
  circumstances.keepInForce(inForce, scene.time, scene.closedToday);
  intersect(inForce, circumstances.forCustomer(null));
  const { companyId, location } = scene.place;
  const book = snapshot.prices.bookFor(scene.basket, companyId, location);
  const withVat = scene.policy.vat.prices === 'inclusive';
  const { reached } = scene.time;
  return {
    snapshot,
    policy: scene.policy,
    inForce,
    listPrice: (item) =>
      snapshot.prices.find(book, { item, quantity: 1, styleQuantity: 1, reached }, withVat)
        ?.amountMinor ?? null,
  };
}

/** A promotion has a number of its own in every snapshot: among several it is known by name and version. */
function namesOf({ snapshot, inForce }: Moment): ReadonlySet<string> {
  const names = new Set<string>();
  eachBit(inForce, (number) => names.add(nameOf(snapshot, number)));
  return names;
}

function nameOf({ promotions }: Snapshot, number: number): string {
  const { id, version } = promotions.all[number]!.source;
  return `${id} ${version}`;
}

/** Is an item one that a promotion in force is about which is not among the others, or ages with the days? */
function search(
  { snapshot, inForce }: Moment,
  others: ReadonlySet<string>,
): (item: number) => boolean {
  const differing = noBits(snapshot.promotions.all.length);
  eachBit(inForce, (number) => {
    const ages = JSON.stringify(snapshot.promotions.all[number]!.source).includes(
      'daysSinceArrival',
    );
    if (ages || !others.has(nameOf(snapshot, number))) addBit(differing, number);
  });
  const found = snapshot.promotions.index.within(differing);
  return (item) => {
    let about = false;
    found.eachAbout(item, () => (about = true));
    return about;
  };
}
