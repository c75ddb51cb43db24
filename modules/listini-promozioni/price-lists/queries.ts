import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { currentVersion } from '../goods/sql/versions.ts';
import type { listChangeSets, readChangeSet } from './change-contracts.ts';
import type { comparePriceList, listPriceLists, readPriceList } from './contracts.ts';
import { demandList } from './demand-list.ts';
import { shownChangeSet, shownList } from './shown.ts';
import { countWishes, selectBatches } from './sql/change-rows.ts';
import { selectChangeSet, selectChangeSets } from './sql/change-sets.ts';
import { selectList, selectLists } from './sql/lists.ts';
import { comparePrices } from './sql/compare-prices.ts';
import { wallNow } from './domain/wall-time.ts';

export async function everyList(read: Read): Promise<ReplyOf<typeof listPriceLists>> {
  const now = wallNow(read);
  return { lists: (await selectLists(read)).map((list) => shownList(list, now)) };
}

export async function oneList(
  read: Read,
  { listId }: InputOf<typeof readPriceList>,
): Promise<ReplyOf<typeof readPriceList>> {
  const list = await selectList(read, listId);
  if (!list) throw new Refusal(notFound, { what: listId });
  return shownList(list, wallNow(read));
}

export async function pageOfChangeSets(
  read: Read,
  { listId, state, after, limit = 50 }: InputOf<typeof listChangeSets>,
): Promise<ReplyOf<typeof listChangeSets>> {
  const mark = readPageMark<[string, string]>(after, ['string', 'string'], read.actor.language);
  const rows = await selectChangeSets(
    read,
    {
      listId: listId ?? null,
      states: state === undefined ? null : [state],
      before: mark ? { createdAt: mark[0], id: mark[1] } : null,
    },
    limit + 1,
  );
  const lists = new Map((await selectLists(read)).map((list) => [list.id, list]));
  const now = wallNow(read);
  return pageFrom(
    rows,
    limit,
    ({ createdMark, id }) => [createdMark, id],
    (row) => shownChangeSet(row, lists.get(row.listId)!, now),
  );
}

export async function oneChangeSet(
  read: Read,
  { changeSetId }: InputOf<typeof readChangeSet>,
): Promise<ReplyOf<typeof readChangeSet>> {
  const change = await selectChangeSet(read, changeSetId);
  if (!change) throw new Refusal(notFound, { what: changeSetId });
  const list = await selectList(read, change.listId);
  const rowCount = await countWishes(read, changeSetId);
  const batches = await selectBatches(read, changeSetId);
  return {
    changeSet: shownChangeSet({ ...change, rowCount }, list!, wallNow(read)),
    batches: batches.map(({ madeAt, undoneAt, ...batch }) => ({
      ...batch,
      madeAt: madeAt.toISOString(),
      undone: undoneAt !== null,
    })),
  };
}

export async function comparison(
  read: Read,
  input: InputOf<typeof comparePriceList>,
): Promise<ReplyOf<typeof comparePriceList>> {
  const { listId, beforeVersion, afterVersion, after, limit = 50 } = input;
  await demandList(read, listId);
  const newest = await currentVersion(read);
  const now = wallNow(read);
  const mark = readPageMark<[number]>(after, ['number'], read.actor.language);
  const rows = await comparePrices(
    read,
    {
      listId,
      before: { version: beforeVersion ?? newest, at: input.beforeAt ?? now },
      after: { version: afterVersion ?? newest, at: input.afterAt ?? now },
      behindSlot: mark?.[0] ?? 0,
    },
    limit + 1,
  );
  return pageFrom(
    rows,
    limit,
    ({ slot }) => [slot],
    ({ slot: _slot, ...row }) => ({
      ...row,
      changePercent: changePercent(row.beforeMinor, row.afterMinor),
    }),
  );
}

/** By how much a price changes, in per cent with one decimal. */
export function changePercent(before: number | null, after: number | null): number | null {
  if (before === null || after === null || before === 0) return null;
  return Math.round(((after - before) / before) * 1_000) / 10;
}
