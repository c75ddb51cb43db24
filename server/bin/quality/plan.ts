import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Step } from './steps.ts';

/** The kinds of test, each a folder under `tests/`. */
export const KINDS = [
  'unit',
  'property',
  'architecture',
  'integration',
  'api',
  'live',
  'migrations',
  'faults',
  'ui',
  'journeys',
] as const;

export type Kind = (typeof KINDS)[number];

/** What `npm run check` runs of them: nothing that needs a database or a browser. */
export const QUICK: readonly Kind[] = ['unit', 'property', 'architecture'];

/** What shows built screens in a browser. */
const ON_SCREEN: readonly Kind[] = ['ui', 'journeys'];

/**
 * Kinds with a browser in them, which no test has wholly in its hand: a file that fails is looked at once
 * more. All others may not depend on chance. See decision 0016.
 */
export const LOOKED_AT_TWICE: readonly Kind[] = ON_SCREEN;

/** They kill processes and measure time: in long rounds nothing runs beside them. */
const ONE_BY_ONE: readonly Kind[] = ['live', 'migrations', 'faults'];

/**
 * Files that run side by side: one more than there are cores, because a file waits now and then for its
 * database, its browser, a process that starts; but never more than a machine with a few of them can bear.
 * What measures time asks how slow the machine is just now.
 */
const SIDE_BY_SIDE = Math.min(availableParallelism(), 4) + 1;

/** Milliseconds for one test. It ends one that hangs; what is too slow is said by the tests that measure. */
const LIMIT = '120000';

export const CODE = ['server', 'modules', 'migrations', 'seeds', 'tests'];
const bin = (name: string): string => `node_modules/.bin/${name}`;

/** Types, lint, format, unused code. Lint looks at what changed since it was last good, or at everything. */
export function checkers(lint: 'changed' | 'everything'): Step[] {
  const all = lint === 'everything' ? ['--all'] : [];
  return [
    {
      name: 'types',
      command: [bin('tsc'), '-p', '.'],
      counts: 'itself',
    },
    {
      name: 'lint',
      command: [process.execPath, '--import=tsx', 'server/bin/lint.ts', ...all],
      counts: 'itself',
    },
    { name: 'format', command: [bin('oxfmt'), '--check', '.'], counts: 'itself' },
    { name: 'unused code', command: [bin('knip'), '--no-progress'], counts: 'itself' },
  ];
}

/** The quick kinds in two processes of about the same length, one for each core of a small machine. */
export function quickTests(): Step[] {
  return [QUICK.slice(0, 2), QUICK.slice(2)].map((kinds) =>
    mocha(kinds.join(', '), kinds.flatMap(filesOf).toSorted(), ['--timeout', '20000']),
  );
}

/** The screens as they are delivered, for the kinds that look at them. */
export function screensFor(kinds: readonly Kind[]): Step[] {
  if (!kinds.some((kind) => ON_SCREEN.includes(kind))) return [];
  const command: Step['command'] = [process.execPath, '--import=tsx', 'server/bin/build.ts'];
  return [{ name: 'screens', command, counts: 'itself' }];
}

/**
 * One step: whatever kind it is of, the next file begins as soon as another has ended. `proof` makes the
 * rounds of the fault tests long; then each kind has the machine to itself.
 */
export function testsOf(kinds: readonly Kind[], proof: boolean): Step[] {
  if (proof) return kinds.map(provenIn);
  const files = longestFirst(kinds);
  const limit = ['--timeout', LIMIT];
  const step = mocha(kinds.join(', '), files, [...sideBySide(SIDE_BY_SIDE), ...limit]);
  const parts = kinds.length > 1 ? { partOf: kindOf } : {};
  const twice = process.env['PROOF'] === undefined;
  const again = (file: string): Step | null =>
    LOOKED_AT_TWICE.includes(kindOf(file)) ? testsIn([file]) : null;
  return [{ ...step, ...parts, ...(twice ? { again } : {}) }];
}

function provenIn(kind: Kind): Step {
  const shared = ONE_BY_ONE.includes(kind) ? [] : sideBySide(2);
  const limit = ['--timeout', '1800000'];
  return mocha(kind, longestFirst([kind]), [...shared, ...limit], { PROOF: '1' });
}

function sideBySide(jobs: number): string[] {
  return ['--parallel', '--jobs', String(jobs)];
}

/** Test files named one by one on the command line. */
export function testsIn(files: readonly string[]): Step {
  return mocha(files.join(' '), files.toSorted(), ['--timeout', LIMIT]);
}

function mocha(
  name: string,
  files: readonly string[],
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Step {
  // No file at all is a failure of mocha.
  const command: Step['command'] = [bin('mocha'), ...options, ...files];
  // Time zones are said where they matter: the machine's own must change nothing.
  return { name, command, environment: { TZ: 'UTC', ...environment }, counts: 'tests' };
}

/** They play long at random or start processes, however short they are to read. */
const PLAYS_LONG =
  /(model|fuzz|provider|process|imports|interleavings|refunds|kill|cut)\.test\.ts$/;

/** With processes, with a browser, with a server, with a database: so long are the files of a kind. */
const LONG_KINDS: readonly Kind[] = ['faults', 'journeys', 'ui', 'migrations', 'live', 'api'];

/** Of files that run side by side the long ones first, lest one of them is left over at the end. */
function longestFirst(kinds: readonly Kind[]): string[] {
  const rest = KINDS.filter((kind) => !LONG_KINDS.includes(kind));
  const files = [...LONG_KINDS, ...rest]
    .filter((kind) => kinds.includes(kind))
    .flatMap((kind) => bySize(filesOf(kind)));
  const playsLong = (file: string): boolean => PLAYS_LONG.test(file);
  return [...files.filter(playsLong), ...files.filter((file) => !playsLong(file))];
}

/** The longest to read first; of two as long, by name, so that every machine has the same order. */
function bySize(files: readonly string[]): string[] {
  const sizes = new Map(files.map((file) => [file, statSync(file).size]));
  return files.toSorted().sort((a, b) => sizes.get(b)! - sizes.get(a)!);
}

/** The kind that a file of tests is of, by the folder it stands in. */
function kindOf(file: string): Kind {
  return KINDS.find((kind) => file.startsWith(`tests/${kind}/`))!;
}

/** In no order of its own: whoever runs them sorts them, so that every machine has the same. */
function filesOf(kind: Kind): string[] {
  const folder = `tests/${kind}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`);
}
