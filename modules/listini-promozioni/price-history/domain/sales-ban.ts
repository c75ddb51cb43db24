import type { SaleKind } from '../../promotions/domain/life.ts';

/** The sales of a region in one season, and the days before them on which nothing may be promoted. */
export interface RegionalSales {
  readonly region: string;
  /** Empty for the whole region. */
  readonly province: string;
  readonly begins: string;
  readonly ends: string | null;
  readonly banFrom: string | null;
  readonly banTo: string | null;
}

export interface SoldWhere {
  readonly placeId: string;
  readonly region: string | null;
  readonly province: string | null;
}

export interface BanHit {
  readonly placeId: string;
  readonly region: string;
  /** The days of the ban, both included; outside the sales, the days of the nearest ones. */
  readonly banFrom: string;
  readonly banTo: string;
  readonly why: 'ban' | 'outside-sales';
}

/**
 * Where a sale of seasonal goods may not be announced in these days (both included): a promotion in the
 * days of a ban, or end-of-season sales outside their period. Prices for card holders and coupons in a ban
 * are contested, not forbidden: they are not told here.
 */
export function banHits(
  kind: SaleKind,
  days: { readonly from: string; readonly to: string },
  places: readonly SoldWhere[],
  calendar: readonly RegionalSales[],
): BanHit[] {
  return places.flatMap(({ placeId, region, province }): BanHit[] => {
    if (region === null) return [];
    const own = calendarOf(region, province, calendar);
    if (kind === 'promo') {
      const hit = own.find(
        ({ banFrom, banTo }) =>
          banFrom !== null && banTo !== null && days.from <= banTo && days.to >= banFrom,
      );
      return hit ? [{ placeId, region, banFrom: hit.banFrom!, banTo: hit.banTo!, why: 'ban' }] : [];
    }
    if (kind === 'saldi' && own.length > 0) {
      const inside = own.some(
        ({ begins, ends }) => days.from >= begins && (ends === null || days.to <= ends),
      );
      if (inside) return [];
      const inOrder = own.toSorted((a, b) => (a.begins < b.begins ? -1 : 1));
      const nearest = inOrder.find(({ ends }) => ends === null || ends >= days.from);
      const { begins, ends } = nearest ?? inOrder.at(-1)!;
      return [{ placeId, region, banFrom: begins, banTo: ends ?? begins, why: 'outside-sales' }];
    }
    return [];
  });
}

/** A province with dates of its own does not follow its region's. */
function calendarOf(
  region: string,
  province: string | null,
  calendar: readonly RegionalSales[],
): readonly RegionalSales[] {
  const ofRegion = calendar.filter((sales) => sales.region === region);
  const ofProvince = ofRegion.filter(
    (sales) => sales.province !== '' && sales.province === province,
  );
  return ofProvince.length > 0 ? ofProvince : ofRegion.filter((sales) => sales.province === '');
}
