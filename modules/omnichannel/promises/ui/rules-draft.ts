import type { ReplyOf } from '../../../../server/http/contract.ts';
import { isSameData } from '../../../../server/kernel/same-data.ts';
import { rebased } from '../domain/terms.ts';
import type { policiesEndpoint, Policy } from '../policy-contracts.ts';

export type AllPolicies = ReplyOf<typeof policiesEndpoint>;
export type Terms = Policy['inForce'];
export type Capacity = NonNullable<Terms['capacity']>;
export type Buffer = Terms['buffers'][number];

/** What is being written: the terms in which a shop differs, or, for the chain, those that were touched. */
export type Draft = Policy['own'];

/** The terms that hold once the draft is saved. */
export function termsWith(draft: Draft, chain: Terms): Terms {
  return { ...chain, ...draft };
}

/** What a draft begins with: what will be said then. The chain's rules of now are shown where nothing is. */
export function ownOf({ locationId, own, upcoming }: Policy, from: Date | null): Draft {
  const soon = upcoming && from && from >= new Date(upcoming.validFrom) ? upcoming.own : null;
  return soon ?? (locationId === null ? {} : own);
}

/** What was typed over a beginning, over another one. */
export function typedOver(before: Draft, typed: Draft, begin: Draft): Draft {
  return rebased(before, typed, begin) as Draft;
}

/** Whether saving the draft would change nothing. */
export function isUnchanged(draft: Draft, begin: Draft, policy: Policy, chain: Terms): boolean {
  return policy.locationId === null
    ? isSameData(termsWith(draft, chain), termsWith(begin, chain))
    : isSameData(draft, begin);
}

/** `3, 6` → [3, 6]; null when it is no list of days. */
export function readDays(text: string): number[] | null {
  const parts = text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map(Number);
  const fits = parts.every((day) => Number.isInteger(day) && day >= 1 && day <= 60);
  return fits && parts.length <= 10 ? [...new Set(parts)].sort((a, b) => a - b) : null;
}

export const FIRST_CAPACITY: Capacity = { slotMinutes: 30, unit: 'orders', places: 5, bands: [] };

export type Flaw = 'wrongReminders' | 'wrongBand';

export function flawOf({ reminderDays, capacity }: Draft): Flaw | null {
  if (reminderDays?.some((day) => Number.isNaN(day))) return 'wrongReminders';
  const backwards = capacity?.bands.some(
    ({ fromMinute, untilMinute }) => fromMinute >= untilMinute,
  );
  return backwards ? 'wrongBand' : null;
}

/** `09:30` for 570. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function minuteOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Math.min(1440, Number(hours) * 60 + Number(minutes));
}

/** From when on a version shall hold. */
export type From = 'now' | 'tomorrow' | 'day';

/** The first moment of that day where the screen stands; null is at once. */
export function instantFrom(from: From, day: string): Date | null | 'wrong' {
  if (from === 'now') return null;
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(0, 0, 0, 0);
  if (from === 'tomorrow') return tomorrow;
  const chosen = new Date(`${day}T00:00`);
  return Number.isNaN(chosen.getTime()) || chosen < new Date() ? 'wrong' : chosen;
}
