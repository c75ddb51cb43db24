import type { Say } from '../../../../server/ui/copy.ts';
import type { Formats } from '../../../../server/ui/kit/use-format.ts';
import type { Status } from '../../../../server/ui/kit/status.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import type { PriceListReply } from '../contracts.ts';
import type { copy } from './copy.ts';

type SayOfLists = Say<typeof copy.it>;

/**
 * `sab 5 dic, 09:00`, of a wall-clock time that means the same on every shop's clock; `sab 5 dic` where the
 * day begins, and with its year when that is another one than today's.
 */
export function wallWords(write: Formats, wall: string, now: Date = new Date()): string {
  // Written as if the reader stood in UTC: the figures of the wall clock are the figures that are shown.
  const instant = new Date(`${wall}:00Z`);
  const day = new Intl.DateTimeFormat(write.reader.language === 'it' ? 'it-IT' : 'en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(instant.getUTCFullYear() === now.getUTCFullYear() ? {} : { year: 'numeric' }),
  }).format(instant);
  return wall.endsWith('T00:00')
    ? day.replace(',', '')
    : `${day.replace(',', '')}, ${wall.slice(11)}`;
}

/** What ends at midnight was on until the evening before: that day is the one to name. */
function endWords(write: Formats, to: string): string {
  return wallWords(write, lastDay(to));
}

/** The wall-clock time by which something is still on. */
export function lastDay(to: string): string {
  if (!to.endsWith('T00:00')) return to;
  const day = new Date(`${to}:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 16);
}

/** «dal gio 26 nov al lun 30 nov», «solo lun 30 nov»: on the clocks of each shop. */
export function spanWords(
  t: SayOfLists,
  write: Formats,
  from: string | null,
  to: string | null,
): string {
  if (from !== null && to !== null) {
    const [first, last] = [wallWords(write, from), endWords(write, to)];
    return first === last ? t('oneDay', { day: first }) : t('fromTo', { from: first, to: last });
  }
  if (from !== null) return t('from', { from: wallWords(write, from) });
  return to === null ? t('always') : t('until', { to: endWords(write, to) });
}

/** When a change holds: a date, or from its approval on. */
export function changeSpan(t: SayOfLists, write: Formats, change: ChangeSetReply): string {
  const open = change.phase === 'draft' || change.phase === 'submitted';
  return change.atOnce && open
    ? t('atOnce')
    : spanWords(t, write, change.validFrom, change.validTo);
}

/** Whom a list is for; shops and companies by their names. */
export function scopeWords(
  t: SayOfLists,
  terms: PriceListReply['terms'],
  nameOf: (id: string) => string,
): string {
  if (terms === null) return '–';
  const { companies, channels, locations, groups, tiers, segments, customers } = terms.scope;
  const parts = [
    ...[...(locations ?? []), ...(companies ?? [])].map(nameOf),
    ...[channels, groups, tiers, segments, customers].flatMap((names) => names ?? []),
  ];
  return parts.length === 0 ? t('everywhere') : parts.join(', ');
}

export const LIST_STATUS: Readonly<Record<PriceListReply['phase'], Status>> = {
  draft: 'draft',
  scheduled: 'scheduled',
  active: 'active',
  ended: 'ended',
};

export const CHANGE_STATUS: Readonly<Record<ChangeSetReply['phase'], Status>> = {
  draft: 'draft',
  submitted: 'inApproval',
  scheduled: 'scheduled',
  active: 'active',
  ended: 'ended',
  undone: 'cancelled',
  discarded: 'cancelled',
};
