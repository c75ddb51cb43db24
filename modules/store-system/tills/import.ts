import type { ImportKind, ImportRow, RowError } from '../../base/api.ts';
import { GTIN_COLUMN, itemsByGtin, locationsById, unknownEntry } from '../../base/api.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { MOST_LINES, type TillReceipt } from './domain.ts';
import { asTheyAreKnown, blamed, clashesOf, type FileReceipt } from './known-receipts.ts';
import {
  differencesIn,
  identitiesOf,
  readLine,
  receiptOf,
  receiptsIn,
  togetherAs,
  type LineRow,
  type ReceiptLines,
} from './receipt-file.ts';
import { takeReceipts } from './record-receipts.ts';

const column = (
  key: string,
  it: string,
  en: string,
  headers: readonly string[],
  example: string,
  required = true,
) => ({ key, title: { it, en }, headers: [it, en, ...headers], required, example });

/**
 * A file of receipts, one line of goods on each line. Lines of one receipt have number, till and business
 * day in common, since tills count for themselves and often anew every day; they stand one under the other
 * and are taken together.
 */
export const receiptsImport: ImportKind<LineRow> = {
  id: 'till-receipts',
  title: { it: 'Scontrini di cassa', en: 'Till receipts' },
  permission: 'store-system.receipt.import',
  columns: [
    column('location', 'Negozio', 'Store', ['Ubicazione', 'Location'], 'MI01'),
    column('receipt', 'Numero scontrino', 'Receipt', ['Scontrino', 'Receipt number'], '000123'),
    column('till', 'Cassa', 'Till', [], '1', false),
    column('issued', 'Data e ora', 'Date and time', ['Data', 'Date'], '22/11/2026 10:15'),
    GTIN_COLUMN,
    column('quantity', 'Pezzi', 'Pieces', ['Quantità', 'Quantity'], '1'),
    column('list', 'Prezzo pieno', 'Full price', ['Listino', 'List price'], '199,00'),
    column('paid', 'Prezzo pagato', 'Price paid', ['Pagato', 'Paid'], '159,20'),
    column('tender', 'Pagamento', 'Tender', ['Forma di pagamento'], 'carta', false),
    column('rt', 'Matricola RT', 'RT serial', [], '99MEY012345', false),
    column('z', 'Chiusura', 'Closing', ['Z'], '812', false),
    column('number', 'Numero documento', 'Document number', [], '23', false),
  ],
  read: readLine,
  together: togetherAs,
  identities: identitiesOf,
  async check(read, rows): Promise<readonly RowError[]> {
    const items = await itemsByGtin(
      read,
      rows.map(({ entry }) => entry.gtin),
    );
    const locations = await locationsById(
      read,
      rows.map(({ entry }) => entry.locationId),
    );
    const unknown = rows.flatMap(({ line, entry }): RowError[] => [
      ...(locations.has(entry.locationId)
        ? []
        : [
            unknownEntry(line, 'location', entry.locationId, { it: 'il negozio', en: 'the store' }),
          ]),
      ...(items.has(entry.gtin)
        ? []
        : [unknownEntry(line, 'gtin', entry.gtin, { it: 'l’articolo', en: 'the item' })]),
    ]);
    const placed = rows.filter(({ entry }) => locations.has(entry.locationId));
    const receipts = receiptsIn(placed, (id) => locations.get(id)!.zone);
    const wrong = [...unknown, ...receipts.flatMap(differencesIn), ...receipts.flatMap(tooLong)];
    const wrongLines = new Set(wrong.map(({ line }) => line));
    const right = receipts.filter((each) => each.rows.every(({ line }) => !wrongLines.has(line)));
    const found = await fileReceipts(read, right, (gtin) => items.get(gtin)!);
    return [...wrong, ...(await clashesOf(read, found))];
  },
  async apply(tx, rows: readonly ImportRow<LineRow>[], importId): Promise<void> {
    const items = await itemsByGtin(
      tx,
      rows.map(({ entry }) => entry.gtin),
    );
    const shops = await locationsById(
      tx,
      rows.map(({ entry }) => entry.locationId),
    );
    const lines = receiptsIn(rows, (id) => shops.get(id)!.zone);
    const found = await fileReceipts(tx, lines, (gtin) => items.get(gtin)!);
    const ofShops = new Map<string, TillReceipt[]>();
    for (const { receipt } of found) {
      const ofShop = ofShops.get(receipt.locationId) ?? [];
      ofShop.push(receipt);
      ofShops.set(receipt.locationId, ofShop);
    }
    for (const ofShop of ofShops.values()) await takeReceipts(tx, ofShop, importId);
  },
};

async function fileReceipts(
  read: Read,
  receipts: readonly ReceiptLines[],
  itemOf: (gtin: string) => { readonly id: string; readonly vatRate: number },
): Promise<FileReceipt[]> {
  const known = await asTheyAreKnown(read, receipts);
  return known.map((lines) => ({ lines, receipt: receiptOf(lines, itemOf) }));
}

function tooLong(receipt: ReceiptLines): RowError[] {
  if (receipt.rows.length <= MOST_LINES) return [];
  return blamed(receipt, {
    it: `Più di ${MOST_LINES} righe hanno questo numero di scontrino: forse la colonna è un’altra.`,
    en: `More than ${MOST_LINES} lines have this receipt number: it may be another column.`,
  });
}
