import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doubtful, judge, readRecords, RECORD_VARIABLE, type FileRecord } from './second-look.ts';
import { addTallies, readTally, tallyLine, type Tally } from './tally.ts';

/** One program of a run: a checker, or mocha over some folders. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** A step of tests ends with its tally; a checker counts as one test of its own. */
  readonly counts: 'tests' | 'itself';
  /** Longer than this it has hung, and is stopped. */
  readonly limitMinutes?: number;
  /** Runs one file of it again, alone; without it nothing is looked at twice. */
  readonly again?: (file: string) => Step;
}

interface Outcome {
  readonly tally: Tally;
  readonly output: string;
  readonly records: readonly FileRecord[] | null;
  readonly seconds: number;
}

export interface Result {
  readonly tally: Tally;
  /** Tests that failed once and passed at the second look: counted as passed, and told. */
  readonly unsteady: number;
}

/** No step takes this long unless it hangs, or says that it may. */
export const LIMIT_MINUTES = 15;

/**
 * Runs every step, `lanes` at a time, in the order given; prints a line for each as it ends and the
 * whole output of those that failed. A step that dies, hangs or runs no test at all has failed. Files that
 * may be looked at twice are, one by one, when all else is done.
 */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<Result> {
  const waiting = [...steps];
  const tallies: Tally[] = [];
  const looks: (() => Promise<Result>)[] = [];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await run(step);
      const { again } = step;
      const files = again ? doubtful(outcome.tally, outcome.records) : [];
      const rest = files.reduce((tally, file) => without(tally, file.tally), outcome.tally);
      tallies.push(rest);
      if (again) for (const file of files) looks.push(() => lookAgain(file, again(file.file)));
      report(step, outcome, files.length);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  let unsteady = 0;
  for (const look of looks) {
    const result = await look();
    tallies.push(result.tally);
    unsteady += result.unsteady;
  }
  return { tally: addTallies(...tallies), unsteady };
}

function without(all: Tally, some: Tally): Tally {
  return {
    passed: all.passed - some.passed,
    failed: all.failed - some.failed,
    skipped: all.skipped - some.skipped,
  };
}

/** Runs a file once more and tells what was unsteady in it, or that it fails. */
async function lookAgain(first: FileRecord, step: Step): Promise<Result> {
  const second = await run(step);
  const { tally, unsteady } = judge(first, second);
  const mark = tally.failed > 0 ? '✗' : '✓';
  console.log(line(mark, `again: ${first.file}`, second.seconds, `  ${tallyLine(tally)}`));
  for (const { title, text } of unsteady) {
    console.log(`unsteady  ${first.file} › ${title}\n${text.trimEnd()}`);
  }
  if (tally.failed > 0) {
    for (const { text } of first.failed) console.log(text.trimEnd());
    console.log(`\nand at the second look:\n${second.output.trimEnd()}`);
  }
  return { tally, unsteady: unsteady.length };
}

function run(step: Step): Promise<Outcome> {
  const [program, ...parameters] = step.command;
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'bottega-run-'));
  const record = join(folder, 'records.json');
  const child = spawn(program, parameters, {
    env: { ...process.env, [RECORD_VARIABLE]: record, ...step.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const { limitMinutes = LIMIT_MINUTES } = step;
  const limit = setTimeout(() => {
    output += `\n${step.name} took longer than ${limitMinutes} minutes and was stopped\n`;
    child.kill('SIGKILL');
  }, limitMinutes * 60_000);
  return new Promise((resolve) => {
    const end = (code: number | null): void => {
      clearTimeout(limit);
      const records = readRecords(record);
      rmSync(folder, { recursive: true, force: true });
      const seconds = (performance.now() - started) / 1000;
      resolve({ tally: tallyOf(step, code, printed), output, records, seconds });
    };
    child.once('error', (error) => {
      output += `\n${error.message}\n`;
      end(null);
    });
    child.once('close', end);
  });
}

/** What a step's end is worth. Exit codes and tallies must agree: silence is never success. */
export function tallyOf(step: Step, exitCode: number | null, printed: string): Tally {
  const broken: Tally = { passed: 0, failed: 1, skipped: 0 };
  if (step.counts === 'itself') {
    return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : broken;
  }
  const tally = readTally(printed);
  if (!tally) return broken;
  const sound = tally.passed > 0 && (exitCode === 0) === (tally.failed === 0);
  return sound || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function report(step: Step, { tally, output, seconds }: Outcome, toLookAt: number): void {
  const failed = tally.failed > 0;
  const looked = toLookAt > 0 ? `, ${toLookAt} of its files to be looked at again` : '';
  const count =
    step.counts === 'tests'
      ? `  ${tally.passed} passed${failed ? `, ${tally.failed} failed` : ''}${looked}`
      : '';
  console.log(line(failed ? (toLookAt > 0 ? '?' : '✗') : '✓', step.name, seconds, count));
  const slowOrSkipped = /^ {2}(slow|skipped) .*$/gm;
  if (failed && toLookAt === 0) console.log(output.trimEnd());
  else if (step.counts === 'tests')
    for (const [told] of output.matchAll(slowOrSkipped)) console.log(told);
}

function line(mark: string, name: string, seconds: number, rest: string): string {
  return `${mark} ${name.padEnd(34)} ${`${seconds.toFixed(1)} s`.padStart(7)}${rest}`;
}
