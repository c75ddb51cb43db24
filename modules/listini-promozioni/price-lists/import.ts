import type { ImportKind, ImportRow, RowError } from '../../base/api.ts';
import { GTIN_COLUMN, itemsByGtin, unknownEntry } from '../../base/api.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { followGoods } from '../goods/follow-goods.ts';
import { setCosts } from '../goods/sql/goods.ts';
import { nextVersion } from '../goods/sql/versions.ts';
import { pricesPublished } from '../snapshot/events.ts';
import { moveChangeSet } from './change-sets.ts';
import {
  growBatch,
  insertBatch,
  insertWishes,
  selectBatches,
  type WantedPrice,
} from './sql/change-rows.ts';
import { insertChangeSet, lockChangeSet, type ChangeSet } from './sql/change-sets.ts';
import { selectListByCode } from './sql/lists.ts';
import { wallNow } from './domain/wall-time.ts';

interface PriceRow {
  readonly list: string;
  readonly gtin: string;
  readonly amountMinor: number;
  readonly minQuantity: number;
}

/**
 * A file of prices becomes a draft of each list it names: to be looked at, handed in and approved like any
 * other change. The id of the draft is made of that of the import, so that a file that was interrupted goes
 * on in it.
 */
export const pricesImport: ImportKind<PriceRow> = {
  id: 'prices',
  title: { it: 'Prezzi di listino', en: 'Prices of lists' },
  permission: 'listini-promozioni.list.edit',
  columns: [
    {
      key: 'list',
      title: { it: 'Listino', en: 'Price list' },
      headers: ['Listino', 'Codice listino', 'Price list'],
      required: true,
      example: 'BASE',
    },
    GTIN_COLUMN,
    {
      key: 'price',
      title: { it: 'Prezzo', en: 'Price' },
      headers: ['Prezzo', 'Prezzo al pubblico', 'Nuovo prezzo', 'Price'],
      required: true,
      example: '199,90',
    },
    {
      key: 'quantity',
      title: { it: 'Da pezzi', en: 'From pieces' },
      headers: ['Da pezzi', 'Quantità minima', 'From pieces'],
      required: false,
      example: '1',
    },
  ],
  read: (row) => ({
    list: row.required('list', 40).toUpperCase(),
    gtin: row.gtin('gtin'),
    amountMinor: row.money('price'),
    minQuantity:
      row.optional('quantity', 10) === '' ? 1 : row.whole('quantity', { min: 1, max: 100_000 }),
  }),
  identities: ({ list, gtin, minQuantity }) => [
    {
      it: `prezzo di ${gtin} da ${minQuantity} pezzi nel listino ${list}`,
      en: `price of ${gtin} from ${minQuantity} pieces in list ${list}`,
    },
  ],
  async check(read, rows): Promise<readonly RowError[]> {
    const items = await itemsByGtin(
      read,
      rows.map(({ entry }) => entry.gtin),
    );
    const lists = new Map<string, boolean>();
    for (const { entry } of rows) {
      if (!lists.has(entry.list)) {
        lists.set(entry.list, (await selectListByCode(read, entry.list)) !== null);
      }
    }
    return rows.flatMap(({ line, entry }): RowError[] => [
      ...(lists.get(entry.list)
        ? []
        : [unknownEntry(line, 'list', entry.list, { it: 'il listino', en: 'the price list' })]),
      ...(items.has(entry.gtin)
        ? []
        : [unknownEntry(line, 'gtin', entry.gtin, { it: 'l’articolo', en: 'the item' })]),
    ]);
  },
  async apply(tx, rows: readonly ImportRow<PriceRow>[], importId): Promise<void> {
    const items = await itemsByGtin(
      tx,
      rows.map(({ entry }) => entry.gtin),
    );
    const wishes = new Map<string, WantedPrice[]>();
    for (const { entry } of rows) {
      const wish: WantedPrice = {
        subjectKind: 'item',
        subjectId: items.get(entry.gtin)!.id,
        minQuantity: entry.minQuantity,
        amountMinor: entry.amountMinor,
      };
      wishes.set(entry.list, [...(wishes.get(entry.list) ?? []), wish]);
    }
    for (const [code, wanted] of wishes) {
      const list = (await selectListByCode(tx, code))!;
      const draft = await lockedDraft(tx, importId, list.id);
      const batch = await importBatch(tx, draft.id);
      await insertWishes(tx, draft.id, batch, wanted);
      await growBatch(tx, draft.id, batch, wanted.length);
      await moveChangeSet(tx, draft, {});
    }
  },
};

