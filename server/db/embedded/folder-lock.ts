import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from './process.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/** Another process works in this data folder: read by whoever started the second one. */
export class FolderInUse extends Error {
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `La cartella dei dati ${folder} è già in uso dal processo ${pid}: fermalo, oppure avvia con ` +
        `un’altra cartella (BOTTEGA_DATA). / The data folder ${folder} is already in use by ` +
        `process ${pid}: stop it, or start with another folder (BOTTEGA_DATA).`,
    );
    this.name = 'FolderInUse';
    this.pid = pid;
  }
}

const lockFile = (folder: string): string => path.join(folder, 'server.pid');

/** Makes this process the only one in the folder. The lock of a process that is gone counts for nothing. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = lockFile(folder);
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const content = JSON.stringify(await identityOf(process.pid));
  await writeFile(mine, content, { mode: 0o644 });
  try {
    // A hard link fails when the name exists, and appears with its content already in it.
    while (!(await link(mine, file).then(() => true, whenThere))) {
      const held = await readFile(file, 'utf8').catch(() => null);
      if (held === null) continue;
      const holder = parse(held);
      if (holder && (await isAlive(holder))) throw new FolderInUse(folder, holder.pid);
      await discard(file, held);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return {
    async release() {
      if ((await readFile(file, 'utf8').catch(() => null)) === content) {
        await rm(file, { force: true });
      }
    },
  };
}

/** The process that works in the folder now, if any. */
export async function holderOf(folder: string): Promise<ProcessIdentity | null> {
  const held = await readFile(lockFile(folder), 'utf8').catch(() => null);
  const holder = held === null ? null : parse(held);
  return holder && (await isAlive(holder)) ? holder : null;
}

/** Takes a dead process's lock away, but not one that somebody else has made in the meantime. */
async function discard(file: string, dead: string): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  await rename(file, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => null);
  if (taken !== null && taken !== dead) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function parse(text: string): ProcessIdentity | null {
  try {
    const { pid, startedAt } = JSON.parse(text) as Partial<ProcessIdentity>;
    return Number.isSafeInteger(pid) ? { pid: pid!, startedAt: startedAt ?? null } : null;
  } catch {
    return null;
  }
}

function whenThere(error: NodeJS.ErrnoException): false {
  if (error.code !== 'EEXIST') throw error;
  return false;
}
