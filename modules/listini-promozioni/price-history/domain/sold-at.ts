import type { PriceList } from '../../engine/domain/price-list.ts';
import type { Promotion } from '../../engine/domain/promotion.ts';

/** What tells one place where things are sold from another. */
export interface SoldAt {
  readonly placeId: string;
  readonly kind: 'location' | 'channel';
  readonly companyId: string | null;
  readonly region: string | null;
  readonly groups: readonly string[];
}

/** Is a list for everybody in this place? Lists for tiers, segments and single customers are not. */
export function isSoldAt(scope: PriceList['scope'], place: SoldAt): boolean {
  const { tiers, segments, customers } = scope;
  if (tiers?.length || segments?.length || customers?.length) return false;
  return isForPlace(scope, place);
}

/** Is a list for this place, be it for some customers only? */
export function isForPlace(
  { companies, channels, locations, groups }: PriceList['scope'],
  place: SoldAt,
): boolean {
  if (companies?.length && !companies.includes(place.companyId ?? '')) return false;
  if (channels?.length && !channels.includes(channelOf(place))) return false;
  if (locations?.length && !locations.includes(place.placeId)) return false;
  return !groups?.length || groups.some((group) => place.groups.includes(group));
}

/** Is a promotion on in this place? When and for whom is another question. */
export function isPromotedAt(where: Promotion['where'], place: SoldAt): boolean {
  const { companies, channels, locations, groups, regions, exceptLocations } = where;
  if (companies && !companies.includes(place.companyId ?? '')) return false;
  if (channels && !channels.includes(channelOf(place))) return false;
  if (exceptLocations?.includes(place.placeId)) return false;
  if (!locations && !groups && !regions) return true;
  return (
    (locations?.includes(place.placeId) ?? false) ||
    (groups?.some((group) => place.groups.includes(group)) ?? false) ||
    (place.region !== null && (regions?.includes(place.region) ?? false))
  );
}

/** What is sold in a shop is sold through the channel of shops. */
export function channelOf({ kind, placeId }: Pick<SoldAt, 'kind' | 'placeId'>): string {
  return kind === 'channel' ? placeId : 'store';
}
