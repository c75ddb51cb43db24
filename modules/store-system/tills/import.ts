import type { ImportKind, ImportRow, RowError } from '../../base/api.ts';
import { GTIN_COLUMN, itemsByGtin, locationsById, unknownEntry } from '../../base/api.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { ReceiptLine, TillReceipt } from './domain.ts';
import { receiptById } from './queries.ts';
import {
  differencesIn,
  paidWith,
  readLine,
  receiptOf,
  receiptsIn,
  type LineRow,
  type ReceiptLines,
} from './receipt-file.ts';
import { takeReceipts } from './record-receipts.ts';
import { deleteReceipt, isFromImport, selectKnown } from './sql/writing.ts';

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
 * day in common, since tills count for themselves and often anew every day; where a portion of the file
 * ends in the middle of one, the next portion completes it.
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
  identities: () => [],
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
    return [...unknown, ...receipts.flatMap(differencesIn)];
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
    const found = receiptsIn(rows, (id) => shops.get(id)!.zone);
    const byShop = new Map<string, TillReceipt[]>();
    for (const lines of await asTheyAreKnown(tx, found)) {
      const receipt = receiptOf(lines, (gtin) => items.get(gtin)!);
      const shop = byShop.get(receipt.locationId) ?? [];
      byShop.set(receipt.locationId, [...shop, await completed(tx, receipt, importId)]);
    }
    for (const shop of byShop.values()) await takeReceipts(tx, shop, importId);
  },
};

/** With the number that a till may have told the receipt by before a file did: the bare one. */
async function asTheyAreKnown(
  read: Read,
  receipts: readonly ReceiptLines[],
): Promise<ReceiptLines[]> {
  const bare = new Set<string>();
  const keyOf = (...parts: string[]): string => JSON.stringify(parts);
  for (const locationId of new Set(receipts.map((receipt) => receipt.locationId))) {
    const ofShop = receipts.filter((receipt) => receipt.locationId === locationId);
    const numbers = ofShop.map(({ number }) => number);
    for (const known of await selectKnown(read, locationId, numbers)) {
      bare.add(keyOf(locationId, known.externalId, known.tillId, known.businessDay));
    }
  }
  return receipts.map((receipt) => {
    const { locationId, number, tillId, businessDay } = receipt;
    const isBare = bare.has(keyOf(locationId, number, tillId, businessDay));
    return isBare ? { ...receipt, externalId: number } : receipt;
  });
}

/** With the lines that an earlier portion of the same file has brought; those are written anew. */
async function completed(tx: Tx, receipt: TillReceipt, importId: string): Promise<TillReceipt> {
  const [known] = await selectKnown(tx, receipt.locationId, [receipt.externalId]);
  if (!known || !(await isFromImport(tx, known.id, importId))) return receipt;
  const before = (await receiptById(tx, known.id))!;
  await deleteReceipt(tx, known.id);
  const lines: ReceiptLine[] = before.lines.map(({ itemId, vatRate, pieces }) => ({
    itemId,
    vatRate,
    pieces,
  }));
  const kind = receipt.tenders[0]?.kind ?? 'other';
  return paidWith(kind, { ...receipt, lines: [...lines, ...receipt.lines] });
}
