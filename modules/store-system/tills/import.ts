import type { ImportKind, ImportRow, RowError, RowReader } from '../../base/api.ts';
import { instantOfWall } from '../../../server/kernel/time.ts';
import { GTIN_COLUMN, itemsByGtin, locationsById, unknownEntry } from '../../base/api.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { lineTotal, type ReceiptLine, type TillReceipt } from './domain.ts';
import { receiptById } from './queries.ts';
import { takeReceipts } from './record-receipts.ts';
import { deleteReceipt, isFromImport, selectKnown } from './sql/writing.ts';

interface LineRow {
  readonly locationId: string;
  readonly externalId: string;
  readonly tillId: string;
  /** An instant, or what the shop's clocks showed. */
  readonly issuedAt: string;
  readonly gtin: string;
  readonly quantity: number;
  readonly listPriceMinor: number;
  readonly paidMinor: number;
  readonly tender: string;
  readonly rtSerial: string;
  readonly zNumber: number;
  readonly documentNumber: number;
}

const TENDERS: Readonly<Record<string, string>> = {
  contanti: 'cash',
  cash: 'cash',
  carta: 'card',
  card: 'card',
  bancomat: 'card',
  'buono regalo': 'gift-card',
  voucher: 'voucher',
  altro: 'other',
  other: 'other',
};

const column = (
  key: string,
  it: string,
  en: string,
  headers: readonly string[],
  example: string,
  required = true,
) => ({ key, title: { it, en }, headers: [it, en, ...headers], required, example });

/**
 * A file of receipts, one line of goods on each line. Lines of one receipt have its number in common;
 * where a portion of the file ends in the middle of one, the next portion completes it.
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
    return rows.flatMap(({ line, entry }): RowError[] => [
      ...(locations.has(entry.locationId)
        ? []
        : [
            unknownEntry(line, 'location', entry.locationId, { it: 'il negozio', en: 'the store' }),
          ]),
      ...(items.has(entry.gtin)
        ? []
        : [unknownEntry(line, 'gtin', entry.gtin, { it: 'l’articolo', en: 'the item' })]),
    ]);
  },
  async apply(tx, rows: readonly ImportRow<LineRow>[], importId): Promise<void> {
    const items = await itemsByGtin(
      tx,
      rows.map(({ entry }) => entry.gtin),
    );
    const receipts = new Map<string, LineRow[]>();
    for (const { entry } of rows) {
      const key = `${entry.locationId} ${entry.externalId}`;
      receipts.set(key, [...(receipts.get(key) ?? []), entry]);
    }
    const byShop = new Map<string, TillReceipt[]>();
    const shops = await locationsById(
      tx,
      rows.map(({ entry }) => entry.locationId),
    );
    for (const lines of receipts.values()) {
      const { zone } = shops.get(lines[0]!.locationId)!;
      const receipt = receiptOf(lines, zone, (gtin) => items.get(gtin)!);
      const shop = byShop.get(receipt.locationId) ?? [];
      byShop.set(receipt.locationId, [...shop, await completed(tx, receipt, importId)]);
    }
    for (const shop of byShop.values()) await takeReceipts(tx, shop, importId);
  },
};

function readLine(row: RowReader): LineRow {
  const listPriceMinor = row.money('list');
  const paidMinor = row.money('paid');
  if (paidMinor > listPriceMinor) {
    row.fault('paid', 'Supera il prezzo pieno.', 'It is above the full price.');
  }
  const rtSerial = row.optional('rt', 40);
  const whole = (key: string) =>
    row.optional(key, 10) === '' ? 0 : row.whole(key, { min: 0, max: 100_000 });
  return {
    locationId: row.required('location', 12).toUpperCase(),
    externalId: row.required('receipt', 80),
    tillId: row.optional('till', 40) || '1',
    issuedAt: row.moment('issued'),
    gtin: row.gtin('gtin'),
    quantity: row.whole('quantity', { min: 1, max: 10_000 }),
    listPriceMinor,
    paidMinor,
    tender: row.oneOf('tender', TENDERS, 'other'),
    rtSerial,
    zNumber: whole('z'),
    documentNumber: whole('number'),
  };
}

function receiptOf(
  lines: readonly LineRow[],
  zone: string,
  itemOf: (gtin: string) => { readonly id: string; readonly vatRate: number },
): TillReceipt {
  const [first] = lines;
  const { locationId, tillId, externalId, issuedAt, rtSerial, zNumber, documentNumber, tender } =
    first!;
  return paidWith(tender, {
    locationId,
    kind: 'sale',
    tillId,
    externalId,
    channel: 'store',
    customerId: null,
    currency: 'EUR',
    issuedAt: instantIn(zone, issuedAt),
    fiscal: rtSerial === '' ? null : { rtSerial, zNumber, documentNumber },
    roundingMinor: 0,
    pricedBy: null,
    returnsId: null,
    tenders: [],
    lines: lines.map(({ gtin, quantity, listPriceMinor, paidMinor }) => {
      const { id, vatRate } = itemOf(gtin);
      const off = listPriceMinor - paidMinor;
      const discounts =
        off === 0 ? [] : [{ promotionId: null, reason: 'Sconto di cassa', amountMinor: off }];
      return { itemId: id, vatRate, pieces: [{ quantity, listPriceMinor, discounts }] };
    }),
  });
}

/** A file that says no offset means the clocks of the shop. ISO 8601, UTC. */
function instantIn(zone: string, moment: string): string {
  if (moment.endsWith('Z')) return moment;
  const [day = '', clock = ''] = moment.split('T');
  const minute = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  return instantOfWall(zone, day, minute).toISOString();
}

/** A file says how it was paid, not in how many parts: one tender for the whole. */
function paidWith(kind: string, receipt: TillReceipt): TillReceipt {
  const amountMinor = receipt.lines.reduce((sum, line) => sum + lineTotal(line), 0);
  return {
    ...receipt,
    tenders: amountMinor === 0 ? [] : [{ kind, amountMinor, reference: null }],
  };
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
