import type { ImportKind, ImportRow, RowError } from '../../base/api.ts';
import { itemsByGtin } from '../../base/api.ts';
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
import { insertChangeSet, selectChangeSet } from './sql/change-sets.ts';
import { selectListByCode } from './sql/lists.ts';
import { wallNow } from './wall-clock.ts';

interface PriceRow {
  readonly list: string;
  readonly gtin: string;
  readonly amountMinor: number;
  readonly minQuantity: number;
}

/**
 * A file of prices becomes a draft of each list it names: to be looked at, handed in and approved like any
 * other change. The draft has the import's own id, so that a file that was interrupted goes on in it.
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
    {
      key: 'gtin',
      title: { it: 'Codice a barre', en: 'Barcode' },
      headers: ['EAN', 'GTIN', 'Codice a barre', 'Barcode'],
      required: true,
      example: '8050000000017',
    },
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
        : [unknown(line, 'list', entry.list, 'listino', 'price list')]),
      ...(items.has(entry.gtin) ? [] : [unknown(line, 'gtin', entry.gtin, 'articolo', 'item')]),
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
      const changeSetId = draftOf(importId, list.id);
      const batch = await openDraft(tx, changeSetId, list.id);
      await insertWishes(tx, changeSetId, batch, wanted);
      await growBatch(tx, changeSetId, batch, wanted.length);
      await moveChangeSet(tx, (await selectChangeSet(tx, changeSetId))!, {});
    }
  },
};

/** One draft of each import and list: the ids of both, folded. */
function draftOf(importId: string, listId: string): string {
  const hex = (id: string) => id.replaceAll('-', '');
  const folded = [...hex(importId)]
    .map((digit, place) =>
      place < 12 ? digit : (parseInt(digit, 16) ^ parseInt(hex(listId)[place]!, 16)).toString(16),
    )
    .join('');
  return `${folded.slice(0, 8)}-${folded.slice(8, 12)}-7${folded.slice(13, 16)}-8${folded.slice(17, 20)}-${folded.slice(20)}`;
}

async function openDraft(
  tx: Parameters<typeof insertBatch>[0],
  changeSetId: string,
  listId: string,
): Promise<number> {
  if (!(await selectChangeSet(tx, changeSetId))) {
    await insertChangeSet(tx, {
      id: changeSetId,
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
  }
  const [latest] = await selectBatches(tx, changeSetId);
  return latest?.kind === 'import' ? latest.number : insertBatch(tx, changeSetId, 'import', 0);
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
    {
      key: 'gtin',
      title: { it: 'Codice a barre', en: 'Barcode' },
      headers: ['EAN', 'GTIN', 'Codice a barre', 'Barcode'],
      required: true,
      example: '8050000000017',
    },
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
      items.has(entry.gtin) ? [] : [unknown(line, 'gtin', entry.gtin, 'articolo', 'item')],
    );
  },
  async apply(tx, rows: readonly ImportRow<CostRow>[]): Promise<void> {
    const items = await itemsByGtin(
      tx,
      rows.map(({ entry }) => entry.gtin),
    );
    const version = await nextVersion(tx, 'goods', null);
    await setCosts(
      tx,
      version,
      rows.map(({ entry: { gtin, costMinor } }) => ({ itemId: items.get(gtin)!.id, costMinor })),
    );
    tx.record(pricesPublished({ version, cause: 'goods', subjectId: null }));
  },
};

function unknown(line: number, column: string, value: string, it: string, en: string): RowError {
  return {
    line,
    column,
    message: { it: `${it} «${value}» sconosciuto`, en: `unknown ${en} “${value}”` },
  };
}
