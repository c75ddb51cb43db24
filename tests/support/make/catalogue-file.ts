import { csvLine } from '../../../modules/base/imports/domain/table.ts';
import type { CatalogueEntry } from '../../../modules/base/catalogue/write-catalogue.ts';

const HEADERS = [
  'Codice modello',
  'Nome',
  'Marca',
  'Fornitore',
  'Linea',
  'Stagione',
  'Categoria',
  'Reparto',
  'Composizione',
  'EAN',
  'Colore',
  'Taglia',
  'Ordine taglia',
  'Colore HEX',
  'Prezzo al pubblico',
  'IVA',
];

/** A catalogue as an Italian spreadsheet saves it: `;` between cells, commas in prices. */
export function catalogueFile(entries: Iterable<CatalogueEntry>): Buffer {
  const lines = [csvLine(HEADERS)];
  for (const { style, item } of entries) {
    lines.push(
      csvLine([
        style.code,
        style.name,
        style.brand,
        style.supplier,
        style.line,
        style.season,
        style.category,
        style.department,
        style.composition,
        item.gtin,
        item.colour,
        item.size,
        String(item.sizeOrder),
        item.colourHex ?? '',
        (item.listPriceMinor / 100).toFixed(2).replace('.', ','),
        String(item.vatRate),
      ]),
    );
  }
  return Buffer.from(lines.join(''));
}
