import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process that may have ended and given its number to another one. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever form the system tells it: only compared. */
  readonly startedAt: string | null;
}

export async function identityOf(pid: number): Promise<ProcessIdentity> {
  return { pid, startedAt: await startOf(pid) };
}

/** Is that very process still running? A number that was given out again does not count. */
export async function isAlive({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  if (await isZombie(pid)) return false;
  const now = await startOf(pid);
  // Asked last: what could not be told may be of a process that ended while we looked.
  return hasProcess(pid) && (startedAt === null || now === null || now === startedAt);
}

export function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or null when it cannot be told. */
export async function commandOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
    return text === null ? null : text.replaceAll('\0', ' ').trim();
  }
  return ps(pid, 'command=');
}

/** Waits until the process is gone; false when it is still there after `milliseconds`. */
export async function ended(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (hasProcess(pid) && !(await isZombie(pid))) {
    if (Date.now() > deadline) return false;
    await new Promise((wake) => setTimeout(wake, 20));
  }
  return true;
}

/** Ended, but its parent has not asked for its exit code: nothing of it runs any more. */
export async function isZombie(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return (await statFields(pid))?.[0] === 'Z';
}

async function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return (await statFields(pid))?.[19] ?? null;
  return ps(pid, 'lstart=');
}

/** The fields of /proc/<pid>/stat after the name, which may itself contain spaces and brackets. */
async function statFields(pid: number): Promise<string[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

async function ps(pid: number, what: string): Promise<string | null> {
  if (process.platform === 'win32') return null;
  return promisify(execFile)('ps', ['-o', what, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  );
}
