import { isGln } from '../catalogue/domain/gtin.ts';
import { readVatNumber } from '../companies/domain/vat-number.ts';
import { readPhone } from '../customers/domain/phone.ts';
import type { RowReader } from '../imports/domain/row-reader.ts';
import type { ImportColumn, ImportKind, RowError } from '../imports/kind.ts';
import type { LocationType } from './domain/location.ts';
import { writtenMinute } from './domain/opening-hours.ts';
import { readRegion } from './domain/regions.ts';
import { readDayHours } from './domain/written-hours.ts';
import { locationChanged } from './events.ts';
import {
  replaceWeeks,
  selectCompanies,
  selectTakenGlns,
  upsertLocations,
  type ImportedLocation,
} from './sql/import.ts';

const column = (
  key: string,
  it: string,
  en: string,
  example: string,
  headers: readonly string[] = [],
  required = false,
): ImportColumn => ({ key, title: { it, en }, headers, required, example });

const REQUIRED = true;

const DAYS = [
  ['monday', 'Lunedì', 'Monday', 'chiuso'],
  ['tuesday', 'Martedì', 'Tuesday', '9:30-13:00, 15:30-19:30'],
  ['wednesday', 'Mercoledì', 'Wednesday', '9:30-13:00, 15:30-19:30'],
  ['thursday', 'Giovedì', 'Thursday', '9:30-13:00, 15:30-19:30'],
  ['friday', 'Venerdì', 'Friday', '9:30-13:00, 15:30-19:30'],
  ['saturday', 'Sabato', 'Saturday', '10:00-19:30'],
  ['sunday', 'Domenica', 'Sunday', 'chiuso'],
] as const;

const COLUMNS: readonly ImportColumn[] = [
  column(
    'id',
    'Codice',
    'Code',
    'MI01',
    ['Codice negozio', 'Codice PV', 'Store code', 'Location code'],
    REQUIRED,
  ),
  column(
    'name',
    'Nome',
    'Name',
    'Milano Torino',
    ['Negozio', 'Insegna', 'Store', 'Punto vendita'],
    REQUIRED,
  ),
  column('type', 'Tipo', 'Type', 'strada', ['Tipologia'], REQUIRED),
  column('street', 'Indirizzo', 'Street', 'Via Torino 14', ['Via', 'Address'], REQUIRED),
  column('postalCode', 'CAP', 'Postal code', '20123', ['ZIP', 'Postcode'], REQUIRED),
  column('city', 'Città', 'City', 'Milano', ['Comune', 'Località'], REQUIRED),
  column('province', 'Provincia', 'Province', 'MI', ['Prov'], REQUIRED),
  column('region', 'Regione', 'Region', 'Lombardia', [], REQUIRED),
  column('company', 'Partita IVA', 'VAT number', '', ['P IVA', 'Azienda', 'Company']),
  column('gln', 'GLN', 'GLN', '', []),
  column('latitude', 'Latitudine', 'Latitude', '45,4627', ['Lat']),
  column('longitude', 'Longitudine', 'Longitude', '9,1859', ['Lon', 'Lng', 'Long']),
  column('phone', 'Telefono', 'Phone', '02 1234567', ['Tel']),
  column('email', 'E-mail', 'E-mail', 'milano@example.com', ['Mail', 'Email']),
  column('pickup', 'Ritiro in negozio', 'Pickup', 'sì', ['Ritiro', 'Click and collect']),
  ...DAYS.map(([key, it, en, example]) =>
    column(key, it, en, example, [`Orario ${it}`, it.slice(0, 3), en.slice(0, 3)]),
  ),
];

const TYPES: Readonly<Record<string, LocationType>> = {
  strada: 'street',
  street: 'street',
  'centro commerciale': 'mall',
  mall: 'mall',
  outlet: 'outlet',
  corner: 'corner',
  temporaneo: 'pop-up',
  'pop-up': 'pop-up',
  magazzino: 'warehouse',
  warehouse: 'warehouse',
};

/**
 * Shops and warehouses from a file, a line for each, with the week's hours if the file has them. What a
 * file leaves empty stays as it was: a list of telephones takes no shop from pickup.
 */
