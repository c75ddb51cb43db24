import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { itemsById } from '../../base/api.ts';
import { lowestPrices } from '../price-history/queries.ts';
import { demandList } from './demand-list.ts';
import { marginPercent } from './domain/reprice.ts';
import type { goodsFacets, readGrid } from './grid-contracts.ts';
import { changePercent } from './queries.ts';
import { selectChangeSet } from './sql/change-sets.ts';
import { selectBreaks, selectElsewhere } from './sql/grid-besides.ts';
import { countGoods, selectFacets, selectGridRows, type GridMark } from './sql/grid.ts';
import { wallNow } from './domain/wall-time.ts';

const several = (joined: string | undefined) => joined?.split('|').filter((value) => value !== '');

/** A page of the grid, with what the merchandiser wants to see beside each price. */
export async function gridPage(
  read: Read,
  input: InputOf<typeof readGrid>,
): Promise<ReplyOf<typeof readGrid>> {
  const { listId, changeSetId, changesOnly, after, limit = 200 } = input;
  await demandList(read, listId);
  const change = changeSetId === undefined ? null : await selectChangeSet(read, changeSetId);
  const mark = readPageMark<GridMark>(
    after,
    ['string', 'string', 'number', 'string'],
    read.actor.language,
  );
  const at = input.at ?? change?.validFrom ?? wallNow(read);
  const rows = await selectGridRows(
    read,
    {
      filter: filterOf(input),
      listId,
      at,
      changeSetId: changeSetId ?? null,
      changesOnly: changesOnly ?? false,
      behind: mark,
    },
    limit + 1,
  );
  const itemIds = rows.slice(0, limit).map(({ itemId }) => itemId);
  const lowest =
    input.placeId === undefined
      ? new Map<string, number>()
      : await lowestPrices(read, itemIds, input.placeId, at);
  const asked = { listId, at, changeSetId: changeSetId ?? null, itemIds };
  const breaks = await selectBreaks(read, asked);
  const elsewhere = await selectElsewhere(read, asked);
  const items = await itemsById(read, itemIds);
  return pageFrom(
    rows,
    limit,
    ({ styleCode, colour, sizeOrder, itemId }) => [styleCode, colour, sizeOrder, itemId],
    ({ sizeOrder: _sizeOrder, ...row }) => {
      const price = row.wantedMinor ?? row.listedMinor ?? row.cataloguePriceMinor;
      return {
        ...row,
        marginPercent: marginPercent(price, row.costMinor, row.vatRate),
        changePercent: changePercent(row.listedMinor ?? row.cataloguePriceMinor, row.wantedMinor),
        lowest30Minor: lowest.get(row.itemId) ?? null,
        breaks: breaks.get(row.itemId) ?? [],
        elsewhere: elsewhere.get(row.itemId) ?? null,
        pictureUrl: items.get(row.itemId)?.pictureUrl ?? null,
      };
    },
  );
}

function filterOf(input: InputOf<typeof readGrid>) {
  return {
    search: input.search,
    styleCodes: several(input.styleCodes),
    brands: several(input.brands),
    suppliers: several(input.suppliers),
    lines: several(input.lines),
    seasons: several(input.seasons),
    categories: several(input.categories),
    departments: several(input.departments),
  };
}

export async function facets(read: Read): Promise<ReplyOf<typeof goodsFacets>> {
  return { itemCount: await countGoods(read, {}), facets: await selectFacets(read) };
}
