import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import type { Knex } from 'knex';
import { openDatabase } from './database.ts';

/** The history shared by all modules: one folder, one order, the file name says the owner. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** What a file in `migrations/` exports. It imports nothing of ours: it must mean the same for ever. */
interface MigrationCode {
  up(knex: Knex): Promise<unknown>;
  down?(knex: Knex): Promise<unknown>;
  /** `false` for what cannot run in a transaction: `create index concurrently`. */
  readonly transaction?: boolean;
}

export interface Migration {
  /** The file name without extension: the same whether run from TypeScript or JavaScript. */
  readonly name: string;
  readonly file: string;
  /** Of the text: an applied migration never changes. */
  readonly checksum: string;
}

export interface MigrationOptions {
  readonly url: string;
  readonly folder?: string;
  readonly onApplied?: (name: string) => void;
}

/** Any number, as long as no other program uses it for an advisory lock in the same database. */
const LOCK_KEY = 7_236_013_042;
const LOCK_WAIT_MILLISECONDS = 10 * 60_000;
const NAME = /^\d{8}T\d{4}_[a-z][a-z-]*_[a-z0-9_-]+\.ts$/;

/**
 * Brings the schema to the newest version and returns the names of what it applied. Twenty processes
 * may start at once: one works, the others wait and find everything done. The lock belongs to the
 * connection, so a process that is killed half-way leaves nothing locked and nothing half done.
 */
export async function migrate(options: MigrationOptions): Promise<string[]> {
  const known = await readMigrations(options.folder);
  return withLock(options.url, async (db) => {
    const applied = await appliedMigrations(db);
    checkHistory(known, applied);
    const names: string[] = [];
    for (const migration of known) {
      if (applied.has(migration.name)) continue;
      await apply(db, migration);
      names.push(migration.name);
      options.onApplied?.(migration.name);
    }
    return names;
  });
}

/** Takes back every applied migration, newest first, or only the last `count`. Until the first release. */
export async function rollBack(options: MigrationOptions & { count?: number }): Promise<string[]> {
  const known = await readMigrations(options.folder);
  return withLock(options.url, async (db) => {
    const applied = await appliedMigrations(db);
    checkHistory(known, applied);
    const last = known.filter(({ name }) => applied.has(name)).reverse();
    const names: string[] = [];
    for (const migration of last.slice(0, options.count ?? last.length)) {
      const { down } = await load(migration);
      if (!down) throw new Error(`${migration.name} cannot be taken back: it has no down`);
      await retryingLocks(() =>
        db.transaction(async (sql) => {
          await sql.raw(`set local lock_timeout = '50ms'`);
          await down(sql);
          await sql.raw('delete from core_migration where name = ?', [migration.name]);
        }),
      );
      names.push(migration.name);
    }
    return names;
  });
}

/** Every migration in the folder, in order. A file with another kind of name is refused, not skipped. */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => !file.startsWith('.')).sort();
  const misnamed = files.filter((file) => !NAME.test(file));
  if (misnamed.length > 0) {
    throw new Error(
      `migrations/: ${misnamed.join(', ')} should be called YYYYMMDDTHHMM_<module>_<what>.ts`,
    );
  }
  return Promise.all(
    files.map(async (file) => ({
      name: path.parse(file).name,
      file: path.join(folder, file),
      checksum: checksumOf(await readFile(path.join(folder, file), 'utf8')),
    })),
  );
}

/** What has been applied to this database, by name; empty when it was never migrated. */
export async function appliedMigrations(db: Knex): Promise<ReadonlyMap<string, string>> {
  const { rows: exists } = await db.raw<{ rows: { there: boolean }[] }>(
    `select to_regclass('core_migration') is not null as there`,
  );
  if (!exists[0]!.there) return new Map();
  const { rows } = await db.raw<{ rows: { name: string; checksum: string }[] }>(
    'select name, checksum from core_migration order by name',
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** A database that is ahead of the code, or whose past was rewritten, is not touched. */
function checkHistory(known: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  const gone = [...applied.keys()].filter((name) => !byName.has(name));
  if (gone.length > 0) {
    throw new Error(
      `The database has migrations that this version does not know: ${gone.join(', ')}. ` +
        'Start the version that made them, or a newer one.',
    );
  }
  const changed = known.filter(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed.length > 0) {
    throw new Error(
      `Changed after they were applied: ${changed.map(({ name }) => name).join(', ')}. ` +
        'Put them back and write a new migration; while developing, `npm run db:reset` starts over.',
    );
  }
}

async function apply(db: Knex, migration: Migration): Promise<void> {
  const code = await load(migration);
  if (code.transaction === false) {
    // Not atomic: written so that it can run again after being interrupted.
    await code.up(db);
    await remember(db, migration);
    return;
  }
  await retryingLocks(() =>
    db.transaction(async (sql) => {
      // A waiting DDL statement makes every reader of the table queue behind it: wait briefly, often.
      await sql.raw(`set local lock_timeout = '50ms'`);
      await code.up(sql);
      await remember(sql, migration);
    }),
  );
}

/** The primary key makes sure that a migration is applied once even if the lock was lost meanwhile. */
async function remember(sql: Knex, { name, checksum }: Migration): Promise<void> {
  await sql.raw('insert into core_migration (name, checksum) values (?, ?)', [name, checksum]);
}

async function load(migration: Migration): Promise<MigrationCode> {
  return (await import(pathToFileURL(migration.file).href)) as MigrationCode;
}

async function retryingLocks(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const locked = error instanceof Error && 'code' in error && error.code === '55P03';
      if (!locked || attempt === 60) throw error;
      await pause(50 + Math.random() * 200);
    }
  }
}

/** Runs `work` on the one connection that holds the lock; when it dies, so does the lock. */
async function withLock<T>(url: string, work: (db: Knex) => Promise<T>): Promise<T> {
  const db = openDatabase({
    url,
    poolSize: 1,
    applicationName: 'bottega migrate',
    statementSeconds: 0,
    idleInTransactionSeconds: 0,
    lockSeconds: 0,
  });
  try {
    const deadline = Date.now() + LOCK_WAIT_MILLISECONDS;
    // Asked again and again instead of waiting in the statement: a waiting statement keeps a snapshot,
    // and `create index concurrently` in the process that works would wait for it in turn.
    while (!(await tryLock(db))) {
      if (Date.now() > deadline) {
        throw new Error('Another process has been migrating this database for ten minutes.');
      }
      await pause(50 + Math.random() * 100);
    }
    await db.raw(`
      create table if not exists core_migration (
        name text constraint core_migration_pk primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`);
    return await work(db);
  } finally {
    await db.destroy();
  }
}

async function tryLock(db: Knex): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { got: boolean }[] }>(
    'select pg_try_advisory_lock(?) as got',
    [LOCK_KEY],
  );
  return rows[0]!.got;
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}
