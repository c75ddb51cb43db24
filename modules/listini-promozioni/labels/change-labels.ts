import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { instantOfWall } from '../../../server/kernel/time.ts';
import { drawDocument, printDocument } from '../../base/api.ts';
import { selectPlaces, type Place } from '../goods/sql/places.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import { wallTime } from '../price-lists/domain/wall-time.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { reductionOf, toldOf } from '../quotes/window-price.ts';
import { changedPrices, MORNING_MINUTE, type ChangedPrice } from './changed-prices.ts';
import type {
  confirmLabels,
  labelRounds,
  labelSheets,
  printLabels,
  readLabels,
} from './contracts.ts';
import { labelsConfirmed } from './events.ts';
import { SHELF_LABELS, SHELF_SIGNS, type ShelfLabels } from './shelf-labels.ts';
import { selectRounds, upsertRound, type LabelRound } from './sql.ts';

type Label = ReplyOf<typeof readLabels>['labels'][number];

interface DayOfShop {
  readonly place: Place;
  readonly round: LabelRound | null;
  readonly changed: readonly ChangedPrice[];
}

async function dayOfShop(
  read: Read,
  tools: PricingTools,
  { locationId, day }: { readonly locationId: string; readonly day: string },
): Promise<DayOfShop> {
  const places = await selectPlaces(read, null);
  const place = places.find(({ placeId, kind }) => placeId === locationId && kind === 'location');
  if (!place) throw new Refusal(notFound, { what: locationId });
  const snapshot = await tools.keeper.atLeast(await currentVersion(read));
  const rounds = await selectRounds(read, day);
  return {
    place,
    round: rounds.find((one) => one.locationId === locationId) ?? null,
    changed: await changedPrices(read, snapshot, place, day),
  };
}

/** The labels of a day, with what may be told of reductions and whether each is up. */
async function labelsOf(
  read: Read,
  { place, round, changed }: DayOfShop,
  day: string,
): Promise<Label[]> {
  const prices = changed.map(({ made }) => made);
  const told = await toldOf(read, prices, place.placeId, wallTime(day, MORNING_MINUTE));
  return changed.map(({ before, after, made, ...item }) => {
    const reduction = reductionOf(made, told);
    return {
      ...item,
      beforeMinor: before,
      afterMinor: after,
      direction: before === null ? 'new' : after > before ? 'up' : 'down',
      priorMinor: reduction?.priorMinor ?? null,
      percent: reduction?.percent ?? null,
      basis: reduction?.basis ?? null,
      up: isUp(round, item.itemId, after),
    };
  });
}

/** A label whose price was changed after it had been put up is not up. */
function isUp(round: LabelRound | null, itemId: string, afterMinor: number): boolean {
  return round?.putUp[itemId] === afterMinor;
}

function standingOf(place: Place, round: LabelRound | null, day: string) {
  return {
    dueBy: instantOfWall(place.zone, day, MORNING_MINUTE).toISOString(),
    confirmedBy: round?.confirmedByName ?? null,
    confirmedAt: round?.confirmedAt.toISOString() ?? null,
  };
}

export function dayLabels(tools: PricingTools) {
  return async (
    read: Read,
    asked: InputOf<typeof readLabels>,
  ): Promise<ReplyOf<typeof readLabels>> => {
    const found = await dayOfShop(read, tools, asked);
    return {
      labels: await labelsOf(read, found, asked.day),
      ...standingOf(found.place, found.round, asked.day),
    };
  };
}

interface Wanted {
  readonly locationId: string;
  readonly day: string;
  readonly itemIds?: readonly string[] | undefined;
  readonly openOnly?: boolean | undefined;
  readonly copies?: number | undefined;
}

async function paperOf(read: Read, tools: PricingTools, wanted: Wanted): Promise<ShelfLabels> {
  const { locationId, day, itemIds, openOnly = false, copies = 1 } = wanted;
  const all = await labelsOf(read, await dayOfShop(read, tools, { locationId, day }), day);
  const among = itemIds ? new Set(itemIds) : null;
  const labels = all
    .filter(({ itemId, up }) => (among === null || among.has(itemId)) && !(openOnly && up))
    .flatMap((label) => Array.from({ length: copies }, () => label));
  return { day, currency: 'EUR', labels };
}

export function print(tools: PricingTools) {
  return async (
    tx: Tx,
    input: InputOf<typeof printLabels>,
  ): Promise<ReplyOf<typeof printLabels>> => {
    const payload = await paperOf(tx, tools, input);
    if (payload.labels.length === 0) return { jobId: null, labels: 0 };
    const jobId = await printDocument(tx, {
      kind: (input.template === 'sign' ? SHELF_SIGNS : SHELF_LABELS).id,
      locationId: input.locationId,
      payload,
      reference: `labels:${input.day}`,
    });
    return { jobId, labels: payload.labels.length };
  };
}

/** The labels as PDF: sheets of A4 to cut out, or signs of A5. */
export async function sheets(
  read: Read,
  tools: PricingTools,
  input: InputOf<typeof labelSheets>,
): Promise<{ readonly pdf: Buffer; readonly fileName: string }> {
  const paper = await paperOf(read, tools, input);
  const kind = input.template === 'sign' ? SHELF_SIGNS : SHELF_LABELS;
  const { language } = read.actor;
  const title = `${kind.title[language]} · ${input.locationId} · ${kind.about(paper)}`;
  const pdf = await drawDocument(kind.layout(paper, language), { title, at: read.now });
  return { pdf, fileName: `cartellini-${input.locationId}-${input.day}.pdf` };
}

export function confirm(tools: PricingTools) {
  return async (
    tx: Tx,
    { locationId, day, labels }: InputOf<typeof confirmLabels>,
  ): Promise<ReplyOf<typeof confirmLabels>> => {
    const { changed } = await dayOfShop(tx, tools, { locationId, day });
    const seen = labels && new Map(labels.map(({ itemId, priceMinor }) => [itemId, priceMinor]));
    const putUp = Object.fromEntries(
      changed
        .filter(({ itemId, after }) => seen === undefined || seen.get(itemId) === after)
        .map(({ itemId, after }) => [itemId, after]),
    );
    const round = await upsertRound(tx, { locationId, day, labelCount: changed.length, putUp });
    const open = changed.filter(({ itemId, after }) => !isUp(round, itemId, after)).length;
    tx.record(labelsConfirmed({ locationId, day, labels: changed.length, open }));
    return { labels: changed.length, open, confirmedAt: round.confirmedAt.toISOString() };
  };
}

/** Every shop with how many labels change and how many are not up: what the merchandiser watches. */
export function roundsOf(tools: PricingTools) {
  return async (
    read: Read,
    { day }: InputOf<typeof labelRounds>,
  ): Promise<ReplyOf<typeof labelRounds>> => {
    const byShop = new Map((await selectRounds(read, day)).map((one) => [one.locationId, one]));
    const snapshot = await tools.keeper.atLeast(await currentVersion(read));
    const rounds: ReplyOf<typeof labelRounds>['rounds'] = [];
    for (const place of await selectPlaces(read, null)) {
      if (place.kind !== 'location' || !place.active) continue;
      const changed = await changedPrices(read, snapshot, place, day);
      const round = byShop.get(place.placeId) ?? null;
      rounds.push({
        locationId: place.placeId,
        name: place.name,
        labels: changed.length,
        open: changed.filter(({ itemId, after }) => !isUp(round, itemId, after)).length,
        ...standingOf(place, round, day),
      });
    }
    return { rounds };
  };
}
