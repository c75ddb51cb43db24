import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { REPOSITORY } from './repository.ts';

interface Record {
  readonly folder: string;
  readonly fingerprint: string;
  /** Every file of ours that went into the build, relative to the repository. */
  readonly sources: readonly string[];
}

/** Files that matter and are not modules. */
const ALWAYS = [
  'server/ui/index.html',
  'server/ui/build-process.ts',
  'server/ui/vite.config.ts',
  'server/ui/public/logo.svg',
  'server/ui/public/bottega.webmanifest',
  'package-lock.json',
];
/** Folders of earlier builds that stay: another process may still be serving from one. */
const KEPT_BUILDS = 3;

/**
 * Builds the screens when something they are made of has changed since the last time, and only then;
 * answers with the folder they stand in. Two processes may do it at once: each builds its own folder, the
 * last one is remembered.
 */
export async function buildScreens(
  options: {
    /** Told before a build begins; not when there is nothing to do. */
    readonly onBuild?: () => void;
    /** The gallery of parts alone, for the tests of the shell. */
    readonly gallery?: boolean;
    readonly dist?: string;
  } = {},
): Promise<string> {
  const dist = options.dist ?? path.join(REPOSITORY, 'dist');
  const name = options.gallery ? 'gallery' : 'screens';
  const record = await readRecord(dist, name);
  if (record && (await isCurrent(dist, record))) return path.join(dist, record.folder);
  options.onBuild?.();
  return buildInto(dist, name);
}

async function isCurrent(dist: string, record: Record): Promise<boolean> {
  if (!existsSync(path.join(dist, record.folder, 'index.html'))) return false;
  return (await fingerprintOf(record.sources)) === record.fingerprint;
}

/**
 * Builds in a process of its own: the compiler's memory is given back when it is done, and whoever asks
 * for the build (the server, a test run) cannot disturb it.
 */
async function buildInto(dist: string, name: string): Promise<string> {
  const folderName = `${name}-${randomUUID().slice(0, 8)}`;
  const folder = path.join(dist, folderName);
  const program = fileURLToPath(new URL('./build-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import=tsx', program, folder, folderName],
    { cwd: REPOSITORY, maxBuffer: 64 * 1024 * 1024 },
  );
  const modules = JSON.parse(stdout.slice(stdout.lastIndexOf('\n[') + 1)) as string[];
  const sources = [...new Set([...ALWAYS, ...modules.map(ownFile)])]
    .filter((file) => file !== '')
    .sort();
  const record: Record = { folder: folderName, fingerprint: await fingerprintOf(sources), sources };
  await writeRecord(dist, name, record);
  await dropOlder(dist, name);
  return folder;
}

/** The path in the repository of a module of ours; empty for packages and for virtual modules. */
function ownFile(id: string): string {
  const [file = ''] = id.split('?');
  if (!file.startsWith(REPOSITORY) || file.includes('node_modules')) return '';
  return existsSync(file) ? path.relative(REPOSITORY, file) : '';
}

async function fingerprintOf(sources: readonly string[]): Promise<string> {
  const contents = await Promise.all(
    sources.map((file) => readFile(path.join(REPOSITORY, file)).catch(() => null)),
  );
  const hash = createHash('sha256');
  contents.forEach((content, place) => hash.update(`${sources[place]}\0`).update(content ?? ''));
  return hash.digest('hex');
}

async function readRecord(dist: string, name: string): Promise<Record | null> {
  try {
    return JSON.parse(await readFile(path.join(dist, `${name}.json`), 'utf8')) as Record;
  } catch {
    // Never built, or by something else: build.
    return null;
  }
}

async function writeRecord(dist: string, name: string, record: Record): Promise<void> {
  await mkdir(dist, { recursive: true });
  const target = path.join(dist, `${name}.json`);
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, JSON.stringify(record, null, 2));
  await rename(draft, target);
}

async function dropOlder(dist: string, name: string): Promise<void> {
  const names = (await readdir(dist)).filter((entry) => /^[a-z]+-[0-9a-f]{8}$/.test(entry));
  const own = names.filter((entry) => entry.startsWith(`${name}-`));
  const dated = await Promise.all(
    own.map(async (entry) => ({ entry, at: (await stat(path.join(dist, entry))).mtimeMs })),
  );
  const older = dated.sort((a, b) => b.at - a.at).slice(KEPT_BUILDS);
  await Promise.all(older.map(({ entry }) => rm(path.join(dist, entry), { recursive: true })));
}
