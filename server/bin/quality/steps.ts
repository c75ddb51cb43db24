import { spawn } from 'node:child_process';
import { readTally, type Tally } from './tally.ts';

/** One program of a run: a checker, or mocha over some folders. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** A step of tests ends with its tally; a checker counts as one test of its own. */
  readonly counts: 'tests' | 'itself';
}

interface Outcome {
  readonly tally: Tally;
  readonly output: string;
}

/** No step takes this long unless it hangs. */
const LIMIT_MS = 15 * 60_000;

/**
 * Runs every step, `lanes` at a time, in the order given; prints a line for each as it ends and the
 * whole output of those that failed. A step that dies, hangs or runs no test at all has failed.
 */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<Tally> {
  const waiting = [...steps];
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const started = performance.now();
      const { tally, output } = await run(step);
      total.passed += tally.passed;
      total.failed += tally.failed;
      total.skipped += tally.skipped;
      report(step, tally, output, performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return total;
}

function run(step: Step): Promise<Outcome> {
  const [program, ...parameters] = step.command;
  const child = spawn(program, parameters, {
    env: { ...process.env, ...step.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const limit = setTimeout(() => {
    output += `\n${step.name} took longer than ${LIMIT_MS / 60_000} minutes and was stopped\n`;
    child.kill('SIGKILL');
  }, LIMIT_MS);
  return new Promise((resolve) => {
    const end = (code: number | null): void => {
      clearTimeout(limit);
      resolve({ tally: tallyOf(step, code, printed), output });
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

function report(step: Step, tally: Tally, output: string, milliseconds: number): void {
  const failed = tally.failed > 0;
  const count =
    step.counts === 'tests'
      ? `  ${tally.passed} passed${failed ? `, ${tally.failed} failed` : ''}`
      : '';
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  console.log(`${failed ? '✗' : '✓'} ${step.name.padEnd(34)} ${time.padStart(7)}${count}`);
  const slowOrSkipped = /^ {2}(slow|skipped) .*$/gm;
  if (failed) console.log(output.trimEnd());
  else if (step.counts === 'tests')
    for (const [line] of output.matchAll(slowOrSkipped)) console.log(line);
}
