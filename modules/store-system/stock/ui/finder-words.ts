import type { Say } from '../../../../server/ui/copy.ts';
import { ago, day, sameDay, type Reader } from '../../../../server/ui/kit/format.ts';
import type { FinderCell } from '../domain/finder.ts';
import type { copy } from './copy.ts';

type Words = Say<(typeof copy)['it']>;

const DAY_MS = 24 * 3_600_000;
/** After this many days without a movement a level is said to stand still. */
const STILL_DAYS = 3;

/** `24/11`: a plain date, short enough for a cell. */
export function shortDate(businessDay: string): string {
  const [, month, date] = businessDay.split('-');
  return `${Number(date)}/${Number(month)}`;
}

/** `mar 24 nov` for a plain date. */
export function plainDay(reader: Reader, businessDay: string): string {
  // Noon in the middle of the day's zone is that day in every zone of ours.
  return day({ ...reader, zone: 'UTC' }, `${businessDay}T12:00:00Z`);
}

/** «contato ieri», «movimento 40 min fa», «fermo da 9 giorni»: what was last seen of a level. */
export function lastSeen(t: Words, reader: Reader, cell: FinderCell, now: Date): string {
  const { lastCountedAt: counted, lastMovedAt: moved } = cell;
  if (counted !== null && (moved === null || counted >= moved)) {
    if (sameDay(reader, counted, now)) return t('countedToday');
    if (sameDay(reader, counted, new Date(now.getTime() - DAY_MS))) return t('countedYesterday');
    return t('countedOn', { day: day(reader, counted) });
  }
  if (moved === null) return t('neverCounted');
  const days = Math.floor((now.getTime() - Date.parse(moved)) / DAY_MS);
  if (days >= STILL_DAYS) return t('stillFor', { days });
  return t('movedAgo', { time: ago(reader, moved, now) });
}
