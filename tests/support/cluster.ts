import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasProcess } from '../../server/db/embedded/process.ts';

/**
 * How a PostgreSQL of tests treats the disk. Nobody needs these databases after a power cut, and waiting for
 * the disk is most of what dropping one takes: `hasty` does not wait. `durable` has the settings of every
 * installation; a server started as it is delivered works on no other.
 */
export type Keeping = 'hasty' | 'durable';

/**
 * A PostgreSQL of the test run: the one named by TEST_DATABASE_URL, otherwise an embedded one in a
 * temporary folder. It starts when the first test asks for it, so that runs without a database do not
 * pay for it; mocha's parallel workers share it; it stops with the run.
 */
export function clusterUrl(keeping: Keeping): Promise<string> {
  const known = clusters.get(keeping) ?? findOrStart(keeping);
  clusters.set(keeping, known);
  return known;
}

const clusters = new Map<Keeping, Promise<string>>();

const PREFIX = 'bottega-test-';
const RUN = 'BOTTEGA_TEST_RUN';

async function findOrStart(keeping: Keeping): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  const run = process.env[RUN];
  if (!run) throw new Error('.mocharc.json requires tests/support/hooks.ts, which was not loaded');
  const folder = folderOf(run, keeping);
  // Whoever makes the folder starts the cluster; the other workers wait for its address.
  const first = await mkdir(folder, { mode: 0o711 }).then(
    () => true,
    () => false,
  );
  if (first) startKeeper(folder, keeping);
  const deadline = Date.now() + 60_000;
  for (;;) {
    const url = await readFile(path.join(folder, 'url'), 'utf8').catch(() => '');
    if (url) return url;
    const failure = await readFile(path.join(folder, 'failure'), 'utf8').catch(() => '');
    if (failure) throw new Error(failure);
    if (Date.now() > deadline) throw new Error(`no PostgreSQL for the tests: see ${folder}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

/** A process of its own keeps the cluster, so that it outlives each parallel worker. */
function startKeeper(folder: string, keeping: Keeping): void {
  const file = fileURLToPath(new URL('cluster-keeper.ts', import.meta.url));
  const run = String(process.env['BOTTEGA_TEST_PID']);
  spawn(process.execPath, ['--import=tsx', file, folder, run, keeping], {
    stdio: 'ignore',
    detached: true,
  }).unref();
}

function folderOf(run: string, keeping: Keeping): string {
  return `${run}-${keeping}`;
}

/** Whether the run begins and ends with this program, or with the one that started it. */
let ours = false;

/** Before the first test, in mocha's main process: names the run, and clears up after killed ones. */
export async function mochaGlobalSetup(): Promise<void> {
  ours = process.env[RUN] === undefined;
  process.env[RUN] ??= path.join(tmpdir(), `${PREFIX}${process.pid}-${Date.now().toString(36)}`);
  process.env['BOTTEGA_TEST_PID'] ??= String(process.pid);
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const run = Number(name.slice(PREFIX.length).split('-')[0]);
    const keeper = await keeperOf(path.join(tmpdir(), name));
    if (!hasProcess(run) && !(keeper && hasProcess(keeper))) {
      await rm(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

/** After the last test: each keeper stops its PostgreSQL and removes the folder. */
export async function mochaGlobalTeardown(): Promise<void> {
  const run = process.env[RUN];
  if (!run || !ours) return;
  const both: readonly Keeping[] = ['hasty', 'durable'];
  await Promise.all(both.map((keeping) => stopKeeper(folderOf(run, keeping))));
}

async function stopKeeper(folder: string): Promise<void> {
  const keeper = await keeperOf(folder);
  if (keeper) await writeFile(path.join(folder, 'stop'), '').catch(() => undefined);
  while (keeper && hasProcess(keeper)) await new Promise((wake) => setTimeout(wake, 20));
}

async function keeperOf(folder: string): Promise<number | null> {
  return Number(await readFile(path.join(folder, 'keeper'), 'utf8').catch(() => '')) || null;
}
