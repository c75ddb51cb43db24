import { setImmediate as breathe } from 'node:timers/promises';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays, instantOfWall } from '../../../server/kernel/time.ts';
import { printDocument } from '../../base/api.ts';
import { price } from '../engine/domain/price.ts';
import type { Snapshot } from '../engine/domain/snapshot.ts';
import { selectPlaces, type Place } from '../goods/sql/places.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import type { confirmLabels, labelRounds, printLabels, readLabels } from './contracts.ts';
import { labelsConfirmed } from './events.ts';
import { SHELF_LABELS } from './shelf-labels.ts';
import {
  insertRound,
  selectRounds,
  selectShelfItems,
  selectToldLabels,
  type LabelItem,
} from './sql.ts';

type Label = ReplyOf<typeof readLabels>['labels'][number];

/** What the shelf says in the evening, and what it has to say before the door opens. */
const EVENING_MINUTE = 20 * 60;
const MORNING_MINUTE = 8 * 60;
/** Items priced before others get their turn: a till does not wait for a list of labels. */
const AT_ONCE = 200;

/** The labels that change in a shop on a day: prices for anybody, of one piece. */
export async function labelsOf(
  read: Read,
  tools: PricingTools,
  locationId: string,
  day: string,
): Promise<Label[]> {
  const place = (await selectPlaces(read, null)).find((one) => one.placeId === locationId);
  if (!place) throw new Refusal(notFound, { what: locationId });
  const snapshot = await tools.keeper.atLeast(await currentVersion(read));
  const evening = instantOfWall(place.zone, addDays(day, -1), EVENING_MINUTE);
  const morning = instantOfWall(place.zone, day, MORNING_MINUTE);
  const changed: (LabelItem & { before: number | null; after: number })[] = [];
  const items = await selectShelfItems(read);
  for (const [number, item] of items.entries()) {
    if (number % AT_ONCE === 0) await breathe();
    if (snapshot.catalogue.numberOf(item.itemId) < 0) continue;
    const before = shelfPrice(snapshot, place, item.itemId, evening);
    const after = shelfPrice(snapshot, place, item.itemId, morning);
    if (after !== null && after !== before) changed.push({ ...item, before, after });
  }
  const told = await selectToldLabels(
    read,
    changed.map(({ itemId }) => itemId),
    locationId,
    `${day}T08:00`,
  );
  return changed.map(({ before, after, ...item }) => {
    const reduction = told.find((one) => one.itemId === item.itemId && one.offerMinor === after);
    return {
      ...item,
      beforeMinor: before,
      afterMinor: after,
      direction: before === null ? 'new' : after > before ? 'up' : 'down',
      priorMinor: reduction?.priorMinor ?? null,
      percent: reduction?.percent ?? null,
    };
  });
}

function shelfPrice(
  snapshot: Snapshot,
  place: Place,
  itemId: string,
  instant: Date,
): number | null {
  const { lines } = price(
    snapshot,
    {
      channel: 'store',
      locationId: place.placeId,
      currency: 'EUR',
      customer: null,
      lines: [{ lineId: '1', itemId, quantity: 1 }],
      explain: 'none',
    },
    instant,
  );
  const [line] = lines;
  return line!.price.source === 'none' ? null : line!.netMinor;
}

export function dayLabels(tools: PricingTools) {
  return async (
    read: Read,
    { locationId, day }: InputOf<typeof readLabels>,
  ): Promise<ReplyOf<typeof readLabels>> => {
    const labels = await labelsOf(read, tools, locationId, day);
    const round = (await selectRounds(read, day)).find((one) => one.locationId === locationId);
    return {
      labels,
      confirmedBy: round?.confirmedBy ?? null,
      confirmedAt: round?.confirmedAt.toISOString() ?? null,
    };
  };
}

export function print(tools: PricingTools) {
  return async (
    tx: Tx,
    { locationId, day, itemIds }: InputOf<typeof printLabels>,
  ): Promise<ReplyOf<typeof printLabels>> => {
    const all = await labelsOf(tx, tools, locationId, day);
    const wanted = itemIds ? new Set(itemIds) : null;
    const labels = all.filter(({ itemId }) => wanted === null || wanted.has(itemId));
    if (labels.length === 0) return { jobId: null, labels: 0 };
    const jobId = await printDocument(tx, {
      kind: SHELF_LABELS.id,
      locationId,
      payload: { day, currency: 'EUR', labels },
      reference: `labels:${day}`,
    });
    return { jobId, labels: labels.length };
  };
}

export function confirm(tools: PricingTools) {
  return async (
    tx: Tx,
    { locationId, day }: InputOf<typeof confirmLabels>,
  ): Promise<ReplyOf<typeof confirmLabels>> => {
    const labels = (await labelsOf(tx, tools, locationId, day)).length;
    const confirmedAt = await insertRound(tx, { locationId, day, labelCount: labels });
    tx.record(labelsConfirmed({ locationId, day, labels }));
    return { labels, confirmedAt: confirmedAt.toISOString() };
  };
}

export async function roundsOf(
  read: Read,
  { day }: InputOf<typeof labelRounds>,
): Promise<ReplyOf<typeof labelRounds>> {
  const rounds = new Map((await selectRounds(read, day)).map((round) => [round.locationId, round]));
  const shops = (await selectPlaces(read, null)).filter(
    ({ kind, active }) => kind === 'location' && active,
  );
  return {
    rounds: shops.map(({ placeId, name }) => {
      const round = rounds.get(placeId);
      return {
        locationId: placeId,
        name,
        labels: round?.labelCount ?? null,
        confirmedBy: round?.confirmedBy ?? null,
        confirmedAt: round?.confirmedAt.toISOString() ?? null,
      };
    }),
  };
}
