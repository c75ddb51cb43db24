import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { readCalendar } from '../contracts.ts';
import { drawnSpan, placeOf, type ShownSpan, type WallSpan } from './span.ts';

export type Calendar = ReplyOf<typeof readCalendar>;
export type CalendarBar = Calendar['bars'][number];
export type CalendarConflict = Calendar['conflicts'][number];
type Place = Calendar['places'][number];

export const ROW_KINDS = ['regione', 'gruppo', 'negozio'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A line of the calendar: shops that belong together, and what is on in them. */
export interface CalendarRow {
  readonly id: string;
  readonly title: string | null;
  /** What the row is when it has no name of its own. */
  readonly is: 'everywhere' | 'every-shop' | 'channel' | 'places';
  readonly region: string | null;
  readonly placeIds: readonly string[];
  readonly bars: readonly CalendarBar[];
}

/**
 * The rows of the calendar. What is on everywhere stands once at the top and not again in every row; what
 * is on in some shops stands in the rows that have one of them.
 */
export function rowsOf(calendar: Calendar, kind: RowKind): CalendarRow[] {
  const shops = calendar.places.filter((place) => place.kind === 'location');
  const channels = calendar.places.filter((place) => place.kind === 'channel');
  const inAll = (bar: CalendarBar, places: readonly Place[]) =>
    places.length > 0 && places.every(({ placeId }) => bar.places.includes(placeId));
  const everywhere = calendar.bars.filter(
    (bar) => inAll(bar, shops) && (channels.length === 0 || inAll(bar, channels)),
  );
  const everyShop = calendar.bars.filter((bar) => inAll(bar, shops) && !everywhere.includes(bar));
  const told = new Set([...everywhere, ...everyShop]);
  const rest = calendar.bars.filter((bar) => !told.has(bar));
  const row = (
    id: string,
    is: CalendarRow['is'],
    places: readonly Place[],
    bars: readonly CalendarBar[],
    title: string | null = null,
    region: string | null = null,
  ): CalendarRow => ({
    id,
    title,
    is,
    region,
    placeIds: places.map(({ placeId }) => placeId),
    bars,
  });
  const groups = grouped(shops, kind).map(({ id, title, region, places }) =>
    row(
      id,
      'places',
      places,
      rest.filter((bar) => places.some(({ placeId }) => bar.places.includes(placeId))),
      title,
      region,
    ),
  );
  const online = channels.map((channel) => {
    const bars = calendar.bars.filter(
      (bar) => bar.places.includes(channel.placeId) && !everywhere.includes(bar),
    );
    return row(channel.placeId, 'channel', [channel], bars, channel.name);
  });
  return [
    ...(everywhere.length > 0 ? [row('*', 'everywhere', calendar.places, everywhere)] : []),
    ...(everyShop.length > 0 ? [row('*shops', 'every-shop', shops, everyShop)] : []),
    ...groups,
    ...online,
  ];
}

interface Group {
  readonly id: string;
  readonly title: string | null;
  readonly region: string | null;
  readonly places: readonly Place[];
}

function grouped(shops: readonly Place[], kind: RowKind): Group[] {
  if (kind === 'negozio') {
    return shops.map((shop) => ({
      id: shop.placeId,
      title: shop.name,
      region: shop.region,
      places: [shop],
    }));
  }
  const groups = new Map<string, Place[]>();
  for (const shop of shops) {
    const names =
      kind === 'regione' ? [shop.region ?? ''] : shop.groups.length > 0 ? shop.groups : [''];
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), shop]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([name, places]) => ({
      id: `${kind} ${name}`,
      title: name === '' ? null : name,
      region: kind === 'regione' && name !== '' ? name : null,
      places,
    }));
}

export interface PlacedBar {
  readonly bar: CalendarBar;
  /** In per cent of the span. */
  readonly left: number;
  readonly width: number;
  readonly lane: number;
  /** The name does not fit into the bar: it stands behind it. */
  readonly namedBehind: boolean;
}

/**
 * Bars of a row one below the other where they, or the names behind them, would cover each other.
 * `nameWidth` says how much of the span a name takes, in per cent.
 */
export function packed(
  bars: readonly CalendarBar[],
  span: ShownSpan,
  nameWidth: (bar: CalendarBar) => number,
): { readonly placed: readonly PlacedBar[]; readonly lanes: number } {
  const ends: number[] = [];
  const sorted = bars.toSorted((a, b) => compareFrom(a, b) || (a.id < b.id ? -1 : 1));
  const placed = sorted.map((bar): PlacedBar => {
    const { from, to } = drawnSpan(bar.kind, bar);
    const left = from === null ? 0 : placeOf(from, span);
    const right = to === null ? 100 : placeOf(to, span);
    const width = Math.max(1, right - left);
    const needed = nameWidth(bar);
    const namedBehind = needed > width && left + width + needed <= 100;
    const end = namedBehind ? left + width + needed : left + width;
    const free = ends.findIndex((taken) => taken <= left);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = end + 0.5;
    return { bar, left, width, lane, namedBehind };
  });
  return { placed, lanes: Math.max(1, ends.length) };
}

/**
 * What is still being prepared gives way where only one of two can win; what was approved keeps its place:
 * somebody has signed for it.
 */
export function givesWay(bar: CalendarBar, conflicts: readonly CalendarConflict[]): boolean {
  if (bar.phase !== 'draft' && bar.phase !== 'submitted') return false;
  return conflicts.some(
    ({ first, second, combines }) => !combines && (first === bar.id || second === bar.id),
  );
}

/** Stretches of the calendar, in per cent; those that touch become one. */
export interface Stretch {
  readonly left: number;
  readonly right: number;
}

export function merged(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = [];
  for (const one of stretches.toSorted((a, b) => a.left - b.left)) {
    const last = whole.at(-1);
    if (last === undefined || one.left > last.right) whole.push(one);
    else whole[whole.length - 1] = { left: last.left, right: Math.max(last.right, one.right) };
  }
  return whole;
}

export function compareFrom(a: WallSpan, b: WallSpan): number {
  const [one, other] = [a.from ?? '', b.from ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}
