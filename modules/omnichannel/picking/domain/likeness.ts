import type { Likeness } from './proposal.ts';

/** What of an item decides whether it is like another. */
export interface LikeItem {
  readonly id: string;
  readonly styleId: string;
  readonly category: string;
  readonly department: string;
  readonly size: string;
  readonly sizeOrder: number;
  readonly colour: string;
  readonly listPriceMinor: number;
  readonly active: boolean;
}

/** An item that could take the place of another, and how many may still be promised where it is wanted. */
export interface Alternative<I extends LikeItem> {
  readonly item: I;
  readonly available: number;
}

/**
 * What is most like a missing item: the same in another colour, then in the next size, then another
 * style of the kind at nearly its price. Only what is there in the wanted quantity; the same facts give
 * the same answer.
 */
export function mostLike<I extends LikeItem>(
  missing: LikeItem,
  alternatives: readonly Alternative<I>[],
  wanted: { readonly quantity: number; readonly most: number },
): readonly { readonly item: I; readonly likeness: Likeness }[] {
  return alternatives
    .filter(
      ({ item, available }) =>
        item.id !== missing.id && item.active && available >= wanted.quantity,
    )
    .flatMap(({ item, available }) => {
      const likeness = likenessOf(missing, item);
      return likeness ? [{ item, likeness, available }] : [];
    })
    .sort(
      (a, b) =>
        RANK[a.likeness] - RANK[b.likeness] ||
        sizesApart(missing, a.item) - sizesApart(missing, b.item) ||
        pricesApart(missing, a.item) - pricesApart(missing, b.item) ||
        b.available - a.available ||
        (a.item.id < b.item.id ? -1 : 1),
    )
    .slice(0, wanted.most)
    .map(({ item, likeness }) => ({ item, likeness }));
}

const RANK: Readonly<Record<Likeness, number>> = { colour: 0, size: 1, style: 2 };

function likenessOf(missing: LikeItem, item: LikeItem): Likeness | null {
  if (item.styleId === missing.styleId) {
    if (item.size === missing.size) return 'colour';
    // Two sizes away nobody would have bought it.
    return item.colour === missing.colour && sizesApart(missing, item) <= 1 ? 'size' : null;
  }
  const sameKind = item.category === missing.category && item.department === missing.department;
  return sameKind && item.size === missing.size ? 'style' : null;
}

function sizesApart(a: LikeItem, b: LikeItem): number {
  return Math.abs(a.sizeOrder - b.sizeOrder);
}

function pricesApart(a: LikeItem, b: LikeItem): number {
  return Math.abs(a.listPriceMinor - b.listPriceMinor);
}
