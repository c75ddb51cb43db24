import { basename } from 'node:path';
import { lineOf, walk, type Source } from './source.ts';

/** Words that say nothing about the thing, wherever they stand in a name. */
const EMPTY_WORDS = new Set(['manager', 'helper', 'helpers', 'util', 'utils', 'info', 'misc']);
/** Fine as a noun of the trade (`process.ts` of the operating system), empty as a verb. */
const EMPTY_VERBS = new Set(['handle', 'process', 'do', 'perform']);
/** File names that collect what belongs elsewhere. */
const DRAWERS = new Set(['types', 'common', 'shared', 'constants', 'interfaces', 'data', 'index']);

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}

/** Names that tell the reader nothing; one sentence for each. */
export function emptyNames({ path, exports }: Source): string[] {
  const file = basename(path).replace(/\.(test\.)?tsx?$/, '');
  const words = wordsOf(file);
  const found: string[] = [];
  if (DRAWERS.has(file) || words.some((word) => EMPTY_WORDS.has(word)))
    found.push(`${path}: a file of this name says nothing about what is in it`);
  for (const name of exports) {
    const [first = '', ...rest] = wordsOf(name);
    const empty =
      [first, ...rest].find((word) => EMPTY_WORDS.has(word)) ??
      (EMPTY_VERBS.has(first) && /^[a-z]/.test(name) ? first : undefined) ??
      (first === 'data' && rest.length === 0 ? first : undefined);
    if (empty) found.push(`${path}: ${name}: "${empty}" says nothing`);
  }
  return found;
}

/** Nouns of the trade that mean nothing else; `item`, `order`, `hold` and `store` have other meanings too. */
const OF_THE_TRADE =
  /\b(stock|pickup|reservation|basket|cart|sku|garment|omnichannel|store system)s?\b/i;

/** Nouns of retail in what a file says to the machine: names and texts, not comments. */
export function retailNouns({ path, strings, program }: Source): string[] {
  const names = new Set<string>(strings);
  walk(program, (node) => {
    if (node.type === 'Identifier') names.add(String(node['name']));
  });
  return [...names]
    .filter((name) =>
      OF_THE_TRADE.test(name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ')),
    )
    .map((name) => `${path}: ${name.slice(0, 80)}`);
}

const SUPPRESSION = /(oxlint|eslint)-disable|@ts-(ignore|nocheck|expect-error)/;
/** After two dashes, a reason: at least three words. */
const REASON = /--\s*\S+\s+\S+\s+\S+/;

/** Silenced checkers without a reason on the same line, and those that are never right. */
export function bareSuppressions({ path, text, comments }: Source): string[] {
  return comments.flatMap(({ value, start }) => {
    const match = SUPPRESSION.exec(value);
    if (!match) return [];
    const place = `${path}:${lineOf(text, start)}`;
    if (/@ts-(ignore|nocheck)/.test(match[0])) return [`${place}: ${match[0]} is never right`];
    return REASON.test(value) ? [] : [`${place}: ${match[0]} without a reason (-- because …)`];
  });
}

/** A file that only passes on what others wrote: only `api.ts` is a door. */
export function isBarrel({ path, program }: Source): boolean {
  return (
    basename(path) !== 'api.ts' &&
    program.body.length > 0 &&
    program.body.every(
      (node) =>
        node.type === 'ExportAllDeclaration' ||
        (node.type === 'ExportNamedDeclaration' && node.source !== null),
    )
  );
}

const MACHINE_PATH =
  /(?<![\w./-])(\/(home|Users|root|work|mnt|private\/var)\/[\w.-]+|[A-Z]:\\(Users|work)\\)/;

/** Folders of somebody's machine: they exist nowhere else. */
export function machinePaths(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, place) => {
    const match = MACHINE_PATH.exec(line);
    return match ? [`${path}:${place + 1}: ${match[0]}`] : [];
  });
}
