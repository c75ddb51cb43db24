import type { ImportKind, ImportRow, RowError } from '../../base/api.ts';
import { GTIN_COLUMN, itemsByGtin, locationsById, unknownEntry } from '../../base/api.ts';
import { readPlace } from '../places/domain.ts';
import { placeItems } from '../places/place-items.ts';
import { countStock } from './commands.ts';
import type { Condition } from './domain/level.ts';

interface StockRow {
  readonly locationId: string;
  readonly gtin: string;
  readonly quantity: number;
  readonly condition: Condition;
  /** Where it lies; empty or left out: it stays where it is. */
  readonly place?: string;
}

const CONDITION_WORDS: Readonly<Record<string, Condition>> = {
  vendibile: 'sellable',
  sellable: 'sellable',
  esposizione: 'display',
  display: 'display',
  'da controllare': 'to-inspect',
  'to-inspect': 'to-inspect',
  difettoso: 'damaged',
  damaged: 'damaged',
};

/** A file of what every location has: each line becomes the level, the difference enters the ledger. */
export const stockImport: ImportKind<StockRow> = {
  id: 'stock',
  title: { it: 'Giacenze', en: 'Stock' },
  permission: 'store-system.stock.import',
  columns: [
    {
      key: 'location',
      title: { it: 'Ubicazione', en: 'Location' },
      headers: ['Ubicazione', 'Negozio', 'Codice negozio', 'Location', 'Store'],
      required: true,
      example: 'MI01',
    },
    GTIN_COLUMN,
    {
      key: 'quantity',
      title: { it: 'Quantità', en: 'Quantity' },
      headers: ['Quantità', 'Giacenza', 'Pezzi', 'Quantity', 'On hand'],
      required: true,
      example: '3',
    },
    {
      key: 'condition',
      title: { it: 'Condizione', en: 'Condition' },
      headers: ['Condizione', 'Stato', 'Condition'],
      required: false,
      example: 'vendibile',
    },
    {
      key: 'place',
      title: { it: 'Posto', en: 'Place' },
      headers: ['Posto', 'Scaffale', 'Campata', 'Place', 'Shelf', 'Bay'],
      required: false,
      example: 'B3',
    },
  ],
  read: (row) => ({
    locationId: row.required('location', 12).toUpperCase(),
    gtin: row.gtin('gtin'),
    quantity: row.whole('quantity', { min: 0, max: 100_000 }),
    condition: row.oneOf('condition', CONDITION_WORDS, 'sellable'),
    place: row.optional('place', 40),
  }),
  identities: ({ locationId, gtin, condition }) => [
    {
      it: `giacenza ${condition} di ${gtin} in ${locationId}`,
      en: `${condition} stock of ${gtin} at ${locationId}`,
    },
  ],
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
            unknownEntry(line, 'location', entry.locationId, {
              it: 'l’ubicazione',
              en: 'the location',
            }),
          ]),
      ...(!entry.place || readPlace(entry.place) !== null ? [] : [noPlace(line, entry.place)]),
      ...(items.has(entry.gtin)
        ? []
        : [unknownEntry(line, 'gtin', entry.gtin, { it: 'l’articolo', en: 'the item' })]),
    ]);
  },
  async apply(tx, rows: readonly ImportRow<StockRow>[], importId): Promise<void> {
    const items = await itemsByGtin(
      tx,
      rows.map(({ entry }) => entry.gtin),
    );
    const counts = rows.map(({ entry: { locationId, gtin, quantity, condition } }) => ({
      locationId,
      itemId: items.get(gtin)!.id,
      condition,
      counted: quantity,
    }));
    await countStock(tx, counts, 'import', {
      rule: 'physical',
      cause: 'import',
      document: { kind: 'import', id: importId },
    });
    await placeItems(
      tx,
      rows.flatMap(({ entry: { locationId, gtin, place } }) =>
        place ? [{ locationId, itemId: items.get(gtin)!.id, place: readPlace(place) }] : [],
      ),
    );
  },
};

function noPlace(line: number, value: string): RowError {
  return {
    line,
    column: 'place',
    message: {
      it: `«${value}» non è un posto: lettere e cifre, al massimo dodici`,
      en: `“${value}” is no place: letters and figures, twelve at most`,
    },
  };
}
