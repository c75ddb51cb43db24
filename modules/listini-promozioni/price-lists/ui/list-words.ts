import type { Say } from '../../../../server/ui/copy.ts';
import type { Formats } from '../../../../server/ui/kit/use-format.ts';
import type { Status } from '../../../../server/ui/kit/status.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import type { PriceListReply } from '../contracts.ts';
import type { copy } from './copy.ts';

type SayOfLists = Say<typeof copy.it>;

/** `sab 5 dic, 00:00`, of a wall-clock time that means the same on every shop's clock. */
export function wallWords(write: Formats, wall: string): string {
  // Written as if the reader stood in UTC: the figures of the wall clock are the figures that are shown.
  const instant = new Date(`${wall}:00Z`);
  const day = new Intl.DateTimeFormat(write.reader.language === 'it' ? 'it-IT' : 'en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).format(instant);
  return `${day.replace(',', '')}, ${wall.slice(11)}`;
}

export function spanWords(
  t: SayOfLists,
  write: Formats,
  from: string | null,
  to: string | null,
): string {
  if (from !== null && to !== null) {
    return t('fromTo', { from: wallWords(write, from), to: wallWords(write, to) });
  }
  if (from !== null) return t('from', { from: wallWords(write, from) });
  return to === null ? t('always') : t('until', { to: wallWords(write, to) });
}

/** When a change holds: a date, or from its approval on. */
export function changeSpan(t: SayOfLists, write: Formats, change: ChangeSetReply): string {
  const open = change.phase === 'draft' || change.phase === 'submitted';
  return change.atOnce && open
    ? t('atOnce')
    : spanWords(t, write, change.validFrom, change.validTo);
}

/** Whom a list is for; shops by their names. */
export function scopeWords(
  t: SayOfLists,
  terms: PriceListReply['terms'],
  nameOf: (locationId: string) => string,
): string {
  if (terms === null) return '–';
  const { companies, channels, locations, groups, tiers, segments, customers } = terms.scope;
  const parts = [
    ...(locations ?? []).map(nameOf),
    ...[companies, channels, groups, tiers, segments, customers].flatMap((names) => names ?? []),
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
