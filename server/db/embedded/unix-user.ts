import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export interface UnixUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; as root we therefore run it as the first of these that exists. */
const UNPRIVILEGED = ['postgres', 'nobody', 'daemon'];

/** Who PostgreSQL runs as; null = the user we are ourselves. */
export async function databaseUser(): Promise<UnixUser | null> {
  if (process.getuid?.() !== 0) return null;
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8'));
  for (const name of UNPRIVILEGED) {
    const user = users.get(name);
    if (user) return user;
  }
  throw new Error(
    `PostgreSQL does not run as root, and none of ${UNPRIVILEGED.join(', ')} is a user here. ` +
      'Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Only local users: initdb must be able to look the name up without a network. */
export function parsePasswd(text: string): Map<string, UnixUser> {
  const users = new Map<string, UnixUser>();
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && Number(uid) > 0) users.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  return users;
}

/** May the user walk down to this folder? A parent of mode 0700 keeps everybody else out. */
export async function canReach(user: UnixUser | null, folder: string): Promise<boolean> {
  if (user === null) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await stat(at).catch(() => null);
    // What does not exist yet will be made by us, with the right owner.
    if (found && !mayEnter(user, found)) return false;
    if (at === path.dirname(at)) return true;
  }
}

function mayEnter(user: UnixUser, folder: { mode: number; uid: number; gid: number }): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
