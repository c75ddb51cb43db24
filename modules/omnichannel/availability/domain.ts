/** The largest number of pieces told to the outside: above it nobody learns how much there is. */
export const MOST_SHOWN = 6;

/** What the outside is told of what may be promised. */
export function shown(available: number): number {
  return Math.min(Math.max(0, available), MOST_SHOWN);
}

export interface BasketLine {
  readonly gtin: string;
  readonly quantity: number;
}

/** As many pieces of one item as can be asked for. */
const MOST_ASKED = 999;

/** `8050…:2,8051…`: each code once, quantities added up. */
export function readBasket(text: string): BasketLine[] {
  const quantities = new Map<string, number>();
  for (const part of text.split(',')) {
    const [gtin = '', quantity = '1'] = part.split(':');
    quantities.set(gtin, (quantities.get(gtin) ?? 0) + Number(quantity));
  }
  return [...quantities].map(([gtin, quantity]) => ({
    gtin,
    quantity: Math.min(quantity, MOST_ASKED),
  }));
}

export type BasketCover = 'whole' | 'partly' | 'none';

/** How much of a basket a shop has. */
export function coverOf(
  lines: readonly { readonly requested: number; readonly available: number }[],
): BasketCover {
  if (lines.every(({ requested, available }) => available >= requested)) return 'whole';
  return lines.some(({ available }) => available > 0) ? 'partly' : 'none';
}

const COVERS: readonly BasketCover[] = ['whole', 'partly', 'none'];

/** Nearest first when there is a point to measure from; otherwise those that have more of it first. */
export function inShopOrder<
  S extends {
    readonly locationId: string;
    readonly distanceMetres: number | null;
    readonly basket: BasketCover;
  },
>(shops: readonly S[]): S[] {
  const near = shops.some(({ distanceMetres }) => distanceMetres !== null);
  const far = (shop: S): number => shop.distanceMetres ?? Number.POSITIVE_INFINITY;
  const cover = (shop: S): number => COVERS.indexOf(shop.basket);
  return [...shops].sort((a, b) => {
    const first = near ? far(a) - far(b) || 0 : cover(a) - cover(b);
    return first || (a.locationId < b.locationId ? -1 : 1);
  });
}

export interface Place {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly postalCode: string;
}

/** Where a postal code roughly is: where the shop with the most alike code is. Null when none is alike. */
export function placeOfPostalCode<P extends Place>(
  postalCode: string,
  places: readonly P[],
): P | null {
  let best: P | null = null;
  let most = 1;
  for (const place of places) {
    if (place.latitude === null || place.longitude === null) continue;
    let alike = 0;
    while (alike < 5 && place.postalCode[alike] === postalCode[alike]) alike += 1;
    if (alike > most) {
      best = place;
      most = alike;
    }
  }
  return best;
}
