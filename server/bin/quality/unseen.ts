import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What each file of code was when a checker last found nothing wrong in it. */
export type Seen = Readonly<Record<string, string>>;

const CODE = /\.tsx?$/;

/** Every file of code under the folders, by its path, with a digest of its text. */
export function digestsUnder(folders: readonly string[]): Seen {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && CODE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Object.fromEntries(
    paths
      .toSorted()
      .map((path) => [path, createHash('sha1').update(readFileSync(path)).digest('base64')]),
  );
}

/** The files that are not as they were when they were last seen, new ones among them. */
export function unseen(now: Seen, seen: Seen): string[] {
  return Object.keys(now).filter((path) => now[path] !== seen[path]);
}

/** What was kept; nothing, when there is none or it cannot be read: then everything is looked at. */
export function readSeen(file: string): Seen {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Seen;
  } catch {
    return {};
  }
}

export function keepSeen(file: string, seen: Seen): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(seen));
}
