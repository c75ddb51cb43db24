import type { Knex } from 'knex';
import { insertRows } from '../rows.ts';

const SOURCE =
  'https://www.open.online/2026/01/01/saldi-invernali-2026-quando-iniziano-date-durata-calendario-regioni/';

/**
 * End-of-season sales of winter 2026 as one newspaper listed them, to be checked by the chain every season.
 * Regions that were not in the list are left out: the calendar then says that it does not know them. Where
 * a length was given in days, the day of the beginning is the first of them.
 */
// oxfmt-ignore
const WINTER_2026: readonly (readonly [region: string, province: string, begins: string, ends: string | null, banFrom: string | null])[] = [
  ['Abruzzo', '', '2026-01-03', '2026-03-03', null],
  ['Basilicata', '', '2026-01-03', '2026-03-01', '2025-12-03'],
  ['Calabria', '', '2026-01-03', '2026-03-03', '2025-12-19'],
  ['Campania', '', '2026-01-03', '2026-03-03', '2025-12-03'],
  ['Emilia-Romagna', '', '2026-01-03', '2026-03-03', '2025-12-03'],
  ['Friuli-Venezia Giulia', '', '2026-01-03', '2026-03-31', null],
  ['Lazio', '', '2026-01-03', '2026-02-13', '2025-12-04'],
  ['Liguria', '', '2026-01-03', '2026-02-16', '2025-11-24'],
  ['Lombardia', '', '2026-01-03', '2026-03-03', '2025-12-04'],
  ['Marche', '', '2026-01-03', '2026-03-01', '2025-12-03'],
  ['Molise', '', '2026-01-03', '2026-03-03', null],
  ['Piemonte', '', '2026-01-03', '2026-02-27', '2025-12-04'],
  ['Puglia', '', '2026-01-03', '2026-03-03', '2025-12-19'],
  ['Sardegna', '', '2026-01-03', '2026-03-03', '2025-11-24'],
  ['Sicilia', '', '2026-01-03', '2026-03-15', null],
  ['Valle d’Aosta', '', '2026-01-02', null, null],
];

/** The calendar of sales a fresh installation starts with. What the chain has corrected stays. */
export async function seedSalesCalendar(sql: Knex): Promise<void> {
  await insertRows(
    sql,
    'lp_sales_calendar',
    {
      year: 'integer',
      season: 'text',
      region: 'text',
      province: 'text',
      begins: 'date',
      ends: 'date',
      ban_from: 'date',
      ban_to: 'date',
      source: 'text',
    },
    WINTER_2026.map(([region, province, begins, ends, banFrom]) => ({
      year: 2026,
      season: 'winter',
      region,
      province,
      begins,
      ends,
      ban_from: banFrom,
      ban_to: banFrom === null ? null : '2026-01-02',
      source: SOURCE,
    })),
  );
}
