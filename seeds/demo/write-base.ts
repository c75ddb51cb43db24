import type { Knex } from 'knex';
import { plain, wordsOf } from '../../modules/base/api.ts';
import { insertRows } from '../rows.ts';
import type { StyleSeed } from './catalogue.ts';
import type { CustomerSeed } from './customers.ts';
import { CHAIN, demoHolidays, FRANCHISEE, type LocationSeed } from './locations.ts';

/** Companies, shops with hours and holidays. `year` is this year: closing days reach into the next. */
export async function writeLocations(
  sql: Knex,
  locations: readonly LocationSeed[],
  year: number,
): Promise<void> {
  await insertRows(
    sql,
    'base_company',
    { id: 'uuid', legal_name: 'text', vat_number: 'text', role: 'text' },
    [CHAIN, FRANCHISEE].map(({ id, legalName, vatNumber, role }) => ({
      id,
      legal_name: legalName,
      vat_number: vatNumber,
      role,
    })),
  );
  // oxfmt-ignore
  await insertRows(
    sql,
    'base_location',
    {
      id: 'text', company_id: 'uuid', kind: 'text', type: 'text', name: 'text', gln: 'text', street: 'text', postal_code: 'text', city: 'text',
      province: 'text', region: 'text', latitude: 'float8', longitude: 'float8', phone: 'text', email: 'text', pickup_enabled: 'boolean', pickup_capacity: 'integer',
    },
    locations.map((one) => ({
      id: one.id, company_id: one.companyId, kind: one.kind, type: one.type, name: one.name, gln: one.gln, street: one.street,
      postal_code: one.postalCode, city: one.city, province: one.province, region: one.region, latitude: one.latitude,
      longitude: one.longitude, phone: one.phone, email: `${one.id.toLowerCase()}@example.com`,
      pickup_enabled: one.kind === 'store', pickup_capacity: one.kind === 'store' ? Math.round(30 * one.weight) : null,
    })),
  );
  await insertRows(
    sql,
    'base_location_hours',
    { location_id: 'text', weekday: 'smallint', opens: 'time', closes: 'time' },
    locations.flatMap(({ id, week }) =>
      week.flatMap((spans, weekday) =>
        spans.map(([opens, closes]) => ({ location_id: id, weekday: weekday + 1, opens, closes })),
      ),
    ),
  );
  await insertRows(
    sql,
    'base_location_exception',
    { location_id: 'text', day: 'date', name: 'text', spans: 'jsonb' },
    locations.flatMap(({ id }) =>
      demoHolidays(year).map(({ day, name, spans }) => ({
        location_id: id,
        day,
        name,
        spans,
      })),
    ),
  );
}

/** The catalogue, with the words that search finds it by. */
export async function writeCatalogue(sql: Knex, styles: readonly StyleSeed[]): Promise<void> {
  const worded = styles.map((style) => {
    const own = wordsOf(
      style.name,
      style.brand,
      style.line,
      style.season,
      style.category,
      style.department,
    );
    const items = style.items.map((item) => ({ ...item, words: wordsOf(item.colour, item.size) }));
    return {
      ...style,
      own,
      items,
      words: [...new Set([...own, ...items.flatMap(({ words }) => words)])],
    };
  });
  // oxfmt-ignore
  await insertRows(
    sql,
    'base_style',
    {
      id: 'uuid', code: 'text', name: 'text', brand: 'text', supplier: 'text', line: 'text', season: 'text', category: 'text', department: 'text',
      composition: 'text', seasonal: 'boolean', perishable: 'boolean', return_exclusion: 'boolean', own_words: 'text[]', words: 'text[]',
    },
    worded.map((one) => ({
      id: one.id, code: one.code, name: one.name, brand: one.brand, supplier: one.supplier, line: one.line, season: one.season,
      category: one.category, department: one.department, composition: one.composition, seasonal: one.seasonal,
      perishable: one.perishable, return_exclusion: one.returnExclusion, own_words: one.own, words: [...one.words].sort(),
    })),
  );
  // oxfmt-ignore
  await insertRows(
    sql,
    'base_item',
    {
      id: 'uuid', style_id: 'uuid', gtin: 'text', size: 'text', size_order: 'smallint', colour: 'text', colour_hex: 'text',
      list_price_minor: 'bigint', vat_rate: 'numeric', picture_url: 'text', words: 'text[]',
    },
    worded.flatMap((style) =>
      style.items.map((item) => ({
        id: item.id, style_id: style.id, gtin: item.gtin, size: item.size, size_order: item.sizeOrder, colour: item.colour,
        colour_hex: item.colourHex.toLowerCase(), list_price_minor: item.listPriceMinor, vat_rate: item.vatRate,
        picture_url: item.pictureUrl, words: item.words,
      })),
    ),
  );
  await insertRows(
    sql,
    'base_style_word',
    { style_id: 'uuid', word: 'text', own: 'boolean' },
    worded.flatMap(({ id, own, words }) =>
      words.map((word) => ({ style_id: id, word, own: own.includes(word) })),
    ),
  );
  const words = [...new Set(worded.flatMap((style) => style.words))];
  await insertRows(
    sql,
    'base_search_word',
    { word: 'text' },
    words.map((word) => ({ word })),
  );
}

/** Customers with their consents, registered over the last two years. */
export async function writeCustomers(
  sql: Knex,
  customers: readonly CustomerSeed[],
  today: Date,
): Promise<void> {
  // oxfmt-ignore
  await insertRows(
    sql,
    'base_customer',
    { id: 'uuid', name: 'text', surname: 'text', email: 'text', phone: 'text', card: 'text', language: 'text', search: 'text', created_at: 'timestamptz' },
    customers.map(({ id, name, surname, email, phone, card, language }, place) => ({
      id, name, surname, email, phone, card, language, search: plain(`${surname} ${name}`).trim(),
      created_at: new Date(today.getTime() - (customers.length - place) * 12_600_000).toISOString(),
    })),
  );
  await insertRows(
    sql,
    'base_customer_consent',
    { customer_id: 'uuid', purpose: 'text', granted: 'boolean', source: 'text' },
    customers.flatMap(({ id, card, marketing }) =>
      card === null
        ? []
        : [{ customer_id: id, purpose: 'marketing', granted: marketing, source: 'card-form' }],
    ),
  );
}
