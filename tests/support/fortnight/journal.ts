/**
 * What a simulated fortnight writes down as it happens, in words of its own, and the figures of the
 * dashboard recounted from it by hand: minute by minute, with the calendar of the platform, and with
 * nothing of the code that is tested.
 */
export interface Noted {
  readonly orderId: string;
  readonly shop: string;
  readonly placedAt: Date;
  /** As the reply to placing promised it. */
  readonly promisedAt: Date;
  readyAt: Date | null;
  readonly picks: Date[];
  readonly missing: { readonly at: Date; readonly pieces: number }[];
  end: { readonly at: Date; readonly as: 'collected' | 'refused' | 'no-show' | 'cancelled' } | null;
}

export interface ShopHours {
  readonly id: string;
  /** Monday first, minutes of the day. */
  readonly week: readonly (readonly {
    readonly opensMinute: number;
    readonly closesMinute: number;
  }[])[];
  readonly exceptions: Readonly<
    Record<string, readonly { readonly opensMinute: number; readonly closesMinute: number }[]>
  >;
}

const MINUTE = 60_000;
const ROME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
});
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Wall {
  readonly day: string;
  /** Monday is 1. */
  readonly weekday: number;
  readonly minute: number;
}

/** What a clock on the wall in Rome shows. */
export function wall(instant: Date): Wall {
  const part = Object.fromEntries(
    ROME.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return {
    day: `${part['year']}-${part['month']}-${part['day']}`,
    weekday: WEEKDAYS.indexOf(part['weekday']!) + 1,
    minute: Number(part['hour']) * 60 + Number(part['minute']),
  };
}

/** Until four in the morning it is still the day before. */
export function dayOf(instant: Date): string {
  return wall(instant).minute < 240
    ? wall(new Date(instant.getTime() - 5 * 60 * MINUTE)).day
    : wall(instant).day;
}

export function isOpenAt(shop: ShopHours, instant: Date): boolean {
  const { day, weekday, minute } = wall(instant);
  const spans = shop.exceptions[day] ?? shop.week[weekday - 1]!;
  return spans.some(
    ({ opensMinute, closesMinute }) => opensMinute <= minute && minute < closesMinute,
  );
}

/** Minutes between two moments in which the door stood open, counted one by one. */
export function openMinutes(shop: ShopHours, from: Date, until: Date): number {
  let open = 0;
  for (let at = from.getTime(); at < until.getTime(); at += MINUTE) {
    if (isOpenAt(shop, new Date(at))) open += 1;
  }
  return open;
}

export interface Recount {
  readonly promised: number;
  readonly inTime: number;
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
  readonly sought: number;
  readonly notFound: number;
  readonly ended: number;
  readonly notCollected: number;
}

/** The figures of some shops on the business days from one to another, as of a moment. */
export function recount(
  journal: readonly Noted[],
  shops: readonly ShopHours[],
  from: string,
  until: string,
  now: Date,
): Recount {
  const within = (instant: Date) => from <= dayOf(instant) && dayOf(instant) <= until;
  const ours = journal.filter(({ shop }) => shops.some(({ id }) => id === shop));
  const due = ours.filter(
    ({ promisedAt, readyAt, end }) =>
      within(promisedAt) && (readyAt !== null || (end?.at ?? now) > promisedAt),
  );
  const minutes = ours
    .filter(({ readyAt }) => readyAt !== null && within(readyAt))
    .map((one) =>
      openMinutes(
        shops.find(({ id }) => id === one.shop)!,
        one.placedAt,
        one.readyAt!,
      ),
    )
    .sort((a, b) => a - b);
  const picked = ours.flatMap(({ picks }) => picks).filter(within).length;
  const missing = ours
    .flatMap((one) => one.missing)
    .filter(({ at }) => within(at))
    .reduce((sum, { pieces }) => sum + pieces, 0);
  const ended = ours.filter(({ end }) => end && end.as !== 'cancelled' && within(end.at));
  return {
    promised: due.length,
    inTime: due.filter(({ readyAt, promisedAt }) => readyAt && readyAt <= promisedAt).length,
    medianMinutes: at(minutes, 0.5),
    p90Minutes: at(minutes, 0.9),
    sought: picked + missing,
    notFound: missing,
    ended: ended.length,
    notCollected: ended.filter(({ end }) => end!.as === 'no-show').length,
  };
}

/** The smallest figure that so large a share does not exceed. */
function at(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

export function arrivalsOf(journal: readonly Noted[], from: string, until: string): string[] {
  const cells = new Map<string, number>();
  for (const { placedAt } of journal) {
    if (dayOf(placedAt) < from || dayOf(placedAt) > until) continue;
    const { weekday, minute } = wall(placedAt);
    const cell = `${weekday}/${String(Math.floor(minute / 60)).padStart(2, '0')}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  return [...cells].map(([cell, orders]) => `${cell}: ${orders}`).sort();
}
