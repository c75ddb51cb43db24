import type { Language } from '../../../../server/kernel/text.ts';

const LOCALES: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };

/** `sab 28 nov`: a day as labels say it. */
export function shortDay(language: Language, zone: string, instant: string): string {
  return format(language, zone, instant, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** `21/11/2026 16:31`: as documents say it. */
export function dateAndTime(language: Language, zone: string, instant: string): string {
  return format(language, zone, instant, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).replace(',', '');
}

/** `249,00 €`. */
export function amount(language: Language, amountMinor: number, currency: string): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions).format(amountMinor / 100);
}

function format(
  language: Language,
  zone: string,
  instant: string,
  parts: Intl.DateTimeFormatOptions,
): string {
  const words = new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...parts });
  return words.format(Date.parse(instant));
}
