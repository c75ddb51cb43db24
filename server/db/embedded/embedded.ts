import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { findBinaries, reachableHome } from './binaries.ts';
import {
  initialise,
  isInitialised,
  runningOn,
  start,
  SUPERUSER,
  type Cluster,
  type RunningCluster,
} from './cluster.ts';
import { makeDataFolder } from './data-folder.ts';
import { lockFolder } from './folder-lock.ts';
import { canReach, databaseUser } from './unix-user.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Stops what this process started; an attached database goes on. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly onStep?: (step: 'initialising' | 'starting' | 'restarting') => void;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Decided at the first start and kept for ever: where the database is must not depend on who asks. */
interface Place {
  readonly directory: string;
}

const DATABASE = 'bottega';
const MAJOR_VERSION = '18';

/**
 * A PostgreSQL of our own in the data folder: made at the first start, started at each, on a free port
 * unless one is given. One process per folder keeps it; when PostgreSQL dies underneath it is started again on the same port, and the pool
 * finds it there. After `kill -9` of everything the next start clears up and goes on.
 */
export async function startEmbedded(
  options: EmbeddedOptions,
  port?: number,
): Promise<EmbeddedDatabase> {
  const { dataFolder } = options;
  await makeDataFolder(dataFolder);
  const lock = await lockFolder(dataFolder);
  try {
    const cluster = await prepare(options);
    options.onStep?.('starting');
    const supervised = supervise(cluster, await start(cluster, port), options);
    const url = urlOf(supervised.port, DATABASE, cluster.password);
    await ensureDatabase(supervised.port, cluster.password);
    return {
      url,
      async stop() {
        await supervised.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Where the database of this data folder answers, when PostgreSQL runs there. */
export async function addressOf(dataFolder: string): Promise<string | null> {
  const running = await runningOn((await readPlace(dataFolder)).directory);
  const password = await readFile(passwordFile(dataFolder), 'utf8').catch(() => null);
  return running && password ? urlOf(running.port, DATABASE, password) : null;
}

/** Throws the database away; the next start makes a new one. Refused while a server works in the folder. */
export async function removeEmbedded(dataFolder: string): Promise<void> {
  await makeDataFolder(dataFolder);
  const lock = await lockFolder(dataFolder);
  try {
    const { directory } = await readPlace(dataFolder);
    const orphan = await runningOn(directory);
    if (orphan) process.kill(orphan.pid, 'SIGQUIT');
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    await rm(placeFile(dataFolder), { force: true });
  } finally {
    await lock.release();
  }
}

const placeFile = (folder: string): string => path.join(folder, 'postgres.json');
const passwordFile = (folder: string): string => path.join(folder, 'postgres.password');

async function prepare(options: EmbeddedOptions): Promise<Cluster> {
  const { dataFolder } = options;
  const user = await databaseUser();
  const binaries = await findBinaries(user);
  const { directory } = await readPlace(dataFolder);
  const logFile = path.join(dataFolder, 'postgres.log');
  const logged = await stat(logFile).catch(() => null);
  if (logged && logged.size > 10_000_000) await rename(logFile, `${logFile}.1`);
  const password = await readPassword(dataFolder);
  const settings = options.settings ?? {};
  const cluster = { binaries, directory, user, password, logFile, settings };
  if (!(await isInitialised(directory))) {
    options.onStep?.('initialising');
    await mkdir(path.dirname(directory), { recursive: true, mode: 0o711 });
    await initialise(cluster);
  }
  const version = (await readFile(path.join(directory, 'PG_VERSION'), 'utf8')).trim();
  if (version !== MAJOR_VERSION) {
    throw new Error(
      `${directory} was made by PostgreSQL ${version}; this version brings ${MAJOR_VERSION}.`,
    );
  }
  if (user) {
    const owner = (await stat(directory)).uid;
    // Made by another user at the first start (an ordinary one, then root): PostgreSQL insists.
    if (owner !== user.uid) return { ...cluster, user: { ...user, ...(await ownerOf(directory)) } };
  }
  return cluster;
}

async function ownerOf(directory: string): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = await stat(directory);
  return { uid, gid };
}

/** In the data folder; for root in a folder nobody else may enter, in a place the database user reaches. */
async function readPlace(dataFolder: string): Promise<Place> {
  const chosen = await readFile(placeFile(dataFolder), 'utf8').catch(() => null);
  if (chosen !== null) return JSON.parse(chosen) as Place;
  const here = await canReach(await databaseUser(), dataFolder);
  const name = createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 16);
  const directory = here
    ? path.resolve(dataFolder, 'postgres')
    : path.join(reachableHome(), `data-${name}`);
  await writeFile(placeFile(dataFolder), JSON.stringify({ directory }), { mode: 0o644 });
  return { directory };
}

async function readPassword(dataFolder: string): Promise<string> {
  const file = passwordFile(dataFolder);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** The application owns its database and nothing else: it is no superuser. */
async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres', password, SUPERUSER) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 1) return;
    const role = await client.query('select 1 from pg_roles where rolname = $1', [DATABASE]);
    if (role.rowCount === 0) {
      await client.query(`create role ${DATABASE} login password '${password}'`);
    }
    await client.query(`create database ${DATABASE} owner ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function urlOf(port: number, database: string, password: string, user = DATABASE): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** Starts PostgreSQL again whenever it ends without being told to. */
function supervise(
  cluster: Cluster,
  first: RunningCluster,
  options: EmbeddedOptions,
): { port: number; stop: () => Promise<void> } {
  let stopping = false;
  let running: Promise<RunningCluster> = Promise.resolve(first);
  const watch = (current: RunningCluster): void => {
    void current.ended.then(restart);
  };
  const restart = (): void => {
    if (stopping) return;
    options.onStep?.('restarting');
    running = start(cluster, first.port);
    // It could not start: a full disk, say. It is tried for as long as the server runs.
    running.then(watch, () => void setTimeout(restart, 5_000).unref());
  };
  watch(first);
  return {
    port: first.port,
    async stop() {
      stopping = true;
      // One that could not be started again has nothing to stop.
      await running.then(
        (current) => current.stop(),
        () => undefined,
      );
    },
  };
}
