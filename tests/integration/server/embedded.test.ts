import { expect } from 'chai';
import { spawn, execFileSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findBinaries, packagedBinaries } from '../../../server/db/embedded/binaries.ts';
import { removeEmbedded, startEmbedded } from '../../../server/db/embedded/embedded.ts';
import { FolderInUse } from '../../../server/db/embedded/folder-lock.ts';
import { attachEmbedded, shareEmbedded } from '../../../server/db/embedded/share.ts';
import { ended, hasProcess } from '../../../server/db/embedded/process.ts';
import { databaseUser, parsePasswd, type UnixUser } from '../../../server/db/embedded/unix-user.ts';
import { until } from '../../support/until.ts';

const SCRIPT = fileURLToPath(new URL('embedded-process.ts', import.meta.url));
const ROOT = process.getuid?.() === 0;

describe('the embedded database', function () {
  this.timeout(60_000);
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bottega-embedded-'));
    await chmod(folder, 0o711);
  });
  afterEach(async () => {
    await removeEmbedded(path.join(folder, 'data')).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });
  const data = (): string => path.join(folder, 'data');

  it('keeps what was committed from one start to the next', async () => {
    const first = await startEmbedded({ dataFolder: data() });
    await query(first.url, `create table kept as select 'Via Torino 14' as address`);
    await first.stop();
    const second = await startEmbedded({ dataFolder: data() });
    expect(await query(second.url, 'select address from kept')).to.deep.equal([
      { address: 'Via Torino 14' },
    ]);
    await second.stop();
  });

  it('is durable, checks its pages, and lets the application in as an ordinary user only', async () => {
    const database = await startEmbedded({ dataFolder: data() });
    const settings = await query(
      database.url,
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes',
         'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_encoding') order by name`,
    );
    const role = await query(
      database.url,
      'select rolsuper, rolcreatedb from pg_roles where rolname = current_user',
    );
    const nobody = await query(database.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1').catch(
      (error: { code: string }) => error.code,
    );
    await database.stop();
    expect(settings).to.deep.equal([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect(role).to.deep.equal([{ rolsuper: false, rolcreatedb: false }]);
    expect(nobody, 'a wrong password').to.equal('28P01');
    expect((await stat(path.join(data(), 'postgres.password'))).mode & 0o777).to.equal(0o600);
  });

  it('runs beside another one, each in its own folder on its own port', async () => {
    const [one, two] = await Promise.all([
      startEmbedded({ dataFolder: data() }),
      startEmbedded({ dataFolder: path.join(folder, 'other') }),
    ]);
    expect(new URL(one.url).port).not.to.equal(new URL(two.url).port);
    await Promise.all([one.stop(), two.stop()]);
    await removeEmbedded(path.join(folder, 'other'));
  });

  it('refuses a second server in the same folder, and names the first one', async () => {
    const database = await startEmbedded({ dataFolder: data() });
    const refused = await startEmbedded({ dataFolder: data() }).catch((error: unknown) => error);
    await database.stop();
    expect(refused).to.be.instanceOf(FolderInUse);
    expect(String(refused)).to.include(`processo ${process.pid}`).and.include(data());
  });

  it('gives a command beside the running server the server’s own database', async () => {
    const database = await startEmbedded({ dataFolder: data() });
    const beside = await attachEmbedded({ dataFolder: data() });
    expect(beside.url).to.equal(database.url);
    await beside.stop();
    expect(await query(database.url, 'select 1 as still')).to.deep.equal([{ still: 1 }]);
    await database.stop();
  });

  it('is shared by a second server, which keeps it going when the first one stops', async () => {
    const first = await startEmbedded({ dataFolder: data() });
    const second = await shareEmbedded({ dataFolder: data() });
    expect(second.url).to.equal(first.url);
    await query(first.url, 'create table kept as select 1 as one');
    await first.stop();
    const rows = await until('it answers again', () => query(second.url, 'select one from kept'));
    expect(rows).to.deep.equal([{ one: 1 }]);
    await second.stop();
    expect(await query(second.url, 'select 1').catch(() => 'stopped')).to.equal('stopped');
  });

  it('is shared by a second server, which keeps it going when the first one is killed', async () => {
    const first = await startProcess(data());
    const second = await shareEmbedded({ dataFolder: data() });
    expect(second.url).to.equal(first.url);
    await query(second.url, 'create table kept as select 1 as one');
    process.kill(await postmasterIn(data()), 'SIGKILL');
    process.kill(first.pid, 'SIGKILL');
    const rows = await until('it answers again', () => query(second.url, 'select one from kept'));
    expect(rows).to.deep.equal([{ one: 1 }]);
    await second.stop();
  });

  it('comes back by itself, on the same port, when PostgreSQL is killed underneath', async () => {
    const database = await startEmbedded({ dataFolder: data() });
    await query(database.url, 'create table kept as select 1 as one');
    process.kill(await postmasterIn(data()), 'SIGKILL');
    const rows = await until('it answers again', () => query(database.url, 'select one from kept'));
    expect(rows).to.deep.equal([{ one: 1 }]);
    await database.stop();
  });

  it('goes on after kill -9 of the server, whose PostgreSQL is still alive', async () => {
    const server = await startProcess(data());
    await query(server.url, 'create table kept as select 1 as one');
    const orphan = await postmasterIn(data());
    process.kill(server.pid, 'SIGKILL');
    await ended(server.pid, 5_000);
    expect(hasProcess(orphan), 'PostgreSQL outlived its server').to.equal(true);
    const database = await startEmbedded({ dataFolder: data() });
    expect(await ended(orphan, 0), 'it was stopped').to.equal(true);
    expect(await query(database.url, 'select one from kept')).to.deep.equal([{ one: 1 }]);
    await database.stop();
  });

  it('goes on after kill -9 of everything', async () => {
    const server = await startProcess(data());
    await query(server.url, 'create table kept as select 1 as one');
    process.kill(server.pid, 'SIGKILL');
    process.kill(await postmasterIn(data()), 'SIGKILL');
    await ended(server.pid, 5_000);
    const database = await startEmbedded({ dataFolder: data() });
    expect(await query(database.url, 'select one from kept')).to.deep.equal([{ one: 1 }]);
    await database.stop();
  });

  it('starts although the number it noted now belongs to another process', async () => {
    const server = await startProcess(data());
    process.kill(server.pid, 'SIGKILL');
    process.kill(await postmasterIn(data()), 'SIGKILL');
    await ended(server.pid, 5_000);
    const note = path.join(data(), 'postgres', 'postmaster.pid');
    const lines = (await readFile(note, 'utf8')).split('\n');
    // This very process, as after a restart of the machine: alive, and no PostgreSQL.
    execFileSync('sed', ['-i', `1s/.*/${process.pid}/`, note]);
    expect(lines[0]).not.to.equal(String(process.pid));
    const database = await startEmbedded({ dataFolder: data() });
    expect(await query(database.url, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
    await database.stop();
  });

  it('begins anew when its first start was interrupted half-way', async () => {
    await mkdir(path.join(data(), 'postgres.unfinished', 'base'), { recursive: true });
    if (ROOT) await chmod(data(), 0o711);
    const database = await startEmbedded({ dataFolder: data() });
    expect(await query(database.url, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
    await database.stop();
  });
});

describe('the embedded database and the user who starts it', function () {
  this.timeout(60_000);
  let folder = '';

  beforeEach(async function () {
    if (!ROOT) this.skip();
    folder = await mkdtemp(path.join(tmpdir(), 'bottega-embedded-'));
  });
  afterEach(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('runs as the user itself when that is an ordinary one', async () => {
    const nobody = parsePasswd(await readFile('/etc/passwd', 'utf8')).get('nobody')!;
    await chmod(folder, 0o755);
    const data = path.join(folder, 'data');
    await mkdir(data, { mode: 0o700 });
    await chown(data, nobody.uid, nobody.gid);
    const server = await startProcess(data, nobody);
    expect(await query(server.url, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
    expect((await stat(path.join(data, 'postgres'))).uid).to.equal(nobody.uid);
    process.kill(server.pid, 'SIGTERM');
    expect(await ended(server.pid, 10_000)).to.equal(true);
  });

  it('started by root in a folder nobody else may enter, stands where its user can reach it, for good', async () => {
    await chmod(folder, 0o700);
    const data = path.join(folder, 'data');
    const first = await startEmbedded({ dataFolder: data });
    await query(first.url, 'create table kept as select 1 as one');
    await first.stop();
    const { directory } = JSON.parse(await readFile(path.join(data, 'postgres.json'), 'utf8')) as {
      directory: string;
    };
    expect(directory).to.match(/^\/var\/lib\/bottega\/data-[0-9a-f]{16}$/);
    expect((await stat(directory)).mode & 0o777).to.equal(0o700);
    // Opened to others later, it stays where it is.
    await chmod(folder, 0o755);
    const second = await startEmbedded({ dataFolder: data });
    expect(await query(second.url, 'select one from kept')).to.deep.equal([{ one: 1 }]);
    await second.stop();
    await removeEmbedded(data);
    expect(await stat(directory).catch(() => null)).to.equal(null);
  });

  it('run by root from a checkout nobody else may enter, runs a copy of PostgreSQL', async () => {
    await chmod(folder, 0o700);
    const { folder: packaged, version } = packagedBinaries();
    await cp(packaged, path.join(folder, 'package'), { recursive: true, verbatimSymlinks: true });
    const user = (await databaseUser())!;
    // The install script that makes the links was not run.
    await rm(path.join(folder, 'package', 'native', 'lib', 'libpq.so.5'), { force: true });
    const { postgres } = await findBinaries(user, {
      folder: path.join(folder, 'package'),
      version: `${version}-test-${process.pid}`,
    });
    try {
      expect(postgres).to.match(/^\/var\/lib\/bottega\//);
      const told = execFileSync(postgres, ['--version'], {
        uid: user.uid,
        gid: user.gid,
        cwd: '/',
      });
      expect(told.toString()).to.match(/PostgreSQL\) 18/);
      const linked = path.join(path.dirname(postgres), '..', 'lib', 'libpq.so.5');
      expect((await stat(linked)).isFile()).to.equal(true);
    } finally {
      await rm(path.dirname(path.dirname(postgres)), { recursive: true, force: true });
    }
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterIn(data: string): Promise<number> {
  const note = await readFile(path.join(data, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(note.split('\n')[0]);
}

async function startProcess(data: string, user?: UnixUser): Promise<{ pid: number; url: string }> {
  const child = spawn(process.execPath, ['--import=tsx', SCRIPT, data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user ? { uid: user.uid, gid: user.gid, env: { PATH: process.env['PATH'] } } : {}),
  });
  child.unref();
  (child.stdout as Socket).unref();
  (child.stderr as Socket).unref();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${errors}`)));
  });
  return { pid: child.pid!, url: (JSON.parse(line) as { url: string }).url };
}
