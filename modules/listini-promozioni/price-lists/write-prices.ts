import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { gtin14, readGtin } from '../../base/api.ts';
import { wrongRows, type WrongRow } from '../problems.ts';
import type { applyBulk, previewBulk, writePrices } from './writing-contracts.ts';
import { lockInState, moveChangeSet } from './change-sets.ts';
import { marginPercent, repriced } from './domain/reprice.ts';
import { insertBatch, insertWishes, type WantedPrice } from './sql/change-rows.ts';
import { selectChangeSet } from './sql/change-sets.ts';
import { resolveGoods, selectRepriceable, type Repriceable } from './sql/grid.ts';

const SHOWN = 100;
/** More goods than any chain's list: a change of all of them is one batch all the same. */
const MOST = 200_000;

/** A cell, a fill or a paste, as one step that can be undone. */
export async function write(
  tx: Tx,
  { changeSetId, kind, rows, skipWrong }: InputOf<typeof writePrices>,
): Promise<ReplyOf<typeof writePrices>> {
  const draft = await lockInState(tx, changeSetId, ['draft']);
  const named = rows.map(({ gtin, itemId, styleCode, minQuantity, amountMinor }, row) => ({
    row,
    gtin14: gtin === undefined ? null : gtin14(readGtin(gtin) ?? gtin),
    itemId: itemId ?? null,
    styleCode: styleCode ?? null,
    minQuantity: minQuantity ?? 1,
    amountMinor,
  }));
  const wishes: WantedPrice[] = [];
  const wrong: WrongRow[] = [];
  for (const { row, subjectKind, subjectId } of await resolveGoods(tx, named)) {
    const { minQuantity, amountMinor } = named[row]!;
    if (subjectId !== null) wishes.push({ subjectKind, subjectId, minQuantity, amountMinor });
    else {
      const { gtin, itemId, styleCode } = rows[row]!;
      const why = styleCode === undefined ? 'unknown-item' : 'unknown-style';
      wrong.push({ row, why, value: gtin ?? itemId ?? styleCode ?? '' });
    }
  }
  if (wrong.length > 0 && skipWrong !== true) {
    throw new Refusal(wrongRows, { rows: wrong.slice(0, SHOWN), total: wrong.length });
  }
  const batch = await insertBatch(tx, changeSetId, kind, wishes.length);
  if (wishes.length > 0) await insertWishes(tx, changeSetId, batch, wishes);
  const { version } = await moveChangeSet(tx, draft, {});
  return {
    changeSetId,
    batch,
    written: wishes.length,
    skipped: wrong.slice(0, SHOWN),
    skippedCount: wrong.length,
    version,
  };
}

type Bulk = Omit<InputOf<typeof applyBulk>, 'changeSetId'>;

/** What a change of many would come to, with the first rows of it. */
export async function preview(
  read: Read,
  { changeSetId, ...bulk }: InputOf<typeof previewBulk>,
): Promise<ReplyOf<typeof previewBulk>> {
  const change = await selectChangeSet(read, changeSetId);
  if (!change) throw new Refusal(notFound, { what: changeSetId });
  const goods = await startingFrom(read, change.listId, change.validFrom, bulk);
  const changing = changesOf(goods, bulk);
  return {
    matching: goods.length,
    changing: changing.length,
    withoutPrice: goods.filter(({ fromMinor }) => fromMinor === null).length,
    belowCost: changing.filter(({ marginPercent: margin }) => margin !== null && margin < 0).length,
    sample: changing.slice(0, 50).map(({ item, fromMinor, toMinor, marginPercent: margin }) => ({
      itemId: item.itemId,
      styleCode: item.styleCode,
      name: item.name,
      size: item.size,
      colour: item.colour,
      fromMinor,
      toMinor,
      marginPercent: margin,
    })),
  };
}

/** Changes many prices of a draft at once, as one step that can be undone. */
export async function reprice(
  tx: Tx,
  { changeSetId, ...bulk }: InputOf<typeof applyBulk>,
): Promise<ReplyOf<typeof applyBulk>> {
  const draft = await lockInState(tx, changeSetId, ['draft']);
  const goods = await startingFrom(tx, draft.listId, draft.validFrom, bulk);
  const wishes = changesOf(goods, bulk).map(({ item, toMinor }): WantedPrice => ({
    subjectKind: 'item',
    subjectId: item.itemId,
    minQuantity: 1,
    amountMinor: toMinor,
  }));
  const batch = await insertBatch(tx, changeSetId, 'bulk', wishes.length);
  if (wishes.length > 0) await insertWishes(tx, changeSetId, batch, wishes);
  const { version } = await moveChangeSet(tx, draft, {});
  return { changeSetId, batch, written: wishes.length, skipped: [], skippedCount: 0, version };
}

function startingFrom(
  read: Read,
  listId: string,
  at: string,
  { filter, from }: Bulk,
): Promise<Repriceable[]> {
  const list = from.kind === 'list' ? (from.listId ?? listId) : listId;
  return selectRepriceable(
    read,
    filter,
    from.kind === 'list-price' ? null : { listId: list, at },
    MOST,
  );
}

function changesOf(goods: readonly Repriceable[], bulk: Bulk) {
  return goods.flatMap((item) => {
    const { fromMinor, costMinor, vatRate } = item;
    if (fromMinor === null) return [];
    const toMinor = repriced(fromMinor, bulk, { costMinor, vatRate });
    // A copy of another list's prices is a change even where the amount is the same.
    if (toMinor === fromMinor && bulk.from.kind === 'this-list') return [];
    return [
      { item, fromMinor, toMinor, marginPercent: marginPercent(toMinor, costMinor, vatRate) },
    ];
  });
}
