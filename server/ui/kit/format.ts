import type { Language } from '../../kernel/text.ts';

/** How figures are written for one reader: their language, and the zone of the shop they work in. */
export interface Reader {
  readonly language: Language;
  readonly zone: string;
}

const MINUS = '\u2212';
const NO_BREAK = '\u00a0';
const LOCALES: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Kept once made: a sheet of prices writes hundreds of figures in every frame it is scrolled. */
function numbers(
  name: string,
  { language }: Reader,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const key = `${name} ${language}`;
  const known = numberFormats.get(key) ?? new Intl.NumberFormat(LOCALES[language], options);
  numberFormats.set(key, known);
  return known;
}

function withMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}

/** `1.284,60 €`, `−79,90 €`. */
export function money(reader: Reader, amountMinor: number, currency = 'EUR'): string {
  const amount = numbers(`money ${currency}`, reader, {
    style: 'currency',
    currency,
    useGrouping: 'always',
  }).format(amountMinor / 100);
  return withMinus(amount).replace(/\s/g, NO_BREAK);
}

/** `1.284,60`: for cells under a heading that says what they are. */
export function bareMoney(reader: Reader, amountMinor: number): string {
  return withMinus(
    numbers('bare', reader, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      useGrouping: 'always',
    }).format(amountMinor / 100),
  );
}

/** `1.204`. */
export function count(reader: Reader, value: number): string {
  return withMinus(numbers('count', reader, { useGrouping: 'always' }).format(value));
}

/** `58,4%` from 58.4; whole numbers without decimals. */
export function percent(reader: Reader, value: number): string {
  const written = numbers('percent', reader, { maximumFractionDigits: 1 });
  return `${withMinus(written.format(value))}%`;
}

const SUMS: Readonly<Record<Language, RegExp>> = {
  it: /^(-?)(\d+|[1-9]\d{0,2}(?:\.\d{3})+(?=,|$)|[1-9]\d{0,2}(?:,\d{3})+(?=\.))(?:[.,](\d{1,2}))?$/,
  en: /^(-?)(\d+|[1-9]\d{0,2}(?:,\d{3})+(?=\.|$)|[1-9]\d{0,2}(?:\.\d{3})+(?=,))(?:[.,](\d{1,2}))?$/,
};

function plainSum(text: string): string {
  return text.replace(/[\s€]/g, '').replace(MINUS, '-');
}

/**
 * A sum typed or pasted by a person, `1.284,60` or `1284.6`, as minor units; null when it is none. Before
 * one or two digits a point and a comma are the same. Before three the language decides: in Italian `1.234`
 * is 1234 euro and `69,965` has too many decimals, as a sheet computes them; in English it is `1,234` and
 * `69.965`. Nothing is rounded.
 */
export function readMoney({ language }: Pick<Reader, 'language'>, text: string): number | null {
  const match = SUMS[language].exec(plainSum(text));
  if (!match) return null;
  const whole = Number(match[2]!.replace(/[.,]/g, ''));
  const cents = Number((match[3] ?? '').padEnd(2, '0') || '0');
  return (match[1] === '-' ? -1 : 1) * (whole * 100 + cents);
}

/** Why `readMoney` reads none: there is a sum, with more than two decimals. */
export function hasTooManyDecimals(text: string): boolean {
  return /^-?\d[\d.,]*[.,]\d{3,}$/.test(plainSum(text));
}

type DateLike = Date | string;

function parts(
  reader: Reader,
  instant: DateLike,
  options: Intl.DateTimeFormatOptions,
): Record<string, string> {
  const format = new Intl.DateTimeFormat(LOCALES[reader.language], {
    timeZone: reader.zone,
    ...options,
  });
  return Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
}

