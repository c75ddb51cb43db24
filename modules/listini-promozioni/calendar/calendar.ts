import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays, dayAt } from '../../../server/kernel/time.ts';
import { customersById, locationsById } from '../../base/api.ts';
import { matchesOf } from '../engine/domain/promotion.ts';
import { followPlaces } from '../goods/follow-goods.ts';
import {
  selectGroups,
  selectPlaces,
  upsertGroup,
  upsertStanding,
  type Place,
} from '../goods/sql/places.ts';
import { isPromotedAt, isSoldAt } from '../price-history/offered-prices.ts';
import { selectSalesCalendar } from '../price-history/sql/sales-calendar.ts';
import { phaseOf } from '../price-lists/domain/life.ts';
import { selectChangeSets } from '../price-lists/sql/change-sets.ts';
import { selectLists } from '../price-lists/sql/lists.ts';
import { CHAIN_ZONE, wallNow } from '../price-lists/wall-clock.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import { promotionPhase } from '../promotions/domain/life.ts';
import { matchingItemIds } from '../promotions/sql/matching.ts';
import { selectPromotions } from '../promotions/sql/promotions.ts';
import type {
  createCampaign,
  listGroups,
  readCalendar,
  writeGroup,
  writeStanding,
} from './contracts.ts';
import { insertCampaign, selectCampaigns } from './sql.ts';

type Calendar = ReplyOf<typeof readCalendar>;
type Bar = Calendar['bars'][number];
interface Promoted {
  readonly bar: Bar;
  readonly definition: Definition;
}

/** Two hundred are more than anybody can look at on one screen. */
const MOST_BARS = 200;
const MOST_ITEMS = 20_000;

export async function calendar(
  read: Read,
  { from, to }: InputOf<typeof readCalendar>,
): Promise<Calendar> {
  const places = (await selectPlaces(read, null)).filter(({ active }) => active);
  const span = { from: `${from}T00:00`, to: `${addDays(to, 1)}T00:00` };
  const promoted = await promotionBars(read, places, span);
  return {
    places: places.map(({ placeId, kind, name, region, groups }) => ({
      placeId,
      kind,
      name,
      region,
      groups: [...groups],
    })),
    bars: [...promoted.map(({ bar }) => bar), ...(await changeSetBars(read, places, span))],
    conflicts: await conflictsOf(read, promoted),
    campaigns: (await selectCampaigns(read, from, to)).map(({ nameIt, nameEn, ...campaign }) => ({
      ...campaign,
      name: { it: nameIt, en: nameEn },
    })),
    sales: (await selectSalesCalendar(read, from, to)).map(
      ({ region, province, begins, ends, banFrom, banTo }) => ({
        region,
        province,
        begins,
        ends,
        banFrom,
        banTo,
      }),
    ),
    closures: await closuresOf(read, from, to),
  };
}

async function promotionBars(
  read: Read,
  places: readonly Place[],
  span: { from: string; to: string },
): Promise<Promoted[]> {
  const now = wallNow(read);
  const rows = await selectPromotions(
    read,
    { states: ['draft', 'running', 'paused'], search: null, campaignId: null, before: null },
    MOST_BARS,
  );
  return rows.flatMap((row) => {
    const { definition, saleKind } = row.shown;
    const from = definition.when.from ?? null;
    const to = definition.when.to ?? null;
    if ((from !== null && from >= span.to) || (to !== null && to <= span.from)) return [];
    const standing = { state: row.state, openState: row.openState, from, to };
    const bar: Bar = {
      kind: 'promotion',
      id: row.id,
      code: row.code,
      name: definition.texts.name,
      phase: promotionPhase(standing, now),
      from,
      to,
      places: places
        .filter((place) => isPromotedAt(definition.where, place))
        .map(({ placeId }) => placeId),
      saleKind,
      campaignId: row.campaignId,
      version: row.version,
    };
    return [{ bar, definition }];
  });
}

async function changeSetBars(
  read: Read,
  places: readonly Place[],
  span: { from: string; to: string },
): Promise<Bar[]> {
  const now = wallNow(read);
  const lists = new Map((await selectLists(read)).map((list) => [list.id, list]));
  const sets = await selectChangeSets(
    read,
    { listId: null, states: ['draft', 'submitted', 'published'], before: null },
    MOST_BARS,
  );
  return sets
    .filter(({ validFrom }) => validFrom >= span.from && validFrom < span.to)
    .map((change) => {
      const list = lists.get(change.listId)!;
      const scope = change.terms?.scope ?? list.terms?.scope ?? {};
      return {
        kind: 'change-set',
        id: change.id,
        code: list.code,
        name: { it: change.title, en: change.title },
        phase: phaseOf(change, now),
        from: change.validFrom,
        to: change.validTo,
        places: places.filter((place) => isSoldAt(scope, place)).map(({ placeId }) => placeId),
        saleKind: null,
        campaignId: change.campaignId,
        version: change.version,
      };
    });
}

