import type { Knex } from 'knex';

/** A reason that may be chosen: `makeReasonCode(db, 'adjustment', 'damaged')`. */
export async function makeReasonCode(
  db: Knex,
  kind: string,
  code: string,
  titles: { readonly it: string; readonly en: string } = { it: code, en: code },
): Promise<void> {
  await db('base_reason_code').insert({ kind, code, title_it: titles.it, title_en: titles.en });
}
