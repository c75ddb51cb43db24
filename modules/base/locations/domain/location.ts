import type { Schedule } from './opening-hours.ts';

export const LOCATION_KINDS = ['store', 'warehouse'] as const;
export type LocationKind = (typeof LOCATION_KINDS)[number];

export const LOCATION_TYPES = [
  'street',
  'mall',
  'outlet',
  'corner',
  'pop-up',
  'warehouse',
] as const;
export type LocationType = (typeof LOCATION_TYPES)[number];

/** A place that holds stock: a shop or a warehouse. */
export interface Location {
  /** Short code people say aloud: `MI01`. */
  readonly id: string;
  readonly companyId: string;
  readonly kind: LocationKind;
  readonly type: LocationType;
  readonly name: string;
  readonly gln: string | null;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  /** Two letters: `MI`. */
  readonly province: string;
  /** Decides the calendar of the sales: `Lombardia`. */
  readonly region: string;
  /** ISO 3166: `IT`. */
  readonly country: string;
  /** IANA zone: `Europe/Rome`. */
  readonly zone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
  readonly pickupEnabled: boolean;
  /**
   * With so many pickup orders in preparation the shop gets none that another one could not fill; null
   * when it sets no limit. How many it promises customers by the hour is its pickup policy.
   */
  readonly pickupCapacity: number | null;
  readonly active: boolean;
  readonly version: number;
  readonly schedule: Schedule;
}

/** What a list of shops by distance needs of each. */
export type LocationPlace = Pick<
  Location,
  'id' | 'companyId' | 'name' | 'kind' | 'latitude' | 'longitude' | 'active'
>;

/** Great-circle distance in metres: which shop is nearer, not how long the walk is. */
export function distanceMetres(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const radians = Math.PI / 180;
  const half = (angle: number) => Math.sin((angle * radians) / 2) ** 2;
  const chord =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * radians) *
      Math.cos(b.latitude * radians) *
      half(b.longitude - a.longitude);
  return Math.round(2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(chord))));
}
