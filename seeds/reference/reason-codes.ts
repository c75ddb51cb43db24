import type { Knex } from 'knex';
import { insertRows } from '../rows.ts';

// oxfmt-ignore
const REASON_CODES: readonly (readonly [kind: string, code: string, it: string, en: string])[] = [
  ['adjustment', 'found', 'Ritrovato', 'Found'],
  ['adjustment', 'missing', 'Mancante', 'Missing'],
  ['adjustment', 'damaged', 'Rovinato', 'Damaged'],
  ['adjustment', 'stolen', 'Furto', 'Theft'],
  ['adjustment', 'count', 'Inventario', 'Count'],
  ['adjustment', 'own-use', 'Uso interno', 'Own use'],
  ['adjustment', 'gift', 'Omaggio', 'Gift'],
];

/** The reasons a fresh installation starts with; the chain adds and renames its own. */
export async function seedReasonCodes(sql: Knex): Promise<void> {
  await insertRows(
    sql,
    'base_reason_code',
    { kind: 'text', code: 'text', title_it: 'text', title_en: 'text', place: 'integer' },
    REASON_CODES.map(([kind, code, title_it, title_en], place) => ({
      kind,
      code,
      title_it,
      title_en,
      place,
    })),
  );
}
