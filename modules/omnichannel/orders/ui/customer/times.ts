import { clock, day, sameDay } from '../../../../../server/ui/kit/format.ts';
import type { Speaking } from './use-order.ts';

/** «oggi alle 18:30», «sab 28 nov, 19:30»: on the shop's clock. */
export function whenWords({ t, reader }: Speaking, instant: string, now: Date): string {
  const time = clock(reader, instant);
  return sameDay(reader, instant, now) ? t('today', { time }) : `${day(reader, instant)}, ${time}`;
}

/** After «entro»: «le 18:30 di oggi», «sab 28 nov, 19:30». */
export function byWords(speaking: Speaking, instant: string, now: Date): string {
  const { t, reader } = speaking;
  return sameDay(reader, instant, now)
    ? t('byToday', { time: clock(reader, instant) })
    : whenWords(speaking, instant, now);
}

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** «7 giorni e 3 ore», «2 ore e 10 minuti», «12 minuti»; null when it is over. */
export function leftWords({ reader }: Speaking, until: string, now: Date): string | null {
  const minutes = Math.floor((new Date(until).getTime() - now.getTime()) / MINUTE);
  if (minutes < 1) return null;
  const italian = reader.language === 'it';
  const said = (value: number, one: string, many: string): string[] =>
    value === 0 ? [] : [`${value} ${value === 1 ? one : many}`];
  const days = said(
    Math.floor(minutes / DAY),
    italian ? 'giorno' : 'day',
    italian ? 'giorni' : 'days',
  );
  const hours = said(
    Math.floor((minutes % DAY) / HOUR),
    italian ? 'ora' : 'hour',
    italian ? 'ore' : 'hours',
  );
  const rest = said(minutes % HOUR, italian ? 'minuto' : 'minute', italian ? 'minuti' : 'minutes');
  return [...days, ...hours, ...(days.length > 0 ? [] : rest)]
    .slice(0, 2)
    .join(italian ? ' e ' : ' and ');
}
