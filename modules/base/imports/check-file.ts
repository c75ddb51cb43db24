import type { Knex } from 'knex';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { missingColumns, readHeaders, type Header } from './domain/table.ts';
import { importProgressed } from './events.ts';
import { linesOf, UnreadableFile, type FileLine } from './file.ts';
import { importKind, type ImportKind } from './kind.ts';
import {
  deleteRows,
  insertRows,
  lockImport,
  selectFile,
  selectImport,
  selectSaidHeaders,
  updateImport,
  type Import,
  type ImportChange,
} from './sql.ts';
import { importer } from './importer.ts';
import { Staging, type LineRead } from './staging.ts';

/** Lines staged in one transaction: few enough that no reader of the feed waits for it. */
const BATCH = 2_500;

/**
 * The dry run: reads the file, stages every line and says of each wrong one what is wrong. Nothing
 * outside the staging area changes. Run again after a crash it begins from the start.
 */
export async function checkFile(db: Knex, importId: string): Promise<void> {
  const begun = await inTransaction(db, importer(null), async (tx) => ({
    found: await selectImport(tx, importId),
    file: await selectFile(tx, importId),
  }));
  const { found, file } = begun;
  const kind = found ? importKind(found.kind) : undefined;
  if (!found || found.state !== 'uploaded' || !file) return;
  if (!kind) throw new Error(`no module imports files of kind ${found.kind}`);
  await emptyStaging(db, found);
  try {
    await stage(db, found, kind, linesOf(file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await emptyStaging(db, found);
    const failed = { state: 'unreadable', failure: error.reason } as const;
    // Whose columns only have other names is kept: somebody may say what they are.
    await say(
      db,
      found,
      error instanceof MissingColumns
        ? { ...failed, headers: error.headers }
        : { ...failed, finished: true },
    );
  }
}

/** It is a table, but not every column that must be there was recognised. */
class MissingColumns extends UnreadableFile {
  readonly headers: readonly Header[];

  constructor(reason: Text, headers: readonly Header[]) {
    super(reason);
    this.headers = headers;
  }
}

async function stage(
  db: Knex,
  found: Import,
  kind: ImportKind<object>,
  lines: AsyncGenerator<FileLine>,
): Promise<void> {
  const first = await lines.next();
  if (first.done) throw new UnreadableFile({ it: 'Il file è vuoto.', en: 'The file is empty.' });
  const said = await inTransaction(db, importer(found), (tx) => selectSaidHeaders(tx, kind.id));
  const headers = readHeaders(first.value.cells, kind.columns, said);
  refuseMissing(headers, kind);
  const stagingOf = new Staging(kind, headers);
  let batch: LineRead[] = [];
  const flush = async () => {
    const lot = batch;
    batch = [];
    await inTransaction(db, importer(found), async (tx) => {
      await insertRows(tx, found.id, await stagingOf.checked(tx, lot));
      const { totalRows, wrongRows } = stagingOf;
      await progress(tx, found.id, { totalRows, wrongRows, headers });
    });
  };
  for await (const line of lines) {
    const read = stagingOf.read(line);
    const goesOn = read.part !== null && read.part.it === batch.at(-1)?.part?.it;
    if (batch.length >= BATCH && !goesOn) await flush();
    batch.push(read);
  }
  if (batch.length > 0) await flush();
  if (stagingOf.totalRows === 0) {
    throw new UnreadableFile({
      it: 'Sotto le intestazioni non c’è nessuna riga.',
      en: 'There is no line below the headers.',
    });
  }
  await say(db, found, { state: 'checked' });
}

function refuseMissing(headers: readonly Header[], kind: ImportKind<object>): void {
  const missing = missingColumns(headers, kind.columns);
  if (missing.length === 0) return;
  const read = headers.map(({ header }) => header).join(', ');
  throw new MissingColumns(
    {
      it: `Mancano le colonne: ${missing.map(({ title }) => title.it).join(', ')}. Nel file ci sono: ${read}.`,
      en: `Missing columns: ${missing.map(({ title }) => title.en).join(', ')}. The file has: ${read}.`,
    },
    headers,
  );
}

async function emptyStaging(db: Knex, found: Import): Promise<void> {
  for (;;) {
    const deleted = await inTransaction(db, importer(found), (tx) =>
      deleteRows(tx, found.id, 'all', 20_000),
    );
    if (deleted < 20_000) return;
  }
}

async function say(db: Knex, found: Import, change: ImportChange): Promise<void> {
  await inTransaction(db, importer(found), (tx) => progress(tx, found.id, change));
}

/** Changes what is said of an import, and tells whoever watches it. */
export async function progress(tx: Tx, importId: string, change: ImportChange): Promise<void> {
  const before = await lockImport(tx, importId);
  if (!before) return;
  const version = await updateImport(tx, importId, change);
  tx.record(
    importProgressed(before.createdBy, {
      importId,
      kind: before.kind,
      state: change.state ?? before.state,
      totalRows: change.totalRows ?? before.totalRows,
      wrongRows: change.wrongRows ?? before.wrongRows,
      appliedRows: change.appliedRows ?? before.appliedRows,
      version,
    }),
  );
}
