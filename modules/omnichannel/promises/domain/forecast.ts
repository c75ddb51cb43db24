/** Late before late: when the orders of a queue will be ready if things go on as they do. */

export const RISKS = ['none', 'tight', 'will-be-late', 'late'] as const;
export type Risk = (typeof RISKS)[number];

/** What a shop's speed is made of. */
export interface Pace {
  readonly minutesPerPiece: number;
  /** How many people usually prepare; more are counted when more have taken orders. */
  readonly preparers: number;
  /** A promise is tight when less than this is left between the forecast and it. */
  readonly tightMinutes: number;
  /** The openings from now on, in order; the first may be under way. */
  readonly openings: readonly { readonly opens: Date; readonly closes: Date }[];
}

export interface QueuedOrder {
  readonly orderId: string;
  readonly readyBy: Date;
  /** Who has taken it; null: nobody yet. */
  readonly pickerId: string | null;
  /** Pieces still on the floor; 0: only bag and shelf are left. */
  readonly piecesLeft: number;
}

export interface Forecast {
  readonly orderId: string;
  readonly expectedAt: Date;
  readonly risk: Risk;
  /**
   * Why it is not in time. `closed`: the shop does not open enough before. `pieces`: it has too many
   * pieces for the time that is left. `queue`: others come before it. Null: it is in time.
   */
  readonly because: 'closed' | 'pieces' | 'queue' | null;
  /** Orders that are prepared before it by the same hands. */
  readonly ahead: number;
}

const MINUTE = 60_000;
/** Bag, label, shelf. */
const SHELVING_MINUTES = 1;

/** Minutes of work that an order still needs. */
export function workMinutes({ piecesLeft }: Pick<QueuedOrder, 'piecesLeft'>, pace: Pace): number {
  return SHELVING_MINUTES + piecesLeft * pace.minutesPerPiece;
}

/**
 * Who has taken orders prepares those, most urgent first; the others go, most urgent first, to whoever
 * is free next. Work goes on in opening hours only.
 */
export function forecastOf(
  orders: readonly QueuedOrder[],
  pace: Pace,
  now: Date,
): ReadonlyMap<string, Forecast> {
  const inTurn = [...orders].sort(
    (a, b) => a.readyBy.getTime() - b.readyBy.getTime() || (a.orderId < b.orderId ? -1 : 1),
  );
  const people = new Map<string, { minutes: number; orders: number }>();
  const forecasts = new Map<string, Forecast>();
  const give = (order: QueuedOrder, person: { minutes: number; orders: number }): void => {
    const own = workMinutes(order, pace);
    person.minutes += own;
    forecasts.set(order.orderId, judged(order, person.minutes, own, person.orders, pace, now));
    person.orders += 1;
  };
  for (const order of inTurn.filter(({ pickerId }) => pickerId !== null)) {
    const person = people.get(order.pickerId!) ?? { minutes: 0, orders: 0 };
    people.set(order.pickerId!, person);
    give(order, person);
  }
  const hands = [...people.values()];
  while (hands.length < Math.max(1, pace.preparers)) hands.push({ minutes: 0, orders: 0 });
  for (const order of inTurn.filter(({ pickerId }) => pickerId === null)) {
    give(
      order,
      hands.reduce((free, other) => (other.minutes < free.minutes ? other : free)),
    );
  }
  return forecasts;
}

function judged(
  { orderId, readyBy }: QueuedOrder,
  doneAfter: number,
  own: number,
  ahead: number,
  pace: Pace,
  now: Date,
): Forecast {
  const expectedAt = afterWork(pace.openings, now, doneAfter);
  const inTime = expectedAt <= readyBy;
  const because = (): Forecast['because'] => {
    if (afterWork(pace.openings, now, SHELVING_MINUTES) > readyBy) return 'closed';
    return afterWork(pace.openings, now, own) > readyBy ? 'pieces' : 'queue';
  };
  const spare = readyBy.getTime() - expectedAt.getTime();
  const risk: Risk =
    readyBy <= now
      ? 'late'
      : !inTime
        ? 'will-be-late'
        : spare < pace.tightMinutes * MINUTE
          ? 'tight'
          : 'none';
  const missed = risk === 'late' || risk === 'will-be-late';
  return { orderId, expectedAt, risk, because: missed ? because() : null, ahead };
}

/** When so many minutes of work are done, in opening hours; beyond those that are known, without a break. */
export function afterWork(openings: Pace['openings'], now: Date, minutes: number): Date {
  let left = minutes * MINUTE;
  let at = now.getTime();
  for (const { opens, closes } of openings) {
    if (closes.getTime() <= at) continue;
    at = Math.max(at, opens.getTime());
    if (left <= closes.getTime() - at) return new Date(at + left);
    left -= closes.getTime() - at;
    at = closes.getTime();
  }
  return new Date(at + left);
}

/**
 * The time to tell a customer instead: when it will be ready, with some room, on a round quarter of an
 * hour in opening time, and later than what was promised.
 */
export function proposedReadyBy(
  forecast: Pick<Forecast, 'expectedAt'>,
  readyBy: Date,
  pace: Pace,
): Date {
  const quarter = 15 * MINUTE;
  const withRoom = afterWork(pace.openings, forecast.expectedAt, pace.tightMinutes);
  const least = Math.max(withRoom.getTime(), readyBy.getTime() + 1);
  const rounded = new Date(Math.ceil(least / quarter) * quarter);
  const open = afterWork(pace.openings, rounded, 0);
  return open;
}
