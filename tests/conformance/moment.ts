import { Malformed, text } from './scenario.ts';

/** A moment of a case as a local one in UTC, which is the zone of its location. */
export function localMoment(value: unknown, what: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  const given = text(value, what);
  const isPlain = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(given);
  const instant = Date.parse(isPlain && given.length > 10 ? `${given}Z` : given);
  if (Number.isNaN(instant)) throw new Malformed(`${what} is not a moment`);
  return isPlain ? given : new Date(instant).toISOString().replace('Z', '');
}

/** The same as a moment of the world. */
export function instantOf(local: string): Date {
  return new Date(local.length === 10 ? `${local}T00:00Z` : `${local}Z`);
}
