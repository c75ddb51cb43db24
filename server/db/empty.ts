import type { Knex } from 'knex';

/** Removes everything in the database: tables, data, the history of migrations. */
export async function emptyDatabase(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select nspname as name from pg_namespace
     where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname`,
  );
  for (const { name } of rows) await db.raw('drop schema ?? cascade', [name]);
  await db.raw('create schema public');
}
