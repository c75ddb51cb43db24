import type { LiveEvent } from '../../../server/live/protocol.ts';
import { isFinal } from '../orders/domain/order.ts';
import {
  ORDER_EVENT_TYPES,
  type OrderChange,
  type OrderMoved,
  type OrderPlaced,
} from '../orders/events.ts';
import type { PickupsPaused, PickupsResumed } from '../promises/events.ts';
import type { PickupRow, PickupView } from './contracts.ts';
import { comparePlaces } from './domain.ts';

/** Shared by the browser and the tests: a stale view and the events since are the fresh view. */

export function pickupRoom(locationId: string): string {
  return `pickups:${locationId}`;
}

const OURS: ReadonlySet<string> = new Set(ORDER_EVENT_TYPES);

/**
 * The queue after one event of its room. Events that the view has already, or that are sent twice,
 * change nothing.
 */
export function applyToPickups(view: PickupView, event: LiveEvent): PickupView | 'fetch-again' {
  if (event.type === 'omnichannel.pickups-paused.v1') {
    const { locationId, reason, until } = event.payload as PickupsPaused['payload'];
    return withPause(view, locationId, { reason, until });
  }
  if (event.type === 'omnichannel.pickups-resumed.v1') {
    return withPause(view, (event.payload as PickupsResumed['payload']).locationId, null);
  }
  if (!OURS.has(event.type)) return view;
  if (event.type === 'omnichannel.order-moved.v1') {
    return afterMove(view, event.payload as OrderMoved['payload']);
  }
  const { locationId, orderId } = event.payload as OrderChange['payload'];
  const shop = view.locations.find((location) => location.locationId === locationId);
  if (!shop) return view;
  const known = view.rows.find((row) => row.orderId === orderId);
  if (!known && shop.collectedToday.includes(orderId)) return view;
  if (event.type === 'omnichannel.order-placed.v1') {
    const { row } = event.payload as OrderPlaced['payload'];
    return known ? view : { ...view, rows: inQueueOrder([...view.rows, row]) };
  }
  return afterChange(view, known, event as unknown as OrderChange);
}

function withPause(
  view: PickupView,
  locationId: string,
  paused: PickupView['locations'][number]['paused'],
): PickupView {
  const locations = view.locations.map((shop) =>
    shop.locationId === locationId ? { ...shop, paused } : shop,
  );
  return { ...view, locations };
}

/** An order leaves this view, enters it, or both when it shows both shops. */
function afterMove(
  view: PickupView,
  { locationId, row }: OrderMoved['payload'],
): PickupView | 'fetch-again' {
  const known = view.rows.find(({ orderId }) => orderId === row.orderId);
  if (known && row.version <= known.version) return view;
  const others = view.rows.filter((other) => other !== known);
  const enters = view.locations.some((location) => location.locationId === locationId);
  if (!enters && !known) return view;
  return { ...view, rows: enters ? inQueueOrder([...others, row]) : others };
}

function afterChange(
  view: PickupView,
  known: PickupRow | undefined,
  event: OrderChange,
): PickupView | 'fetch-again' {
  const { orderId, status } = event.payload;
  // Finished orders leave the view: a late event about one is old news.
  if (!known) return isFinished(status) ? view : 'fetch-again';
  if (status.version <= known.version) return view;
  if (status.version !== known.version + 1) return 'fetch-again';
  const lines =
    event.type === 'omnichannel.order-swapped.v1'
      ? [...known.pieces, ...event.payload.newPieces]
      : known.pieces;
  // A line was added whose words stand in no event.
  if (status.pieces.length !== lines.length) return 'fetch-again';
  const pieces = lines.map((piece) => ({
    ...piece,
    ...status.pieces.find(({ lineId }) => lineId === piece.lineId),
  }));
  const row: PickupRow = { ...known, ...status, pieces };
  const rows = view.rows.flatMap((other) =>
    other.orderId !== orderId ? [other] : isFinished(row) ? [] : [row],
  );
  return counted(
    { ...view, rows: row.readyBy === known.readyBy ? rows : inQueueOrder(rows) },
    event,
  );
}

