import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../server/db/database.ts';
import {
  appliedMigrations,
  migrate,
  MIGRATIONS_FOLDER,
  readMigrations,
  rollBack,
} from '../../server/db/migrations.ts';
import { useDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const ONE = fileURLToPath(new URL('migrate-once.ts', import.meta.url));

describe('the migrations', function () {
  this.timeout(60_000);
  const database = useDatabase({ poolSize: 2 });

  it('bring an empty database to the newest version, and then have nothing left to do', async () => {
    const url = await database.emptyUrl();
    const names = (await readMigrations()).map(({ name }) => name);
    expect(names.length, 'the migrations were found').to.be.greaterThan(4);
    expect(await migrate({ url })).to.deep.equal(names);
    expect(await migrate({ url })).to.deep.equal([]);
  });

  it('can all be taken back, leave nothing behind, and run again', async () => {
    const url = await database.emptyUrl();
    const names = await migrate({ url });
    expect(await rollBack({ url })).to.deep.equal([...names].reverse());
    expect(await tablesOf(url)).to.deep.equal(['core_migration']);
    expect(await migrate({ url })).to.deep.equal(names);
  });

  it('are applied once each by twenty processes that start at the same time', async () => {
    const url = await database.emptyUrl();
    const names = (await readMigrations()).map(({ name }) => name);
    const outputs = await Promise.all(Array.from({ length: 20 }, () => migrateInProcess(url)));
    const applied = outputs.flatMap(({ names: mine }) => mine);
    expect(outputs.map(({ failure }) => failure).filter(Boolean)).to.deep.equal([]);
    expect(applied.sort()).to.deep.equal(names);
  });

  it('go on after a process was killed in the middle', async () => {
    const url = await database.emptyUrl();
    const folder = await copyOfMigrations('20990101T0000_core_slow.ts', SLOW);
    try {
      const { kill, ended } = startMigrating(url, folder);
      await untilWaitingFor(url, 'pg_sleep');
      kill();
      await ended;
      await writeFile(path.join(folder, '20990101T0000_core_slow.ts'), SLOW.replace('60', '0'));
      expect(await migrate({ url, folder })).to.deep.equal(['20990101T0000_core_slow']);
      expect(await tablesOf(url)).to.include('slow_marker');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Waits in the middle of its transaction, after it has already changed something. */
const SLOW = `
  export async function up(knex) {
    await knex.raw('create table slow_marker (one integer)');
    await knex.raw('select pg_sleep(60)');
  }`;

describe('a fault in the history of migrations', function () {
  this.timeout(60_000);
  const database = useDatabase({ poolSize: 2 });
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bottega-migrations-'));
    await writeFile(
      path.join(folder, '20260101T0000_core_first.ts'),
      `export async function up(knex) { await knex.raw('create table first (one integer)'); }`,
    );
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is told when an applied migration is missing from the code', async () => {
    const url = await database.emptyUrl();
    await migrate({ url, folder });
    await rm(path.join(folder, '20260101T0000_core_first.ts'));
    expect(await failureOf(migrate({ url, folder }))).to.include('20260101T0000_core_first');
  });

  it('is told when an applied migration was changed', async () => {
    const url = await database.emptyUrl();
    await migrate({ url, folder });
    await writeFile(
      path.join(folder, '20260101T0000_core_first.ts'),
      'export async function up() {}',
    );
    expect(await failureOf(migrate({ url, folder }))).to.match(/Changed.*20260101T0000_core_first/);
  });

  it('is told when a file has a name that would be overlooked', async () => {
    await writeFile(path.join(folder, 'add-column.ts'), 'export async function up() {}');
    expect(await failureOf(readMigrations(folder))).to.include('add-column.ts');
  });

  it('leaves nothing of a migration that fails, and everything of those before it', async () => {
    const url = await database.emptyUrl();
    await writeFile(
      path.join(folder, '20260102T0000_core_second.ts'),
      `export async function up(knex) {
         await knex.raw('create table second (one integer)');
         await knex.raw('select 1 / 0');
       }`,
    );
    expect(await failureOf(migrate({ url, folder }))).to.include('division by zero');
    expect(await tablesOf(url)).to.deep.equal(['core_migration', 'first']);
    const db = openDatabase({ url, poolSize: 1 });
    const applied = await appliedMigrations(db);
    await db.destroy();
    expect([...applied.keys()]).to.deep.equal(['20260101T0000_core_first']);
  });

  it('does not make readers wait behind a migration that waits for a lock', async () => {
    const url = await database.emptyUrl();
    await migrate({ url, folder });
    await writeFile(
      path.join(folder, '20260103T0000_core_third.ts'),
      `export async function up(knex) { await knex.raw('alter table first add column two integer'); }`,
    );
    const db = openDatabase({ url, poolSize: 2 });
    try {
      const reader = await db.transaction();
      await reader.raw('select * from first');
      const migrating = migrate({ url, folder });
      await untilWaitingFor(url, 'alter table');
      const before = performance.now();
      await db.raw('select * from first');
      expect(performance.now() - before, 'a reader waits 50 ms at most').to.be.below(1_000);
      await reader.rollback();
      expect(await migrating).to.deep.equal(['20260103T0000_core_third']);
    } finally {
      await db.destroy();
    }
  });
});

async function copyOfMigrations(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bottega-migrations-'));
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
  expect(await readdir(folder)).to.include(name);
  return folder;
}

interface Outcome {
  readonly names: string[];
  readonly failure: string;
}

function startMigrating(
  url: string,
  folder: string,
): { kill: () => void; ended: Promise<Outcome> } {
  const child = spawn(process.execPath, ['--import=tsx', ONE, url, folder]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<Outcome>((resolve) => {
    child.once('close', (code) =>
      resolve({
        names: code === 0 ? (JSON.parse(output) as string[]) : [],
        failure: code === 0 ? '' : errors,
      }),
    );
  });
  return { kill: () => child.kill('SIGKILL'), ended };
}

function migrateInProcess(url: string): Promise<Outcome> {
  return startMigrating(url, MIGRATIONS_FOLDER).ended;
}

async function tablesOf(url: string): Promise<string[]> {
  const db = openDatabase({ url, poolSize: 1 });
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
     order by 1`,
  );
  await db.destroy();
  return rows.map(({ name }) => name);
}

async function untilWaitingFor(url: string, statement: string): Promise<void> {
  const db = openDatabase({ url, poolSize: 1 });
  try {
    await until(`a migration runs ${statement}`, async () => {
      const { rows } = await db.raw<{ rows: object[] }>(
        `select 1 from pg_stat_activity
         where datname = current_database() and application_name = 'bottega migrate'
           and state = 'active' and query like ?`,
        [`%${statement}%`],
      );
      return rows[0];
    });
  } finally {
    await db.destroy();
  }
}

function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => String(error),
  );
}