/**
 * The draft that an import writes into, locked. What people have handed in or put away meanwhile is theirs:
 * the rest of the file then goes into the next draft.
 */
async function lockedDraft(tx: Tx, importId: string, listId: string): Promise<ChangeSet> {
  for (let nth = 0; ; nth += 1) {
    const id = draftOf(importId, listId, nth);
    const found = (await lockChangeSet(tx, id)) ?? (await opened(tx, id, listId));
    if (found.state === 'draft') return found;
  }
}

/** The ids of an import and of a list, folded into one; it begins as that of the import. */
function draftOf(importId: string, listId: string, nth: number): string {
  const hex = (id: string) => id.replaceAll('-', '');
  const folded = [...hex(importId)]
    .map((digit, place) =>
      place < 12 ? digit : (parseInt(digit, 16) ^ parseInt(hex(listId)[place]!, 16)).toString(16),
    )
    .join('');
  const last = (parseInt(folded.slice(26), 16) ^ nth).toString(16).padStart(6, '0');
  return `${folded.slice(0, 8)}-${folded.slice(8, 12)}-7${folded.slice(13, 16)}-8${folded.slice(17, 20)}-${folded.slice(20, 26)}${last}`;
}

async function opened(tx: Tx, id: string, listId: string): Promise<ChangeSet> {
  await insertChangeSet(tx, {
    id,
    listId,
    title: 'Importazione',
    validFrom: wallNow(tx),
    validTo: null,
    atOnce: true,
    terms: null,
    announced: false,
    campaignId: null,
    note: '',
    undoesId: null,
  });
  return (await lockChangeSet(tx, id))!;
}

/** The step of a draft that its import writes: one, however many portions the file comes in. */
async function importBatch(tx: Tx, changeSetId: string): Promise<number> {
  const [latest] = await selectBatches(tx, changeSetId);
  return latest?.kind === 'import' && latest.undoneAt === null
    ? latest.number
    : insertBatch(tx, changeSetId, 'import', 0);
}

interface CostRow {
  readonly gtin: string;
  readonly costMinor: number;
}

/** A file of what the chain pays: margins and floors are worked out from it at once. */
export const costsImport: ImportKind<CostRow> = {
  id: 'costs',
  title: { it: 'Costi di acquisto', en: 'Purchase costs' },
  permission: 'listini-promozioni.list.edit',
  columns: [
    GTIN_COLUMN,
    {
      key: 'cost',
      title: { it: 'Costo senza IVA', en: 'Cost without VAT' },
      headers: ['Costo', 'Costo senza IVA', 'Prezzo di acquisto', 'Cost'],
      required: true,
      example: '82,00',
    },
  ],
  read: (row) => ({ gtin: row.gtin('gtin'), costMinor: row.money('cost') }),
  identities: ({ gtin }) => [{ it: `costo di ${gtin}`, en: `cost of ${gtin}` }],
  async check(read, rows): Promise<readonly RowError[]> {
    const items = await itemsByGtin(
      read,
      rows.map(({ entry }) => entry.gtin),
    );
    return rows.flatMap(({ line, entry }) =>
      items.has(entry.gtin)
        ? []
        : [unknownEntry(line, 'gtin', entry.gtin, { it: 'l’articolo', en: 'the item' })],
    );
  },
  async apply(tx, rows: readonly ImportRow<CostRow>[]): Promise<void> {
    const items = await itemsByGtin(
      tx,
      rows.map(({ entry }) => entry.gtin),
    );
    // What the catalogue has just learnt has a cost as well.
    await followGoods(tx, [...new Set([...items.values()].map(({ styleId }) => styleId))]);
    const version = await nextVersion(tx, 'goods', null);
    await setCosts(
      tx,
      version,
      rows.map(({ entry: { gtin, costMinor } }) => ({ itemId: items.get(gtin)!.id, costMinor })),
    );
    tx.record(pricesPublished({ version, cause: 'goods', subjectId: null }));
  },
};
