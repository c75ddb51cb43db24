import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ended } from '../../server/db/embedded/process.ts';

/** A process and those it started, at this moment, itself first. */
async function familyOf(pid: number): Promise<number[]> {
  return [pid, ...(await childrenOf(pid))];
}

/** The processes that a process started and that still run. */
export async function childrenOf(parent: number): Promise<number[]> {
  const found = process.platform === 'linux' ? await fromProc() : await fromPs();
  return found.flatMap(({ pid, of }) => (of === parent ? [pid] : []));
}

/** SIGKILL to PostgreSQL and all its workers at once: nothing of it gets to write anything more. */
export async function killFamily(pid: number): Promise<void> {
  const family = await familyOf(pid);
  for (const member of family) {
    try {
      process.kill(member, 'SIGKILL');
    } catch {
      // Gone since we looked.
    }
  }
  for (const member of family) await ended(member, 10_000);
}

interface Kinship {
  readonly pid: number;
  readonly of: number;
}

async function fromProc(): Promise<Kinship[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // After the name, which may itself contain spaces and brackets: state, parent.
      const of = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
      return { pid: Number(pid), of };
    }),
  );
  return found;
}

async function fromPs(): Promise<Kinship[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, of = 0]) => ({ pid, of }));
}
