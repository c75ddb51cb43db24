import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { commandOf, ended, hasProcess, isZombie } from './process.ts';
import type { UnixUser } from './unix-user.ts';

/** One PostgreSQL data directory, and what is needed to run it. */
export interface Cluster {
  readonly binaries: Binaries;
  /** The directory PostgreSQL itself owns. */
  readonly directory: string;
  readonly user: UnixUser | null;
  readonly password: string;
  readonly logFile: string;
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningCluster {
  readonly port: number;
  readonly pid: number;
  /** Settles when PostgreSQL has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Lets nobody in, rolls back what is under way, writes everything down, ends. */
  stop(): Promise<void>;
}

export const SUPERUSER = 'postgres';

/** Safe before fast; memory for a machine that does other things as well. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // Short statements on few cores: compiling them or spreading them out costs more than it gives,
  // and the shared memory of a container is often too small for it.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  autovacuum_naptime: '20s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // A client that went away without a word is noticed within half a minute.
  tcp_keepalives_idle: '15',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
};

/** Makes the data directory. One that was interrupted half-way is thrown away at the next start. */
export async function initialise(cluster: Cluster): Promise<void> {
  const { binaries, directory, user, password } = cluster;
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(tmpdir(), `bottega-${randomBytes(8).toString('hex')}`);
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  try {
    if (user) await chown(unfinished, user.uid, user.gid);
    if (user) await chown(passwordFile, user.uid, user.gid);
    const initdb = spawn(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--data-checksums',
        '--no-instructions',
      ],
      { ...as(user), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await succeeded(initdb, 'initdb');
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, directory);
}

export async function isInitialised(directory: string): Promise<boolean> {
  return access(path.join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Starts PostgreSQL on a free port, or on the port given, and returns when it takes connections. */
export async function start(cluster: Cluster, port?: number): Promise<RunningCluster> {
  await stopOrphan(cluster.directory);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(cluster, port ?? (await freePort()));
    } catch (error) {
      // Somebody took the port between our look and its start; or one that was killed is still ending.
      const passing = /could not bind|shared memory block/.test(String(error));
      if (!passing || attempt === 20) throw error;
    }
    await pause(250);
  }
}

/** The port of a PostgreSQL that runs on this directory, from its own note; null when there is none. */
export async function runningOn(directory: string): Promise<{ pid: number; port: number } | null> {
  const note = await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => null);
  if (note === null) return null;
  const [pid, , , port] = note.split('\n').map(Number);
  if (!pid || !port || !hasProcess(pid)) return null;
  const command = await commandOf(pid);
  // After a crash or a restart of the machine the number may belong to anybody.
  return command?.includes('postgres') && command.includes(directory) ? { pid, port } : null;
}

/** Ends a PostgreSQL whose server process was killed, and removes a note that would stop the next one. */
async function stopOrphan(directory: string): Promise<void> {
  const running = await runningOn(directory);
  if (running) {
    process.kill(running.pid, 'SIGINT');
    if (!(await ended(running.pid, 10_000))) process.kill(running.pid, 'SIGQUIT');
    if (!(await ended(running.pid, 5_000))) {
      throw new Error(`PostgreSQL ${running.pid} of an earlier run of ${directory} does not stop`);
    }
  }
  await removeForeignNote(directory);
}

/**
 * PostgreSQL takes any living process with the noted number for itself and refuses to start. The note
 * of a process that is gone stays: by it PostgreSQL finds out whether others of its family still work.
 */
async function removeForeignNote(directory: string): Promise<void> {
  const note = path.join(directory, 'postmaster.pid');
  const pid = Number((await readFile(note, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid) return;
  // Killed, but not yet taken note of by its parent: in a container perhaps never.
  const deadline = Date.now() + 3_000;
  while ((await isZombie(pid)) && Date.now() < deadline) await pause(20);
  if (hasProcess(pid)) await rm(note, { force: true });
}

async function launch(cluster: Cluster, port: number): Promise<RunningCluster> {
  const { binaries, directory, user, logFile } = cluster;
  const log = await open(logFile, 'a', 0o600);
  const settings = { ...SETTINGS, ...cluster.settings, port: String(port) };
  const child = spawn(
    binaries.postgres,
    ['-D', directory, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    // A group of its own: Ctrl-C ends our process, which then ends PostgreSQL in good order.
    { ...as(user), detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  await log.close();
  let exited = false;
  const end = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => void (exited = true));
  try {
    await accepting(cluster, port, () => exited);
  } catch (error) {
    child.kill('SIGQUIT');
    await end;
    throw error;
  }
  child.unref();
  // Whatever makes our process exit on its own accord does not leave PostgreSQL behind.
  const follow = (): void => void child.kill('SIGINT');
  process.once('exit', follow);
  void end.then(() => process.off('exit', follow));
  return {
    port,
    pid: child.pid!,
    ended: end,
    async stop() {
      if (exited) return;
      child.ref();
      child.kill('SIGINT');
      const hurry = setTimeout(() => child.kill('SIGQUIT'), 15_000);
      await end;
      clearTimeout(hurry);
    },
  };
}

/** Recovery after a crash may take a while; a process that has ended will never accept. */
async function accepting(cluster: Cluster, port: number, exited: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: SUPERUSER,
      password: cluster.password,
      database: 'postgres',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (exited()) throw new Error(`PostgreSQL does not start:\n${await tail(cluster.logFile)}`);
      // 28P01: it runs, but with another password than the one in the data folder.
      if ((error as { code?: string }).code === '28P01' || Date.now() > deadline) throw error;
    }
    await pause(15);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/**
 * A statement's memory is given back to the system at its end and asked for again by the next one, unless
 * the C library is told to keep a little: the faults of fresh pages were a sixth of PostgreSQL's work.
 */
const KEEP_MEMORY = [
  'glibc.malloc.top_pad=1048576',
  'glibc.malloc.trim_threshold=8388608',
  'glibc.malloc.mmap_threshold=4194304',
].join(':');

/** Who to run as and with what environment: nothing of ours reaches PostgreSQL by accident. */
function as(user: UnixUser | null): {
  uid?: number;
  gid?: number;
  cwd: string;
  env: NodeJS.ProcessEnv;
} {
  const { PATH, SystemRoot, TEMP } = process.env;
  const env = { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC', GLIBC_TUNABLES: KEEP_MEMORY };
  // The current folder may be one that the database user cannot enter.
  const cwd = path.parse(process.cwd()).root;
  return user ? { uid: user.uid, gid: user.gid, cwd, env } : { cwd, env };
}

async function succeeded(child: ChildProcess, name: string): Promise<void> {
  let output = '';
  const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-4_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${name} failed (${code}):\n${output}`);
}

async function tail(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(-12).join('\n');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}
