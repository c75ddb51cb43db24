import type { Knex } from 'knex';
import {
  approveChangeSet,
  beginChangeSet,
  changeGroup,
  createList,
  nextVersion,
  openCampaign,
  setCosts,
  submitChangeSet,
  writePrices,
} from '../../../modules/listini-promozioni/api.ts';
import type { StyleSeed } from '../catalogue.ts';
import type { LocationSeed } from '../locations.ts';
import { chance } from '../random.ts';
import { later, on, type Colleagues } from './colleagues.ts';
import { workedOn, yearly } from './days-of-the-year.ts';
import { plannedLists, type PlannedChange, type PlannedList } from './price-plan.ts';

export interface PriceScene {
  readonly db: Knex;
  readonly colleagues: Colleagues;
  readonly styles: readonly StyleSeed[];
  readonly today: Date;
}

/** Costs, groups of shops, campaigns and the lists with a year of changes, by the commands people use. */
export async function writePriceLists(
  scene: PriceScene,
  locations: readonly LocationSeed[],
): Promise<ReadonlyMap<string, string>> {
  const campaigns = await writeGrounds(scene, locations);
  const listIds = new Map<string, string>();
  for (const list of plannedLists(scene.today)) {
    listIds.set(list.code, await writeList(scene, list, listIds));
    const inOrder = list.changes.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    for (const change of inOrder) {
      await writeChange(scene, listIds.get(list.code)!, change, campaigns);
    }
  }
  return campaigns;
}

async function writeGrounds(
  { db, colleagues, styles, today }: PriceScene,
  locations: readonly LocationSeed[],
): Promise<ReadonlyMap<string, string>> {
  const long = new Date(today.getTime() - 395 * 86_400_000);
  const dice = chance(20_261_101);
  await on(db, colleagues.author, long, async (tx) => {
    const costs = styles.flatMap(({ items }) => {
      const share = 0.24 + dice.next() * 0.08;
      return items.map(({ id, listPriceMinor }) => ({
        itemId: id,
        costMinor: Math.round(listPriceMinor * share),
      }));
    });
    await setCosts(tx, await nextVersion(tx, 'goods', null), costs);
    const ofType = (...types: LocationSeed['type'][]) =>
      locations.filter(({ type }) => types.includes(type)).map(({ id }) => id);
    await changeGroup(tx, {
      groupId: 'outlet',
      name: { it: 'Outlet', en: 'Outlets' },
      locationIds: ofType('outlet'),
    });
    await changeGroup(tx, {
      groupId: 'citta',
      name: { it: 'Negozi di città', en: 'City shops' },
      locationIds: ofType('street'),
    });
  });
  const winter = yearly(today, '01-03', '02-28');
  const black = yearly(today, '11-23', '11-29');
  const opened = async (
    code: string,
    it: string,
    en: string,
    kind: 'saldi' | 'promo',
    { from, to }: { readonly from: string; readonly to: string },
  ): Promise<[string, string]> => {
    const { campaignId } = await on(db, colleagues.author, long, (tx) =>
      openCampaign(tx, {
        code,
        name: { it, en },
        kind,
        begins: from.slice(0, 10),
        ends: to.slice(0, 10),
      }),
    );
    return [code, campaignId];
  };
  return new Map([
    await opened('SALDI-INVERNALI', 'Saldi invernali', 'Winter sales', 'saldi', winter),
    await opened('BLACK-FRIDAY', 'Black Friday', 'Black Friday', 'promo', black),
  ]);
}

async function writeList(
  { db, colleagues, today }: PriceScene,
  { code, name, since, terms }: PlannedList,
  listIds: ReadonlyMap<string, string>,
): Promise<string> {
  const at = workedOn(`${since}T00:00`, today);
  const made = await on(db, colleagues.author, at, (tx) =>
    createList(tx, { code, name, currency: 'EUR', terms: terms((other) => listIds.get(other)!) }),
  );
  await handIn(db, colleagues, made.changeSetId, at);
  return made.listId;
}

async function handIn(
  db: Knex,
  { author, approver }: Colleagues,
  changeSetId: string,
  at: Date,
): Promise<void> {
  await on(db, author, at, (tx) => submitChangeSet(tx, { changeSetId }));
  await on(db, approver, later(at, 0.5), (tx) => approveChangeSet(tx, { changeSetId }));
}

async function writeChange(
  { db, colleagues, styles, today }: PriceScene,
  listId: string,
  change: PlannedChange,
  campaigns: ReadonlyMap<string, string>,
): Promise<void> {
  const { title, from, to, announced, percent, concerns, campaign, left } = change;
  const at = workedOn(from, today);
  const { id: changeSetId } = await on(db, colleagues.author, at, async (tx) => {
    const begun = await beginChangeSet(tx, {
      listId,
      title,
      validFrom: from,
      validTo: to ?? null,
      announced,
      campaignId: campaign === undefined ? null : campaigns.get(campaign)!,
    });
    await writePrices(tx, {
      changeSetId: begun.id,
      kind: 'paste',
      rows: styles.filter(concerns).map(({ code, items }) => ({
        styleCode: code,
        amountMinor: changed(items[0]!.listPriceMinor, percent),
      })),
    });
    return begun;
  });
  if (left === 'draft') return;
  if (left === undefined) return handIn(db, colleagues, changeSetId, later(at, 0.1));
  await on(db, colleagues.author, later(at, 0.1), (tx) => submitChangeSet(tx, { changeSetId }));
}

/** To ten cents, as price tags have it. */
function changed(amountMinor: number, percent: number): number {
  return Math.round((amountMinor * (100 + percent)) / 1_000) * 10;
}