/** `16:40` */
export function clock(reader: Reader, instant: DateLike): string {
  const { hour, minute } = parts(reader, instant, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${hour}:${minute}`;
}

/** `sab 21 nov` */
export function day(reader: Reader, instant: DateLike): string {
  const p = parts(reader, instant, { weekday: 'short', day: 'numeric', month: 'short' });
  return `${p['weekday']} ${p['day']} ${p['month']}`;
}

/** `sabato 21 novembre` */
export function longDay(reader: Reader, instant: DateLike): string {
  const p = parts(reader, instant, { weekday: 'long', day: 'numeric', month: 'long' });
  return `${p['weekday']} ${p['day']} ${p['month']}`;
}

/** `21/11/2026`: documents. */
export function documentDay(reader: Reader, instant: DateLike): string {
  const p = parts(reader, instant, { day: '2-digit', month: '2-digit', year: 'numeric' });
  return `${p['day']}/${p['month']}/${p['year']}`;
}

/** `sab 21 nov, 16:40`; only `16:40` when it is today. */
export function moment(reader: Reader, instant: DateLike, now: Date): string {
  const time = clock(reader, instant);
  return sameDay(reader, instant, now) ? time : `${day(reader, instant)}, ${time}`;
}

/** `alle 16:40`, `sab 21 nov alle 16:40`: inside a sentence. */
export function at(reader: Reader, instant: DateLike, now: Date): string {
  const time = `${reader.language === 'it' ? 'alle' : 'at'} ${clock(reader, instant)}`;
  return sameDay(reader, instant, now) ? time : `${day(reader, instant)} ${time}`;
}

export function sameDay(reader: Reader, one: DateLike, other: DateLike): boolean {
  return documentDay(reader, one) === documentDay(reader, other);
}

/** `800 m`, `2,1 km`, `51 km`. */
export function distance(reader: Reader, metres: number): string {
  if (metres < 1000) return `${Math.max(50, Math.round(metres / 50) * 50)}${NO_BREAK}m`;
  const near = metres < 10_000;
  const options = { maximumFractionDigits: near ? 1 : 0 };
  return `${numbers(near ? 'near' : 'far', reader, options).format(metres / 1000)}${NO_BREAK}km`;
}

/** `12 min`, `1 h 15 min`, `5 h`, `3 giorni`: minutes matter for the next few hours only. */
export function duration(language: Language, minutes: number): string {
  if (minutes < 60) return `${minutes}${NO_BREAK}min`;
  if (minutes < 24 * 60) {
    const rest = minutes % 60;
    const hours = `${Math.floor(minutes / 60)}${NO_BREAK}h`;
    return rest === 0 || minutes >= 3 * 60 ? hours : `${hours} ${rest}${NO_BREAK}min`;
  }
  const days = Math.floor(minutes / (24 * 60));
  if (language === 'en') return days === 1 ? '1 day' : `${days} days`;
  return days === 1 ? '1 giorno' : `${days} giorni`;
}

/** `2 min fa`, `adesso`. */
export function ago(reader: Reader, instant: DateLike, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(instant).getTime()) / 60_000);
  if (minutes < 1) return reader.language === 'it' ? 'adesso' : 'just now';
  const length = duration(reader.language, minutes);
  return reader.language === 'it' ? `${length} fa` : `${length} ago`;
}

/** `0:42`, `1:05:09`: somebody is waiting. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

export interface PromiseWords {
  readonly tone: 'pronto' | 'attesa' | 'ritardo';
  /** `tra 12 min`, `in ritardo di 8 min` */
  readonly relative: string;
  /** `pronto per le 16:40`, `era per le 16:20` */
  readonly absolute: string;
}

const SOON_MINUTES = 30;

/** A promise as a clerk reads it: green beyond half an hour, amber within, red when it is broken. */
export function promised(reader: Reader, due: DateLike, now: Date): PromiseWords {
  // Whole minutes, rounded so that 16:40 seen at 16:28:00 and at 16:28:40 both say 12.
  const minutes = Math.ceil((new Date(due).getTime() - now.getTime()) / 60_000);
  const today = sameDay(reader, due, now);
  const when = moment(reader, due, now);
  const italian = reader.language === 'it';
  if (minutes <= 0) {
    const late = Math.floor((now.getTime() - new Date(due).getTime()) / 60_000);
    const length = duration(reader.language, Math.max(1, late));
    return {
      tone: 'ritardo',
      relative: italian ? `in ritardo di ${length}` : `${length} late`,
      absolute: italian ? `era per ${today ? 'le ' : ''}${when}` : `was due ${when}`,
    };
  }
  const length = duration(reader.language, minutes);
  return {
    tone: minutes <= SOON_MINUTES ? 'attesa' : 'pronto',
    relative: italian ? `tra ${length}` : `in ${length}`,
    absolute: italian ? `pronto per ${today ? 'le ' : ''}${when}` : `ready by ${when}`,
  };
}

/** `48 198`: groups of three from the right, no-break. */
export function orderNumber(value: number | string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, NO_BREAK);
}

/** `8 057190 402881`: as printed under the bars. */
export function gtin(code: string): string {
  if (code.length === 13) return [code.slice(0, 1), code.slice(1, 7), code.slice(7)].join(NO_BREAK);
  if (code.length === 8) return [code.slice(0, 4), code.slice(4)].join(NO_BREAK);
  return code;
}

/** `Marta R.`: how a customer stands in a list. */
export function shortName(name: string, surname: string): string {
  const initial = surname.trim().charAt(0).toUpperCase();
  return initial === '' ? name.trim() : `${name.trim()} ${initial}.`;
}

/** `NF` */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return letters.map((word) => word.charAt(0).toUpperCase()).join('');
}