/** Nothing more to do: handed over or cancelled, and everything else back in its place. */
function isFinished({
  state,
  pieces,
}: Pick<PickupRow, 'state'> & { readonly pieces: readonly { readonly toPutBack: number }[] }) {
  return isFinal(state) && pieces.every(({ toPutBack }) => toPutBack === 0);
}

/**
 * An order counts as collected on the day it ended, if anything of it was: its last piece was handed
 * over, or what was left of it was cancelled, left or not collected. It no longer counts when the
 * customer comes back for the rest.
 */
function counted(view: PickupView, event: OrderChange): PickupView | 'fetch-again' {
  const { locationId, orderId } = event.payload;
  const shop = view.locations.find((other) => other.locationId === locationId);
  if (!shop) return 'fetch-again';
  const others = shop.collectedToday.filter((other) => other !== orderId);
  if (event.payload.status.state !== 'collected') {
    return others.length === shop.collectedToday.length ? view : withCollected(view, shop, others);
  }
  if (!('businessDay' in event.payload)) return view;
  const { businessDay } = event.payload;
  // The view was read yesterday.
  if (businessDay > shop.businessDay) return 'fetch-again';
  if (businessDay < shop.businessDay) return view;
  return withCollected(view, shop, [...others, orderId].sort());
}

function withCollected(
  view: PickupView,
  shop: PickupView['locations'][number],
  collectedToday: string[],
): PickupView {
  return {
    ...view,
    locations: view.locations.map((other) =>
      other === shop ? { ...other, collectedToday } : other,
    ),
  };
}

