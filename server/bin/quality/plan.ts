import { existsSync, readdirSync, statSync } from 'node:fs';
import { LIMIT_MINUTES, type Step } from './steps.ts';

/** The kinds of test, each a folder under `tests/`, in the order in which they run. */
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

/** They kill processes and measure time: fewer run side by side, and in long rounds nothing runs beside them. */
const TOUCHY: readonly Kind[] = ['live', 'migrations', 'faults'];

/**
 * Files of a kind that run at a time. Most wait for a database, a browser or a process of their own for a
 * third of their time: three keep two cores busy.
 */
function filesAtOnce(kind: Kind, proof: boolean): number {
  if (QUICK.includes(kind)) return 1;
  return (TOUCHY.includes(kind) ? 2 : 3) - (proof ? 1 : 0);
}

/** Milliseconds for one test. It ends one that hangs; what is too slow is said by the tests that measure. */
const LIMIT = '120000';

/** For all long rounds of a kind: each test of them alone may take half an hour. */
const PROOF_MINUTES = 360;

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
 * The kinds in as few programs as there are ways to run them, `proof` making the rounds of the fault tests
 * long. Each program that starts reads the whole house again, and at its end waits for its last file.
 */
export function testsOf(kinds: readonly Kind[], proof: boolean): Step[] {
  return alike(kinds).map((same) => {
    const files = longestFirst(same.flatMap(filesOf));
    const jobs = Math.min(files.length, filesAtOnce(same[0]!, proof));
    const parallel = jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : [];
    const limit = ['--timeout', proof ? '1800000' : LIMIT];
    const name = same.join(', ');
    const step = mocha(name, files, [...parallel, ...limit], proof ? { PROOF: '1' } : {});
    const minutes = same.length * (proof ? PROOF_MINUTES : LIMIT_MINUTES);
    const twice =
      !proof && process.env['PROOF'] === undefined && LOOKED_AT_TWICE.includes(same[0]!);
    return {
      ...step,
      limitMinutes: minutes,
      ...(twice ? { again: (file: string) => testsIn([file]) } : {}),
    };
  });
}

/** Kinds that follow each other and are run in the same way. */
function alike(kinds: readonly Kind[]): Kind[][] {
  const groups: Kind[][] = [];
  for (const kind of kinds) {
    const before = groups.at(-1)?.[0];
    const same = before !== undefined && waysOf(before) === waysOf(kind);
    if (same) groups.at(-1)!.push(kind);
    else groups.push([kind]);
  }
  return groups;
}

function waysOf(kind: Kind): string {
  return `${filesAtOnce(kind, false)} ${LOOKED_AT_TWICE.includes(kind)}`;
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

/** They play long at random, start processes or look at many screens, however short they are to read. */
const PLAYS_LONG =
  /(model|fuzz|provider|process|imports|interleavings|refunds|permissions|embedded|demo-year|accessible|simulator|scan|no-show|kill|cut)\.test\.ts$/;

/** Of files that run side by side the long ones first, lest one of them is left over at the end. */
function longestFirst(files: readonly string[]): string[] {
  const lengths = new Map(
    files.map((file) => [
      file,
      PLAYS_LONG.test(file) ? Number.MAX_SAFE_INTEGER : statSync(file).size,
    ]),
  );
  return files.toSorted((a, b) => lengths.get(b)! - lengths.get(a)! || (a < b ? -1 : 1));
}

/** In no order of its own: whoever runs them sorts them, so that every machine has the same. */
function filesOf(kind: Kind): string[] {
  const folder = `tests/${kind}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`);
}
