import type { Knex } from 'knex';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import type { Text } from '../../../server/kernel/text.ts';
import { RowReader } from './domain/row-reader.ts';
import { missingColumns, readHeaders, type Header } from './domain/table.ts';
import { importProgressed } from './events.ts';
import { linesOf, UnreadableFile, type FileLine } from './file.ts';
import { importKind, type ImportKind, type ImportRow } from './kind.ts';
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
  type StagedError,
  type StagedRow,
} from './sql.ts';
import { importer } from './importer.ts';

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
  let batch: FileLine[] = [];
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
    batch.push(line);
    if (batch.length === BATCH) await flush();
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

/** What is known of a file while its lines go by. */
class Staging {
  totalRows = 0;
  wrongRows = 0;
  readonly #kind: ImportKind<object>;
  readonly #headers: readonly Header[];
  /** The line on which each thing stands that may stand only once. */
  readonly #seen = new Map<string, number>();

  constructor(kind: ImportKind<object>, headers: readonly Header[]) {
    this.#kind = kind;
    this.#headers = headers;
  }

  /** Lines ready to be staged: read, compared with the lines before, and with the database. */
  async checked(tx: Tx, lines: readonly FileLine[]): Promise<StagedRow[]> {
    const errors = new Map<number, StagedError[]>();
    const blame = (line: number, column: string | null, message: Text) => {
      const there = errors.get(line) ?? [];
      errors.set(line, [...there, { column, message }]);
    };
    const right: ImportRow<object>[] = [];
    for (const { line, cells, numeric } of lines) {
      const row = new RowReader(this.#byKey(cells), this.#numericKeys(numeric));
      const entry = this.#kind.read(row);
      row.errors.forEach(({ column, message }) => blame(line, column, message));
      if (row.errors.length > 0) continue;
      this.#refuseRepeated(line, entry, blame);
      right.push({ line, entry });
    }
    for (const { line, column, message } of await this.#kind.check(tx, right)) {
      blame(line, column, message);
    }
    const entries = new Map(right.map(({ line, entry }) => [line, entry]));
    this.totalRows += lines.length;
    this.wrongRows += errors.size;
    return lines.map(({ line, cells }) => {
      const wrong = errors.get(line);
      return wrong
        ? { line, entry: null, errors: wrong, cells }
        : { line, entry: entries.get(line)!, errors: null, cells: null };
    });
  }

  #byKey(cells: readonly string[]): Map<string, string> {
    const byKey = new Map<string, string>();
    this.#headers.forEach(({ key }, place) => {
      if (key !== null) byKey.set(key, cells[place] ?? '');
    });
    return byKey;
  }

  #numericKeys(numeric: ReadonlySet<number>): Set<string> {
    return new Set([...numeric].flatMap((place) => this.#headers[place]?.key ?? []));
  }

  #refuseRepeated(
    line: number,
    entry: object,
    blame: (line: number, column: string | null, message: Text) => void,
  ): void {
    for (const identity of this.#kind.identities(entry)) {
      const before = this.#seen.get(identity.it);
      if (before === undefined) this.#seen.set(identity.it, line);
      else {
        blame(line, null, {
          it: `${identity.it}: c’è già alla riga ${before}.`,
          en: `${identity.en}: already on line ${before}.`,
        });
      }
    }
  }
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
