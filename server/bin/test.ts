import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkers,
  KINDS,
  QUICK,
  quickTests,
  screensFor,
  testsIn,
  testsOf,
  type Kind,
} from './quality/plan.ts';
import { runSteps } from './quality/steps.ts';
import { addTallies, tallyLine } from './quality/tally.ts';

const USAGE = `npm test                      everything, with short rounds of the fault tests
npm test -- ui journeys       some kinds: ${KINDS.join(', ')}
npm test -- tests/…/x.test.ts some files
npm run proof                 the fault tests and the fuzz of every route, with their long rounds`;

/**
 * Names the run for all its programs: the PostgreSQL of the tests is started by the first that asks for it,
 * serves the others, too, and stops when this process is gone (`tests/support/cluster.ts`).
 */
function nameTheRun(): void {
  process.env['BOTTEGA_TEST_RUN'] ??= join(
    tmpdir(),
    `bottega-test-${process.pid}-${Date.now().toString(36)}`,
  );
  process.env['BOTTEGA_TEST_PID'] ??= String(process.pid);
}

/** Runs what the words ask for; nothing asked is everything. */
async function main(words: readonly string[]): Promise<number> {
  const proof = words.includes('proof');
  const files = words.filter((word) => word.endsWith('.test.ts'));
  const kinds = words.filter((word): word is Kind => KINDS.some((kind) => kind === word));
  const asked = files.length + kinds.length + (proof ? 1 : 0);
  if (asked < words.length) {
    console.error(USAGE);
    return 2;
  }
  const everything = words.length === 0;
  const chosen: readonly Kind[] = everything
    ? KINDS.filter((kind) => !QUICK.includes(kind))
    : kinds.length === 0 && proof
      ? ['api', 'migrations', 'faults']
      : kinds;
  // What computes shares the machine; after it the kinds run one after the other.
  const first = await runSteps(
    [...(everything ? [...quickTests(), ...checkers('everything')] : []), ...screensFor(chosen)],
    2,
  );
  const { tally: second, unsteady } = await runSteps(
    [...(files.length > 0 ? [testsIn(files)] : []), ...testsOf(chosen, proof)],
    1,
  );
  const tally = addTallies(first.tally, second);
  if (unsteady > 0) console.log(`${unsteady} unsteady: failed once, passed when run again alone`);
  console.log(tallyLine(tally));
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

nameTheRun();
process.exitCode = await main(process.argv.slice(2));