/** Promotions that are about the same items, in the same places, at the same time. */
async function conflictsOf(
  read: Read,
  promoted: readonly Promoted[],
): Promise<Calendar['conflicts']> {
  const today = dayAt(CHAIN_ZONE, read.now);
  const items = new Map<string, ReadonlySet<string>>();
  for (const { bar, definition } of promoted) {
    const ids = await matchingItemIds(read, matchesOf(definition), today, MOST_ITEMS);
    items.set(bar.id, new Set(ids));
  }
  return promoted.flatMap((one, place) =>
    promoted.slice(place + 1).flatMap((other) => {
      const places = one.bar.places.filter((id) => other.bar.places.includes(id));
      const from = later(one.bar.from, other.bar.from);
      const to = earlier(one.bar.to, other.bar.to);
      if (places.length === 0 || (from !== null && to !== null && from >= to)) return [];
      const theirs = items.get(other.bar.id)!;
      const shared = [...items.get(one.bar.id)!].filter((id) => theirs.has(id)).length;
      if (shared === 0) return [];
      const combines = tolerates(one.definition, other.definition);
      return [
        { first: one.bar.id, second: other.bar.id, places, from, to, items: shared, combines },
      ];
    }),
  );
}

function tolerates(one: Definition, other: Definition): boolean {
  const accepts = (a: Definition, b: Definition) =>
    a.combination.exclusive === 'none' &&
    (a.combination.combinesWith === undefined ||
      (b.combination.group !== undefined &&
        a.combination.combinesWith.includes(b.combination.group)));
  return accepts(one, other) && accepts(other, one);
}

function later(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null ? a : a > b ? a : b;
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null ? a : a < b ? a : b;
}

async function closuresOf(read: Read, from: string, to: string): Promise<Calendar['closures']> {
  const locations = [...(await locationsById(read, null)).values()];
  return locations.flatMap(({ id, kind, schedule }) =>
    Object.entries(schedule.exceptions).flatMap(([day, spans]) =>
      kind === 'store' && spans.length === 0 && day >= from && day <= to
        ? [{ placeId: id, day }]
        : [],
    ),
  );
}

export async function openCampaign(
  tx: Tx,
  { code, name, kind, begins, ends }: InputOf<typeof createCampaign>,
): Promise<ReplyOf<typeof createCampaign>> {
  const id = newId();
  await insertCampaign(tx, { id, code, nameIt: name.it, nameEn: name.en, kind, begins, ends });
  tx.audit({
    action: 'listini-promozioni.campaign-opened',
    subject: `campaign:${id}`,
    locationId: null,
  });
  return { campaignId: id, version: 1 };
}

export async function everyGroup(read: Read): Promise<ReplyOf<typeof listGroups>> {
  return {
    groups: (await selectGroups(read)).map(({ nameIt, nameEn, locationIds, ...group }) => ({
      ...group,
      name: { it: nameIt, en: nameEn },
      locationIds: [...locationIds],
    })),
  };
}

/** Changes which shops share prices: from the next version on. */
export async function changeGroup(
  tx: Tx,
  { groupId, name, locationIds }: InputOf<typeof writeGroup>,
): Promise<ReplyOf<typeof writeGroup>> {
  const version = await upsertGroup(tx, {
    id: groupId,
    nameIt: name.it,
    nameEn: name.en,
    locationIds,
  });
  await followPlaces(tx);
  tx.audit({
    action: 'listini-promozioni.location-group-written',
    subject: `location-group:${groupId}`,
    locationId: null,
  });
  return { groupId, version };
}

export async function changeStanding(
  tx: Tx,
  { customerId, ...standing }: InputOf<typeof writeStanding>,
): Promise<ReplyOf<typeof writeStanding>> {
  if (!(await customersById(tx, [customerId])).has(customerId)) {
    throw new Refusal(notFound, { what: customerId });
  }
  const version = await upsertStanding(tx, customerId, standing);
  tx.audit({
    action: 'listini-promozioni.customer-standing-written',
    subject: `customer:${customerId}`,
    locationId: null,
  });
  return { customerId, version };
}
