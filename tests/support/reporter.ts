import { writeFileSync } from 'node:fs';
import { inspect, stripVTControlCharacters } from 'node:util';
import Mocha from 'mocha';
import {
  RECORD_VARIABLE,
  type FailedTest,
  type FileRecord,
} from '../../server/bin/quality/second-look.ts';
import { tallyLine, type Tally } from '../../server/bin/quality/tally.ts';

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants;

const SLOW_MS = 2_000;

/** What is known of a file of tests. */
interface File extends Tally {
  milliseconds: number;
  tests: number;
  readonly passedTests: string[];
  readonly failedTests: FailedTest[];
}

/**
 * One line for each file of tests, every failure in full at the end, and as the very last line the
 * tally: `12 passed, 0 failed`.
 */
// mocha takes a reporter only as a default export.
export default class Reporter {
  constructor(runner: Mocha.Runner) {
    const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
    const files = new Map<string, File>();
    const failures: string[] = [];
    const causes: unknown[] = [];
    const fileOf = (test: Mocha.Runnable) => {
      const name = shortPath(test.file ?? test.parent?.file ?? '?');
      const known = files.get(name);
      if (known) return known;
      const counts = { passed: 0, failed: 0, skipped: 0, milliseconds: 0, tests: 0 };
      const fresh: File = { ...counts, passedTests: [], failedTests: [] };
      files.set(name, fresh);
      return fresh;
    };
    runner.on(EVENT_TEST_PASS, (test) => {
      tally.passed += 1;
      const file = fileOf(test);
      file.passed += 1;
      file.tests += 1;
      file.passedTests.push(titleOf(test));
      file.milliseconds += test.duration ?? 0;
      if ((test.duration ?? 0) > SLOW_MS)
        write(`  slow  ${titleOf(test)} (${seconds(test.duration ?? 0)})`);
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      tally.skipped += 1;
      const file = fileOf(test);
      file.skipped += 1;
      file.tests += 1;
      write(`  skipped  ${titleOf(test)}`);
    });
    runner.on(EVENT_TEST_FAIL, (test, error: unknown) => {
      tally.failed += 1;
      const file = fileOf(test);
      file.failed += 1;
      if (test.type === 'test') file.tests += 1;
      write(`  FAILED  ${titleOf(test)}`);
      // A broken hook fails every test after it: the reason is told once.
      const same = causes.indexOf(error);
      causes.push(error);
      const text =
        same < 0
          ? failureText(causes.length, test, error)
          : `${causes.length}) ${titleOf(test)}\n   as ${same + 1})\n`;
      failures.push(text);
      file.failedTests.push({ title: titleOf(test), text });
    });
    runner.once(EVENT_RUN_END, () => {
      for (const [name, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
        write(
          `${file.failed > 0 ? '✗' : '✓'} ${name}  ${tallyLine(file)}  ${seconds(file.milliseconds)}`,
        );
      }
      for (const failure of failures) write(failure);
      keepRecords(files);
      write(tallyLine(tally));
    });
  }
}

/** For whoever runs the tests and wants to know more than a tally. */
function keepRecords(files: ReadonlyMap<string, File>): void {
  const path = process.env[RECORD_VARIABLE];
  if (path === undefined) return;
  const records = [...files].map(([file, known]): FileRecord => {
    const { passed, failed, skipped, tests, passedTests, failedTests } = known;
    return {
      file,
      tally: { passed, failed, skipped },
      tests,
      passed: passedTests,
      failed: failedTests,
    };
  });
  writeFileSync(path, JSON.stringify(records));
}

function failureText(place: number, test: Mocha.Runnable, error: unknown): string {
  const lines = [`\n${place}) ${titleOf(test)}`, `   ${shortPath(test.file ?? '?')}`];
  if (!isFailure(error)) return `${[...lines, indented(shown(error))].join('\n')}\n`;
  const { stack, message = '', actual, expected, cause } = error;
  // Some messages stand in the stack, some do not: chai writes them before it makes the stack.
  if (!stack?.includes(message)) lines.push(indented(message));
  if (stack) lines.push(indented(stack));
  if (expected !== undefined) {
    const diff = Mocha.reporters.Base.generateDiff(shown(actual), shown(expected));
    lines.push(indented(diff.trim()));
  }
  if (cause !== undefined) lines.push(indented(`because: ${shown(cause)}`));
  return `${lines.join('\n')}\n`;
}

/** An error, or what is left of one that came from a parallel worker. */
interface Failure {
  readonly stack?: string;
  readonly message?: string;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly cause?: unknown;
}

function isFailure(error: unknown): error is Failure {
  return typeof error === 'object' && error !== null && ('stack' in error || 'message' in error);
}

function titleOf(test: Mocha.Runnable): string {
  return test.titlePath().join(' › ');
}

function shown(value: unknown): string {
  return typeof value === 'string'
    ? value
    : inspect(value, { depth: 8, breakLength: 60, sorted: true, maxArrayLength: 200 });
}

function indented(text: string): string {
  return text.replace(/^/gm, '   ');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function shortPath(file: string): string {
  return file.replace(`${process.cwd()}/`, '');
}

function write(line: string): void {
  // Colours of other tools would be noise in a log.
  process.stdout.write(`${stripVTControlCharacters(line)}\n`);
}
