import { isSameData } from './same-data.ts';

/**
 * What somebody changed of `base`, done once more on what others made of it meanwhile: member by member,
 * mine where I changed something, theirs everywhere else. A list is one value: half of one and half of
 * another is a list that nobody wrote.
 */
export function redone<T>(base: T, mine: T, theirs: T): T {
  if (isSameData(base, mine)) return theirs;
  if (!isRecord(base) || !isRecord(mine) || !isRecord(theirs)) return mine;
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const members = [...names]
    .map((name) => [name, redone(base[name], mine[name], theirs[name])] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
