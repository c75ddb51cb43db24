import { expect } from 'chai';
import { testsOf } from '../../../server/bin/quality/plan.ts';
import { runSteps, tallyOf, type Step } from '../../../server/bin/quality/steps.ts';

const TESTS: Step = { name: 'tests', command: ['mocha'], counts: 'tests' };
const CHECKER: Step = { name: 'types', command: ['tsc'], counts: 'itself' };

describe('what a step of a test run is worth', () => {
  it('is the tally on the last line of its tests', () => {
    expect(tallyOf(TESTS, 0, '✓ x\n7 passed, 0 failed\n')).to.include({ passed: 7, failed: 0 });
    expect(tallyOf(TESTS, 2, '7 passed, 2 failed\n')).to.include({ passed: 7, failed: 2 });
  });

  it('is a failure when tests broke off, ran none, or passed with an exit code that says otherwise', () => {
    expect(tallyOf(TESTS, 0, '7 passed, 0 failed\nkilled\n')).to.include({ passed: 0, failed: 1 });
    expect(tallyOf(TESTS, 0, '')).to.include({ passed: 0, failed: 1 });
    expect(tallyOf(TESTS, 0, '0 passed, 0 failed\n')).to.include({ passed: 0, failed: 1 });
    expect(tallyOf(TESTS, 1, '7 passed, 0 failed\n')).to.include({ passed: 7, failed: 1 });
    expect(tallyOf(TESTS, null, '7 passed, 0 failed\n')).to.include({ passed: 7, failed: 1 });
  });

  it('is one test for a checker', () => {
    expect(tallyOf(CHECKER, 0, '')).to.include({ passed: 1, failed: 0 });
    expect(tallyOf(CHECKER, 1, '')).to.include({ passed: 0, failed: 1 });
    expect(tallyOf(CHECKER, null, '')).to.include({ passed: 0, failed: 1 });
  });
});

describe('running steps', () => {
  const program = (name: string, source: string): Step => ({
    name,
    command: [process.execPath, '-e', source],
    counts: 'tests',
  });

  it('stops a step that hangs, and gives long rounds more time than one of their tests may take', async () => {
    const hanging = program('hanging', 'setInterval(() => undefined, 1000)');
    const said: string[] = [];
    const log = console.log;
    console.log = (line: string) => void said.push(line);
    try {
      const { tally } = await runSteps([{ ...hanging, limitMinutes: 0.002 }], 1);
      expect(tally).to.deep.equal({ passed: 0, failed: 1, skipped: 0 });
    } finally {
      console.log = log;
    }
    expect(said.join('\n')).to.include('hanging took longer than 0.002 minutes');
    const [faults] = testsOf(['faults'], true);
    expect(faults!.command, 'nothing runs beside what kills').to.not.include('--parallel');
    const ownLimit = Number(faults!.command[faults!.command.indexOf('--timeout') + 1]);
    expect(faults!.limitMinutes! * 60_000).to.be.above(2 * ownLimit);
  });

  it('adds up what all of them say, and tells a program that cannot be started from a good one', async () => {
    const printed: string[] = [];
    const log = console.log;
    console.log = (line: string) => void printed.push(line);
    try {
      const { tally } = await runSteps(
        [
          program('good', `console.log('3 passed, 0 failed, 1 skipped')`),
          program(
            'bad',
            `console.log('FAILED: a reason'); console.log('1 passed, 2 failed'); process.exitCode = 2`,
          ),
          { name: 'absent', command: ['/nowhere/mocha'], counts: 'tests' },
        ],
        2,
      );
      expect(tally).to.deep.equal({ passed: 4, failed: 3, skipped: 1 });
    } finally {
      console.log = log;
    }
    expect(printed.join('\n'))
      .to.match(/✓ good/)
      .and.match(/✗ bad/)
      .and.match(/✗ absent/);
    expect(printed.join('\n'), 'the output of what failed is shown').to.include('FAILED: a reason');
  });
});
