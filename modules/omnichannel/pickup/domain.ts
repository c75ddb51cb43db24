/** Who does not come is no longer expected after so long. */
const LATE_MINUTES = 45;

/** What tells whether a customer is on the way; instants as ISO 8601. */
export interface Expected {
  readonly state: string;
  readonly arrivedAt: string | null;
  readonly expectedAt: string | null;
}

/** The customer has said to be on the way, and is not here yet. */
export function isComing({ state, arrivedAt, expectedAt }: Expected, now: Date): boolean {
  if (state !== 'ready' || arrivedAt !== null || expectedAt === null) return false;
  return now.getTime() - Date.parse(expectedAt) <= LATE_MINUTES * 60_000;
}

/** Whoever is there first. */
export function byExpected(
  a: Pick<Expected, 'expectedAt'>,
  b: Pick<Expected, 'expectedAt'>,
): number {
  return Date.parse(a.expectedAt ?? '') - Date.parse(b.expectedAt ?? '');
}

/** A2 before A10; what has no place comes last. */
export function comparePlaces(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.localeCompare(b, 'en', { numeric: true });
}