export const locationsImport: ImportKind<ImportedLocation> = {
  id: 'locations',
  title: { it: 'Negozi e magazzini', en: 'Locations' },
  permission: 'base.location.manage',
  columns: COLUMNS,
  read: (row) => ({
    id: codeOf(row),
    companyVatNumber: vatNumberOf(row),
    type: row.required('type') === '' ? 'street' : row.oneOf('type', TYPES, 'street'),
    name: row.required('name', 120),
    gln: checkedText(
      row,
      'gln',
      (text) => (isGln(text) ? text : null),
      'Non è un GLN di 13 cifre.',
      'Not a GLN of 13 digits.',
    ),
    street: row.required('street', 160),
    postalCode: row.required('postalCode', 12),
    city: row.required('city', 80),
    province: provinceOf(row),
    region: regionOf(row),
    ...placeOf(row),
    phone: checkedText(
      row,
      'phone',
      readPhone,
      'Non è un numero di telefono.',
      'Not a phone number.',
    ),
    email: checkedText(
      row,
      'email',
      (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text.toLowerCase() : null),
      'Non è un indirizzo e-mail.',
      'Not an e-mail address.',
    ),
    pickupEnabled: row.optional('pickup') === '' ? null : row.yes('pickup', false),
    hours: hoursOf(row),
  }),
  identities: ({ id, gln }) => [
    { it: `Codice ${id}`, en: `Code ${id}` },
    ...(gln === null ? [] : [{ it: `GLN ${gln}`, en: `GLN ${gln}` }]),
  ],
  async check(read, rows) {
    const companies = await selectCompanies(read);
    const errors: RowError[] = [];
    for (const { line, entry } of rows) {
      const fits = companies.filter(({ vatNumber, role }) =>
        entry.companyVatNumber === '' ? role === 'chain' : vatNumber === entry.companyVatNumber,
      );
      if (fits.length === 1) continue;
      errors.push({
        line,
        column: 'company',
        message: {
          it: 'Nessuna azienda ha questa partita IVA: registrala prima, o lascia vuoto per la catena.',
          en: 'No company has this VAT number: register it first, or leave it empty for the chain.',
        },
      });
    }
    const glns = rows.flatMap(({ line, entry: { id, gln } }) =>
      gln === null ? [] : [{ line, id, gln }],
    );
    for (const { line, locationId } of await selectTakenGlns(read, glns)) {
      errors.push({
        line,
        column: 'gln',
        message: {
          it: `Questo GLN è già di ${locationId}.`,
          en: `${locationId} already has this GLN.`,
        },
      });
    }
    return errors;
  },
  async apply(tx, rows) {
    const entries = rows.map(({ entry }) => entry);
    const versions = await upsertLocations(tx, entries);
    await replaceWeeks(tx, entries);
    for (const { id, version } of versions) {
      const what = version === 1 ? 'created' : 'particulars';
      tx.record(locationChanged({ locationId: id, version, what }));
    }
  },
};

function codeOf(row: RowReader): string {
  const code = row.required('id', 20).toUpperCase();
  if (code === '' || /^[A-Z0-9]{2,12}$/.test(code)) return code;
  row.fault(
    'id',
    'Il codice ha da 2 a 12 lettere e cifre, senza spazi: MI01.',
    'The code has 2 to 12 letters and digits, without spaces: MI01.',
  );
  return '';
}

function provinceOf(row: RowReader): string {
  const province = row.required('province', 40).toUpperCase();
  if (province === '' || /^[A-Z]{2}$/.test(province)) return province;
  row.fault(
    'province',
    'La provincia si scrive con due lettere: MI.',
    'A province has two letters: MI.',
  );
  return '';
}

function regionOf(row: RowReader): string {
  const text = row.required('region', 60);
  const region = text === '' ? '' : readRegion(text);
  if (region !== null) return region;
  row.fault(
    'region',
    `«${text}» non è una regione italiana.`,
    `“${text}” is not a region of Italy.`,
  );
  return '';
}

function vatNumberOf(row: RowReader): string {
  return (
    checkedText(
      row,
      'company',
      readVatNumber,
      'Non è una partita IVA valida.',
      'Not a valid VAT number.',
    ) ?? ''
  );
}

/** An optional cell that must be something if it is there. */
function checkedText(
  row: RowReader,
  key: string,
  read: (text: string) => string | null,
  it: string,
  en: string,
): string | null {
  const text = row.optional(key);
  if (text === '') return null;
  const value = read(text);
  if (value === null) row.fault(key, it, en);
  return value;
}

function placeOf(row: RowReader): { latitude: number | null; longitude: number | null } {
  const degrees = (key: string, limit: number): number | null => {
    const text = row.optional(key, 30);
    if (text === '') return null;
    const value = /^-?\d{1,3}([.,]\d{1,12})?$/.test(text)
      ? Number(text.replace(',', '.'))
      : Number.NaN;
    if (Math.abs(value) <= limit) return value;
    row.fault(
      key,
      `Un numero tra -${limit} e ${limit}: 45,4627.`,
      `A number between -${limit} and ${limit}: 45.4627.`,
    );
    return null;
  };
  const latitude = degrees('latitude', 90);
  const longitude = degrees('longitude', 180);
  return latitude === null || longitude === null
    ? { latitude: null, longitude: null }
    : { latitude, longitude };
}

function hoursOf(row: RowReader): ImportedLocation['hours'] {
  if (DAYS.every(([key]) => row.optional(key) === '')) return null;
  return DAYS.flatMap(([key, it, en], place) => {
    const spans = readDayHours(row.optional(key));
    if (spans === null) {
      row.fault(
        key,
        `L’orario di ${it.toLowerCase()} si scrive così: 9:30-13:00, 15:30-19:30 (o «chiuso»).`,
        `The hours of ${en} are written like this: 9:30-13:00, 15:30-19:30 (or “closed”).`,
      );
    }
    return (spans ?? []).map(({ opensMinute, closesMinute }) => ({
      weekday: place + 1,
      opens: writtenMinute(opensMinute),
      closes: writtenMinute(closesMinute),
    }));
  });
}
