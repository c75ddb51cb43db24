import type { Knex } from 'knex';

const ROWS_A_STATEMENT = 4_000;

/**
 * Writes many rows in few statements. `columns` says the names and types, as in
 * `jsonb_to_recordset`; rows that are already there (by any key) stay as they are.
 */
export async function insertRows<R extends object>(
  sql: Knex,
  table: string,
  columns: Readonly<Record<keyof R & string, string>>,
  rows: readonly R[],
): Promise<void> {
  const names = Object.keys(columns).join(', ');
  const typed = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await sql.raw(
      `insert into ${table} (${names})
      select ${names} from jsonb_to_recordset(?::jsonb) as r (${typed})
      on conflict do nothing`,
      [JSON.stringify(rows.slice(from, from + ROWS_A_STATEMENT))],
    );
  }
}
