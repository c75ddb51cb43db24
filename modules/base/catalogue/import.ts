import type { ImportColumn, ImportKind } from '../imports/kind.ts';
import type { RowReader } from '../imports/domain/row-reader.ts';
import { completed, type CatalogueLine } from './complete-lines.ts';
import { gtin14 } from './domain/gtin.ts';
import { VAT_RATES } from './domain/item.ts';
import { selectTakenVariants } from './sql/write.ts';
import { writeCatalogue } from './write-catalogue.ts';

const column = (
  key: string,
  it: string,
  en: string,
  example: string,
  headers: readonly string[] = [],
  required = false,
): ImportColumn => ({ key, title: { it, en }, headers, required, example });

const REQUIRED = true;

const COLUMNS: readonly ImportColumn[] = [
  column(
    'style',
    'Codice modello',
    'Style code',
    'CA-LIV-0001',
    ['Modello', 'Codice articolo', 'Style'],
    REQUIRED,
  ),
  column(
    'name',
    'Nome',
    'Name',
    'Cappotto a vestaglia Livia',
    ['Descrizione', 'Description', 'Articolo'],
    REQUIRED,
  ),
  column(
    'gtin',
    'Codice a barre',
    'Barcode',
    '8009000000012',
    ['EAN', 'EAN13', 'GTIN', 'Barcode', 'UPC'],
    REQUIRED,
  ),
  column('colour', 'Colore', 'Colour', 'Cammello', ['Color', 'Variante colore'], REQUIRED),
  column('size', 'Taglia', 'Size', '42', ['Misura'], REQUIRED),
  column(
    'price',
    'Prezzo di listino',
    'List price',
    '249,00',
    ['Prezzo', 'Prezzo al pubblico', 'Price', 'Retail price'],
    REQUIRED,
  ),
  column('brand', 'Marca', 'Brand', 'Lungarno', ['Marchio', 'Brand'], REQUIRED),
  column('category', 'Categoria', 'Category', 'Cappotti', ['Categoria merceologica'], REQUIRED),
  column('department', 'Reparto', 'Department', 'Donna', []),
  column('supplier', 'Fornitore', 'Supplier', 'Manifattura Arno S.r.l.', ['Produttore', 'Vendor']),
  column('line', 'Linea', 'Line', 'Essenziali', ['Collezione', 'Collection']),
  column('season', 'Stagione', 'Season', 'A/I 26', []),
  column('composition', 'Composizione', 'Composition', '90% lana, 10% cashmere', [
    'Materiale',
    'Material',
  ]),
  column('vat', 'IVA', 'VAT', '22', ['Aliquota', 'Aliquota IVA', 'VAT rate', 'IVA %']),
  column('sizeOrder', 'Ordine taglia', 'Size order', '3', ['Posizione taglia']),
  column('colourHex', 'Colore HEX', 'Colour hex', '#b98a5a', ['HEX', 'RGB']),
  column('picture', 'Immagine', 'Picture', '', ['Foto', 'URL immagine', 'Image', 'Picture URL']),
  column('seasonal', 'Stagionale', 'Seasonal', 'sì', []),
  column('perishable', 'Deperibile', 'Perishable', 'no', []),
  column('returnExclusion', 'Reso escluso', 'Return excluded', 'no', ['Non rendibile']),
  column('active', 'Attivo', 'Active', 'sì', ['In vendita']),
];

/**
 * The catalogue from a file: a line for each item, with what it shares with its style. What a file leaves
 * empty stays as it was.
 */
export const catalogueImport: ImportKind<CatalogueLine> = {
  id: 'catalogue',
  title: { it: 'Catalogo', en: 'Catalogue' },
  permission: 'base.catalogue.manage',
  columns: COLUMNS,
  read: (row) => ({
    style: {
      code: row.required('style', 60),
      name: row.required('name', 160),
      brand: row.required('brand', 80),
      supplier: row.optional('supplier', 120) || null,
      line: row.optional('line', 80) || null,
      season: row.optional('season', 40) || null,
      category: row.required('category', 80),
      department: row.optional('department', 80) || null,
      composition: row.optional('composition', 200) || null,
      seasonal: yesOf(row, 'seasonal'),
      perishable: yesOf(row, 'perishable'),
      returnExclusion: yesOf(row, 'returnExclusion'),
    },
    item: {
      gtin: row.gtin('gtin'),
      size: row.required('size', 20),
      sizeOrder: sizeOrderOf(row),
      colour: row.required('colour', 60),
      colourHex: colourHexOf(row),
      listPriceMinor: row.money('price'),
      vatRate: vatRateOf(row),
      pictureUrl: pictureOf(row),
      active: yesOf(row, 'active'),
    },
  }),
  identities: ({ style, item }) => [
    { it: `Codice a barre ${item.gtin}`, en: `Barcode ${item.gtin}` },
    {
      it: `${style.code}, colore ${item.colour}, taglia ${item.size}`,
      en: `${style.code}, colour ${item.colour}, size ${item.size}`,
    },
  ],
  async check(read, rows) {
    const taken = await selectTakenVariants(
      read,
      rows.map(({ line, entry: { style, item } }) => ({
        line,
        styleCode: style.code,
        colour: item.colour,
        size: item.size,
        gtin14: gtin14(item.gtin),
      })),
    );
    return taken.map(({ line, gtin }) => ({
      line,
      column: 'gtin',
      message: {
        it: `Questo modello, colore e taglia ha già un altro codice a barre: ${gtin}.`,
        en: `This style, colour and size already has another barcode: ${gtin}.`,
      },
    }));
  },
  async apply(tx, rows, importId) {
    const lines = rows.map(({ entry }) => entry);
    await writeCatalogue(tx, await completed(tx, lines), `import:${importId}`);
  },
};

/** Yes or no; null where the file says nothing. */
function yesOf(row: RowReader, column: string): boolean | null {
  return row.optional(column, 60) === '' ? null : row.yes(column, false);
}

function vatRateOf(row: RowReader): number | null {
  const text = row.optional('vat', 10).replace(/[%\s]/g, '').replace(',', '.');
  if (text === '') return null;
  const rate = Number(text);
  if (VAT_RATES.some((known) => known === rate)) return rate;
  const known = VAT_RATES.join(', ');
  row.fault(
    'vat',
    `«${text}» non è un’aliquota IVA: ${known}.`,
    `“${text}” is not a VAT rate: ${known}.`,
  );
  return null;
}

function sizeOrderOf(row: RowReader): number | null {
  if (row.optional('sizeOrder', 10) === '') return null;
  return row.whole('sizeOrder', { min: 0, max: 999 });
}

function colourHexOf(row: RowReader): string | null {
  const text = row.optional('colourHex', 20).toLowerCase().replace(/^#/, '');
  if (text === '') return null;
  if (/^[0-9a-f]{6}$/.test(text)) return `#${text}`;
  row.fault('colourHex', 'Un colore si scrive come #b98a5a.', 'A colour is written like #b98a5a.');
  return null;
}

function pictureOf(row: RowReader): string | null {
  const text = row.optional('picture', 500);
  if (text === '') return null;
  if (/^(https:\/\/|\/api\/)[^\s"'<>\\]+$/.test(text)) return text;
  row.fault(
    'picture',
    'L’indirizzo dell’immagine deve cominciare con https://.',
    'The address of the picture must begin with https://.',
  );
  return null;
}
