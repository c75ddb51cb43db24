import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { customerByPhoneOrCard, customersById, itemsById } from '../../base/api.ts';
import { selectCampaigns } from '../calendar/sql.ts';
import { selectGroups, selectPlaces } from '../goods/sql/places.ts';
import type { findCustomers, findGoods, readVocabulary } from './finding-contracts.ts';
import { searchGoods, selectNamedGoods, selectVocabulary } from './sql/finding.ts';

const MOST_FOUND = 40;

/** Items that a promotion is to name, with their pictures. */
export async function foundGoods(
  read: Read,
  { search, itemIds = [], styleIds = [] }: InputOf<typeof findGoods>,
): Promise<ReplyOf<typeof findGoods>> {
  const searched = search === undefined ? [] : await searchGoods(read, search.trim(), MOST_FOUND);
  const named =
    itemIds.length + styleIds.length === 0 ? [] : await selectNamedGoods(read, itemIds, styleIds);
  return { items: await withPictures(read, [...named, ...searched]) };
}

/** Goods with the picture the catalogue has of each. */
export async function withPictures<G extends { readonly itemId: string }>(
  read: Read,
  goods: readonly G[],
): Promise<(G & { pictureUrl: string | null })[]> {
  const items = await itemsById(
    read,
    goods.map(({ itemId }) => itemId),
  );
  return goods.map((one) => ({ ...one, pictureUrl: items.get(one.itemId)?.pictureUrl ?? null }));
}

export async function vocabulary(read: Read): Promise<ReplyOf<typeof readVocabulary>> {
  const groups = await selectGroups(read);
  const places = (await selectPlaces(read, null)).filter(({ active }) => active);
  return {
    places: places.map(({ placeId, kind, name, zone, companyId, region, groups: among }) => ({
      placeId,
      kind,
      name,
      zone,
      companyId,
      region,
      groups: [...among],
    })),
    campaigns: await campaignsNow(read),
    ...(await selectVocabulary(read)),
    groups: groups.map(({ id, nameIt, nameEn }) => ({ id, name: { it: nameIt, en: nameEn } })),
  };
}

const YEAR = 366 * 24 * 3_600_000;
const FOR_EVER = '9999-12-31';

async function campaignsNow(read: Read): Promise<ReplyOf<typeof readVocabulary>['campaigns']> {
  const from = new Date(read.now.getTime() - YEAR).toISOString().slice(0, 10);
  const campaigns = await selectCampaigns(read, from, FOR_EVER);
  return campaigns.map(({ id, nameIt, nameEn, begins, ends }) => ({
    id,
    name: { it: nameIt, en: nameEn },
    begins,
    ends,
  }));
}

/** Prices need to know whom they are for, not who that is: «Marta R.». */
export async function foundCustomers(
  read: Read,
  { cardOrPhone, customerIds = [] }: InputOf<typeof findCustomers>,
): Promise<ReplyOf<typeof findCustomers>> {
  const named = await customersById(read, customerIds);
  const asked = cardOrPhone === undefined ? null : await customerByPhoneOrCard(read, cardOrPhone);
  const all = [...named.values(), ...(asked && !named.has(asked.id) ? [asked] : [])];
  return {
    customers: all.map(({ id, name, surname }) => ({
      customerId: id,
      shownName: [name ?? '', surname ? `${surname.charAt(0)}.` : ''].join(' ').trim(),
    })),
  };
}
