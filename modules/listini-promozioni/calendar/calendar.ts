import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays } from '../../../server/kernel/time.ts';
import { customersById, locationsById } from '../../base/api.ts';
import { followPlaces } from '../goods/follow-goods.ts';
import {
  selectGroups,
  selectPlaces,
  upsertGroup,
  upsertStanding,
  type Place,
} from '../goods/sql/places.ts';
import { isSoldAt } from '../price-history/domain/sold-at.ts';
import { selectSalesCalendar } from '../price-history/sql/sales-calendar.ts';
import { phaseOf } from '../price-lists/domain/life.ts';
import { selectChangeSets } from '../price-lists/sql/change-sets.ts';
import { selectLists } from '../price-lists/sql/lists.ts';
import { wallNow } from '../price-lists/domain/wall-time.ts';
import { promotionPhase } from '../promotions/domain/life.ts';
import { selectPromotions, selectVersion } from '../promotions/sql/promotions.ts';
import { conflictsAmong, itemsOfPromotions, type Promoted } from './conflicts.ts';
import type {
  createCampaign,
  listGroups,
  readCalendar,
  writeGroup,
  writeStanding,
} from './contracts.ts';
import { promotedOf } from './move.ts';
import { insertCampaign, selectCampaigns } from './sql.ts';

type Calendar = ReplyOf<typeof readCalendar>;
type Bar = Calendar['bars'][number];

/** Two hundred are more than anybody can look at on one screen. */
const MOST_BARS = 200;
const MOST_READ = 2_000;

export async function calendar(
  read: Read,
  { from, to }: InputOf<typeof readCalendar>,
): Promise<Calendar> {
  const places = (await selectPlaces(read, null)).filter(({ active }) => active);
  const span = { from: `${from}T00:00`, to: `${addDays(to, 1)}T00:00` };
  const promotions = await promotionsIn(read, span);
  const changes = await changeSetBars(read, places, span);
  const drawn = promotions.slice(0, MOST_BARS);
  const promoted = drawn.map(({ id, shown }) => promotedOf(id, shown.definition, places));
  const bars: Bar[] = [];
  for (const [place, row] of drawn.entries()) {
    bars.push(await promotionBar(read, row, promoted[place]!));
  }
  return {
    places: places.map(({ placeId, kind, name, region, groups }) => ({
      placeId,
      kind,
      name,
      region,
      groups: [...groups],
    })),
    bars: [...bars, ...changes.slice(0, MOST_BARS)],
    leftOut: [promotions, changes].reduce(
      (sum, { length }) => sum + Math.max(0, length - MOST_BARS),
      0,
    ),
    conflicts: await conflictsAmong(promoted, itemsOfPromotions(read)),
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

interface WallSpan {
  readonly from: string;
  readonly to: string;
}
type ShownPromotion = Awaited<ReturnType<typeof selectPromotions>>[number];

async function promotionsIn(read: Read, span: WallSpan): Promise<ShownPromotion[]> {
  const rows = await selectPromotions(
    read,
    { states: ['draft', 'running', 'paused'], search: null, campaignId: null, before: null },
    MOST_READ,
  );
  return rows.filter(({ shown: { definition } }) => {
    const { from, to } = definition.when;
    return !(from !== undefined && from >= span.to) && !(to !== undefined && to <= span.from);
  });
}

async function promotionBar(
  read: Read,
  row: ShownPromotion,
  { from, to, places, definition }: Promoted,
): Promise<Bar> {
  const standing = { state: row.state, openState: row.openState, from, to };
  return {
    kind: 'promotion',
    id: row.id,
    code: row.code,
    name: definition.texts.name,
    phase: promotionPhase(standing, wallNow(read)),
    from,
    to,
    next: await nextOf(read, row),
    movable: row.openState !== 'submitted',
    places: [...places],
    saleKind: row.shown.saleKind,
    campaignId: row.campaignId,
    listId: null,
    version: row.version,
  };
}

/** The version that is being prepared while another one runs. */
async function nextOf(read: Read, row: ShownPromotion): Promise<Bar['next']> {
  const { id, state, openNumber, openState } = row;
  if (state === 'draft' || openNumber === null || openState === null) return null;
  const { when } = (await selectVersion(read, id, openNumber))!.definition;
  return { number: openNumber, state: openState, from: when.from ?? null, to: when.to ?? null };
}

async function changeSetBars(read: Read, places: readonly Place[], span: WallSpan): Promise<Bar[]> {
  const now = wallNow(read);
  const lists = new Map((await selectLists(read)).map((list) => [list.id, list]));
  const sets = await selectChangeSets(
    read,
    { listId: null, states: ['draft', 'submitted', 'published'], before: null },
    MOST_READ,
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
        next: null,
        movable: change.state === 'draft' && !change.atOnce,
        places: places.filter((place) => isSoldAt(scope, place)).map(({ placeId }) => placeId),
        saleKind: null,
        campaignId: change.campaignId,
        listId: change.listId,
        version: change.version,
      };
    });
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