/** Most urgent first; the same everywhere, so that a row never jumps. */
export function inQueueOrder(rows: readonly PickupRow[]): PickupRow[] {
  return [...rows].sort((a, b) => compare(a.readyBy, b.readyBy) || compare(a.orderId, b.orderId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How a row stands against its promise: the colour of its timer. */
export type Urgency = 'late' | 'soon' | 'later';

const SOON_MINUTES = 30;

export function urgencyOf(row: Pick<PickupRow, 'readyBy'>, now: Date): Urgency {
  const minutes = (Date.parse(row.readyBy) - now.getTime()) / 60_000;
  return minutes < 0 ? 'late' : minutes <= SOON_MINUTES ? 'soon' : 'later';
}

export type QueuePart = 'toPrepare' | 'inPreparation' | 'ready' | 'toPutBack';

/** Which counter of Oggi a row belongs to. */
export function partOf(row: Pick<PickupRow, 'state' | 'fulfilment'>): QueuePart {
  const { state } = row;
  if (state === 'placed' || state === 'acknowledged') return 'toPrepare';
  if (state === 'ready' || waitsForCarrier(row)) return 'ready';
  if (isFinal(state)) return 'toPutBack';
  return 'inPreparation';
}

/** In its bag, on its shelf, and sent with the next carrier. */
export function waitsForCarrier({
  state,
  fulfilment,
}: Pick<PickupRow, 'state' | 'fulfilment'>): boolean {
  return fulfilment === 'shipping' && state === 'staged';
}

export interface PickupCounters {
  readonly toPrepare: number;
  readonly late: number;
  readonly inPreparation: number;
  /** Names of who is preparing, each once. */
  readonly pickers: readonly string[];
  readonly ready: number;
  readonly deadlineToday: number;
  readonly waiting: number;
  /** Since when the first of them has been waiting. */
  readonly waitingSince: string | null;
  readonly toPutBack: number;
}

export function countersOf(rows: readonly PickupRow[], now: Date): PickupCounters {
  const part = (name: QueuePart) => rows.filter((row) => partOf(row) === name);
  const unprepared = [...part('toPrepare'), ...part('inPreparation')];
  const waiting = rows.filter(({ state, arrivedAt }) => state === 'ready' && arrivedAt !== null);
  const inOneDay = now.getTime() + 24 * 3_600_000;
  return {
    toPrepare: part('toPrepare').length,
    late: unprepared.filter((row) => urgencyOf(row, now) === 'late').length,
    inPreparation: part('inPreparation').length,
    pickers: [...new Set(part('inPreparation').flatMap(({ picker }) => picker?.name ?? []))],
    ready: part('ready').length,
    deadlineToday: part('ready').filter(
      ({ collectBy }) => collectBy !== null && Date.parse(collectBy) <= inOneDay,
    ).length,
    waiting: waiting.length,
    waitingSince: waiting.map(({ arrivedAt }) => arrivedAt!).sort()[0] ?? null,
    toPutBack: part('toPutBack').length,
  };
}

/** One stop of a round through the shop: equal pieces for several orders. */
export interface RoundStop {
  readonly itemId: string;
  readonly gtin: string;
  readonly piece: PickupRow['pieces'][number];
  readonly needed: number;
  readonly found: number;
  /** Reported missing: the way goes on without them. */
  readonly short: number;
  readonly orders: readonly {
    readonly orderId: string;
    readonly lineId: string;
    readonly customerName: string;
    readonly short: number;
  }[];
}

export interface Round {
  readonly orders: readonly PickupRow[];
  readonly pieces: number;
  readonly found: number;
  readonly short: number;
  /** The promise that ends first. */
  readonly firstReadyBy: string | null;
  /** By department and category; with places known, {@link inWalkingOrder}. */
  readonly stops: readonly RoundStop[];
}

const IN_HAND: ReadonlySet<string> = new Set(['picking', 'short', 'picked']);

/** Department by department, in each from shelf to shelf; what has no place after those that have one. */
export function inWalkingOrder(
  stops: readonly RoundStop[],
  placeOf: (itemId: string) => string | null,
): RoundStop[] {
  return [...stops].sort(
    (a, b) =>
      compare(a.piece.department, b.piece.department) ||
      comparePlaces(placeOf(a.itemId), placeOf(b.itemId)) ||
      compare(a.piece.category, b.piece.category) ||
      compare(a.piece.name, b.piece.name) ||
      a.piece.sizeOrder - b.piece.sizeOrder ||
      compare(a.itemId, b.itemId),
  );
}

/** The pick list: what this picker has to take from the floor for all of their orders in one walk. */
export function roundOf(rows: readonly PickupRow[], pickerId: string): Round {
  const orders = inQueueOrder(rows).filter(
    ({ picker, state }) => picker?.id === pickerId && IN_HAND.has(state),
  );
  const stops = new Map<string, RoundStop>();
  for (const { orderId, customerName, pieces } of orders) {
    for (const piece of pieces) {
      if (piece.quantity === 0) continue;
      const stop = stops.get(piece.itemId);
      stops.set(piece.itemId, {
        itemId: piece.itemId,
        gtin: piece.gtin,
        piece: stop?.piece ?? piece,
        needed: (stop?.needed ?? 0) + piece.quantity,
        found: (stop?.found ?? 0) + piece.picked,
        short: (stop?.short ?? 0) + piece.short,
        orders: [
          ...(stop?.orders ?? []),
          { orderId, lineId: piece.lineId, customerName, short: piece.short },
        ],
      });
    }
  }
  const ordered = inWalkingOrder([...stops.values()], () => null);
  return {
    orders,
    pieces: ordered.reduce((sum, { needed }) => sum + needed, 0),
    found: ordered.reduce((sum, { found }) => sum + found, 0),
    short: ordered.reduce((sum, { short }) => sum + short, 0),
    firstReadyBy: orders[0]?.readyBy ?? null,
    stops: ordered,
  };
}
