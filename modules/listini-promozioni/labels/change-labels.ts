import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays, instantOfWall } from '../../../server/kernel/time.ts';
import { drawDocument, printDocument } from '../../base/api.ts';
import { selectPlaces, type Place } from '../goods/sql/places.ts';
import { wallTime, wallTimeAt } from '../price-lists/domain/wall-time.ts';
import type { PricingTools } from '../quotes/price-basket.ts';
import { reductionOf, toldOf } from '../quotes/window-price.ts';
import type {
  confirmLabels,
  labelRounds,
  labelSheets,
  printLabels,
  readLabels,
} from './contracts.ts';
import { labelsConfirmed } from './events.ts';
import { SHELF_LABELS, SHELF_SIGNS, type ShelfLabels } from './shelf-labels.ts';
import { dueLabels, MORNING_MINUTE, REMEMBERED_DAYS, type DueLabel, type PutUp } from './shelf.ts';
import { selectLabelItems, selectRounds, upsertRound, type LabelRound } from './sql.ts';

type Label = ReplyOf<typeof readLabels>['labels'][number];

interface DayOfShop {
  readonly place: Place;
  readonly round: LabelRound | null;
  readonly due: readonly DueLabel[];
}

async function dayOfShop(
  read: Read,
  tools: PricingTools,
  { locationId, day }: { readonly locationId: string; readonly day: string },
): Promise<DayOfShop> {
  const places = await selectPlaces(read, null);
  const place = places.find(({ placeId, kind }) => placeId === locationId && kind === 'location');
  if (!place) throw new Refusal(notFound, { what: locationId });
  const putUp = putUpBy(await selectRounds(read, locationId, firstRemembered(day), day), day);
  return { place, round: putUp.round, due: await dueLabels(read, tools, place, day, putUp) };
}

function firstRemembered(day: string): string {
  return addDays(day, -REMEMBERED_DAYS);
}

/** From the rounds of one shop, in the order of their days. */
function putUpBy(rounds: readonly LabelRound[], day: string): PutUp {
  const before = rounds.filter((one) => one.day < day);
  return {
    round: rounds.find((one) => one.day === day) ?? null,
    earlier: Object.assign({}, ...before.map(({ putUp }) => putUp)) as PutUp['earlier'],
  };
}

/** The labels of a day, with what may be told of reductions and whether each is up. */
async function labelsOf(read: Read, { place, due }: DayOfShop, day: string): Promise<Label[]> {
  const prices = due.map(({ made }) => made);
  const told = await toldOf(read, prices, place.placeId, wallOfLabels(read, place, day));
  const ofItem = new Map(due.map((one) => [one.itemId, one]));
  return (await selectLabelItems(read, [...ofItem.keys()])).map((item) => {
    const { before, made, up } = ofItem.get(item.itemId)!;
    const reduction = reductionOf(made, told);
    return {
      ...item,
      beforeMinor: before,
      afterMinor: made.amountMinor,
      direction: before === null ? 'new' : made.amountMinor > before ? 'up' : 'down',
      priorMinor: reduction?.priorMinor ?? null,
      percent: reduction?.percent ?? null,
      basis: reduction?.basis ?? null,
      up,
    };
  });
}

/** Labels say what holds in the morning, and on their day what holds now. */
function wallOfLabels(read: Read, { zone }: Place, day: string): string {
  const morning = wallTime(day, MORNING_MINUTE);
  const now = wallTimeAt(zone, read.now);
  return now.startsWith(day) && now > morning ? now : morning;
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
    const { due } = await dayOfShop(tx, tools, { locationId, day });
    const seen = labels && new Map(labels.map(({ itemId, priceMinor }) => [itemId, priceMinor]));
    const putUp = Object.fromEntries(
      due
        .map(({ itemId, made: { amountMinor } }) => [itemId, amountMinor] as const)
        .filter(([itemId, minor]) => seen === undefined || seen.get(itemId) === minor),
    );
    const round = await upsertRound(tx, { locationId, day, labelCount: due.length, putUp });
    const open = due.filter(({ itemId, made }) => round.putUp[itemId] !== made.amountMinor).length;
    tx.record(labelsConfirmed({ locationId, day, labels: due.length, open }));
    return { labels: due.length, open, confirmedAt: round.confirmedAt.toISOString() };
  };
}

/** Every shop with how many labels change and how many are not up: what the merchandiser watches. */
export function roundsOf(tools: PricingTools) {
  return async (
    read: Read,
    { day }: InputOf<typeof labelRounds>,
  ): Promise<ReplyOf<typeof labelRounds>> => {
    const putUp = await selectRounds(read, null, firstRemembered(day), day);
    const byShop = new Map<string, LabelRound[]>();
    for (const round of putUp) {
      byShop.set(round.locationId, [...(byShop.get(round.locationId) ?? []), round]);
    }
    const rounds: ReplyOf<typeof labelRounds>['rounds'] = [];
    for (const place of await selectPlaces(read, null)) {
      if (place.kind !== 'location' || !place.active) continue;
      const ofShop = putUpBy(byShop.get(place.placeId) ?? [], day);
      const due = await dueLabels(read, tools, place, day, ofShop);
      rounds.push({
        locationId: place.placeId,
        name: place.name,
        labels: due.length,
        open: due.filter(({ up }) => !up).length,
        ...standingOf(place, ofShop.round, day),
      });
    }
    return { rounds };
  };
}
