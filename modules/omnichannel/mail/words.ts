import type { Language } from '../../../server/kernel/text.ts';
import type { Schedule, Span } from '../../base/api.ts';

const LOCALES: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };

/** Making one of these costs more than the letter it is for; there are as many as languages × zones. */
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function kept<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  let format = formats.get(key);
  if (!format) formats.set(key, (format = make()));
  return format as F;
}

/** `249,00 €`. */
export function moneyText(language: Language, amountMinor: number, currency: string): string {
  return kept(
    `${language} ${currency}`,
    () => new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency }),
  ).format(amountMinor / 100);
}

type DayOrTime = 'day' | 'time';

const PARTS: Readonly<Record<DayOrTime, Intl.DateTimeFormatOptions>> = {
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

/** `sabato 28 novembre, 19:30`, as the shop's clock shows it. */
export function instantText(language: Language, zone: string, instant: Date): string {
  const part = (which: DayOrTime): string =>
    kept(
      `${language} ${zone} ${which}`,
      () => new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...PARTS[which] }),
    ).format(instant);
  return `${part('day')}, ${part('time')}`;
}

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  it: ['lun', 'mar', 'mer', 'gio', 'ven', 'sab', 'dom'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const CLOSED: Readonly<Record<Language, string>> = { it: 'chiuso', en: 'closed' };

/** `lun–sab 10:00–19:30, dom chiuso`: days with the same hours said once. */
export function weekText(language: Language, { week }: Schedule): string {
  const days = DAYS[language];
  const groups: { from: number; to: number; hours: string }[] = [];
  week.forEach((spans, day) => {
    const hours = spans.length === 0 ? CLOSED[language] : spans.map(spanText).join(' ');
    const last = groups.at(-1);
    if (last?.hours === hours) last.to = day;
    else groups.push({ from: day, to: day, hours });
  });
  return groups
    .map(({ from, to, hours }) =>
      from === to ? `${days[from]} ${hours}` : `${days[from]}–${days[to]} ${hours}`,
    )
    .join(', ');
}

function spanText({ opensMinute, closesMinute }: Span): string {
  return `${clockText(opensMinute)}–${clockText(closesMinute)}`;
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
