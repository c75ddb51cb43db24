import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import type { Header, SaidHeaders } from './domain/table.ts';

export type ImportState =
  | 'uploaded'
  | 'checked'
  | 'unreadable'
  | 'applying'
  | 'applied'
  | 'failed'
  | 'discarded';

/** A file on its way into the house. It is complete in the state `applied` and in no other. */
export interface Import {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly state: ImportState;
  readonly headers: readonly Header[];
  readonly totalRows: number;
  readonly wrongRows: number;
  readonly appliedRows: number;
  readonly failure: Text | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly version: number;
}

const COLUMNS = `
  id, kind, file_name as "fileName", state, headers, total_rows as "totalRows",
  wrong_rows as "wrongRows", applied_rows as "appliedRows", failure, created_by as "createdBy",
  created_at as "createdAt", finished_at as "finishedAt", version`;

export async function insertImport(
  tx: Tx,
  made: { id: string; kind: string; fileName: string; file: Buffer },
): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_import (id, kind, file_name, file, created_by, created_at)
    values (:id, :kind, :fileName, :file, :createdBy, :now)`,
    { ...made, createdBy: tx.actor.id, now: tx.now },
  );
}

export async function selectImport(read: Read, id: string): Promise<Import | null> {
  const { rows } = await read.sql.raw<{ rows: Import[] }>(
    `select ${COLUMNS} from base_import where id = ?`,
    [id],
  );
  return rows[0] ?? null;
}

/** The import, locked until the end of the transaction: two jobs never work on the same one. */
export async function lockImport(
  tx: Tx,
  id: string,
): Promise<(Import & { appliedLine: number }) | null> {
  const { rows } = await tx.sql.raw<{ rows: (Import & { appliedLine: number })[] }>(
    `select ${COLUMNS}, applied_line as "appliedLine" from base_import where id = ? for update`,
    [id],
  );
  return rows[0] ?? null;
}

/** The latest imports of these kinds, newest first. */
export async function selectImports(
  read: Read,
  kinds: readonly string[],
  limit: number,
): Promise<Import[]> {
  const { rows } = await read.sql.raw<{ rows: Import[] }>(
    `
    select ${COLUMNS} from base_import
    where kind = any(?::text[])
    order by created_at desc, id limit ?`,
    [[...kinds], limit],
  );
  return rows;
}

export async function selectFile(read: Read, id: string): Promise<Buffer | null> {
  const { rows } = await read.sql.raw<{ rows: { file: Buffer | null }[] }>(
    `select file from base_import where id = ?`,
    [id],
  );
  return rows[0]?.file ?? null;
}

export type ImportChange = Partial<
  Pick<Import, 'state' | 'headers' | 'totalRows' | 'wrongRows' | 'appliedRows' | 'failure'>
> & { readonly appliedLine?: number; readonly finished?: true };

/** Changes what is said; the version rises. Call with the row locked. */
export async function updateImport(tx: Tx, id: string, change: ImportChange): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_import set
      state = coalesce(:state, state),
      headers = coalesce(:headers::jsonb, headers),
      total_rows = coalesce(:totalRows, total_rows),
      wrong_rows = coalesce(:wrongRows, wrong_rows),
      applied_rows = coalesce(:appliedRows, applied_rows),
      applied_line = coalesce(:appliedLine, applied_line),
      -- What begins anew, goes on or is put away has not failed.
      failure = case when :state in ('uploaded', 'applying', 'discarded') then null
        else coalesce(:failure::jsonb, failure) end,
      finished_at = case when :finished then cast(:now as timestamptz) else finished_at end,
      file = case when :finished then null else file end,
      version = version + 1
    where id = :id
    returning version`,
    {
      id,
      state: change.state ?? null,
      headers: change.headers ? JSON.stringify(change.headers) : null,
      totalRows: change.totalRows ?? null,
      wrongRows: change.wrongRows ?? null,
      appliedRows: change.appliedRows ?? null,
      appliedLine: change.appliedLine ?? null,
      failure: change.failure ? JSON.stringify(change.failure) : null,
      finished: change.finished ?? false,
      now: tx.now,
    },
  );
  return rows[0]!.version;
}

/** An error as it is kept and shown: the column's title, if it is about one, and the sentence. */
export interface StagedError {
  readonly column: string | null;
  readonly message: Text;
}

export interface StagedRow {
  readonly line: number;
  /** Null for a wrong line. */
  readonly entry: object | null;
  readonly errors: readonly StagedError[] | null;
  /** Null for a right line. */
  readonly cells: readonly string[] | null;
}

export async function insertRows(
  tx: Tx,
  importId: string,
  rows: readonly StagedRow[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_import_row (import_id, line, cells, entry, errors)
    select ?, line, cells, entry, errors
    from jsonb_to_recordset(?::jsonb) as r (line integer, cells jsonb, entry jsonb, errors jsonb)`,
    [importId, JSON.stringify(rows)],
  );
}

/** Deletes up to so many staged rows and says how many they were. */
export async function deleteRows(
  tx: Tx,
  importId: string,
  which: 'all' | 'right',
  limit: number,
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { deleted: number }[] }>(
    `
    with gone as (
      delete from base_import_row where ctid = any(array(
        select ctid from base_import_row
        where import_id = :importId and (:which = 'all' or errors is null) limit :limit))
      returning 1)
    select count(*)::integer as deleted from gone`,
    { importId, which, limit },
  );
  return rows[0]!.deleted;
}

/** The next right lines behind one, in order. */
export async function selectRightRows(
  read: Read,
  importId: string,
  behind: number,
  limit: number,
): Promise<{ line: number; entry: object }[]> {
  const { rows } = await read.sql.raw<{ rows: { line: number; entry: object }[] }>(
    `
    select line, entry from base_import_row
    where import_id = ? and line > ? and errors is null
    order by line limit ?`,
    [importId, behind, limit],
  );
  return rows;
}

/** The next wrong lines behind one, in order, with their cells and what is wrong. */
export async function selectWrongRows(
  read: Read,
  importId: string,
  behind: number,
  limit: number,
): Promise<{ line: number; cells: string[]; errors: StagedError[] }[]> {
  const { rows } = await read.sql.raw<{
    rows: { line: number; cells: string[]; errors: StagedError[] }[];
  }>(
    `
    select line, cells, errors from base_import_row
    where import_id = ? and line > ? and errors is not null
    order by line limit ?`,
    [importId, behind, limit],
  );
  return rows;
}

/** What people said the headers of such files are. */
export async function selectSaidHeaders(read: Read, kind: string): Promise<SaidHeaders> {
  const { rows } = await read.sql.raw<{ rows: { header: string; key: string | null }[] }>(
    `select header, column_key as key from base_import_header where kind = ?`,
    [kind],
  );
  return new Map(rows.map(({ header, key }) => [header, key]));
}

/** Keeps what somebody says; of two who say different things the later is believed. */
export async function keepSaidHeaders(tx: Tx, kind: string, said: SaidHeaders): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_import_header (kind, header, column_key, said_by, said_at)
    select :kind, s.header, s.key, :saidBy, :now
    from jsonb_to_recordset(:said::jsonb) as s (header text, key text)
    order by s.header
    on conflict (kind, header) do update
    set column_key = excluded.column_key, said_by = excluded.said_by, said_at = excluded.said_at`,
    {
      kind,
      said: JSON.stringify([...said].map(([header, key]) => ({ header, key }))),
      saidBy: tx.actor.id,
      now: tx.now,
    },
  );
}
