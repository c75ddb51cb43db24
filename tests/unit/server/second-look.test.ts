import { expect } from 'chai';
import { LOOKED_AT_TWICE, testsOf, KINDS } from '../../../server/bin/quality/plan.ts';
import { doubtful, judge, type FileRecord } from '../../../server/bin/quality/second-look.ts';
import { runSteps, type Result, type Step } from '../../../server/bin/quality/steps.ts';

const FILE = 'tests/ui/x.test.ts';

/** A file with as many passed tests, `pass 1`…, and those failed. */
function record(passed: number, failed: readonly string[], file = FILE): FileRecord {
  return {
    file,
    tally: { passed, failed: failed.length, skipped: 0 },
    tests: passed + failed.length,
    passed: Array.from({ length: passed }, (_, place) => `pass ${place + 1}`),
    failed: failed.map((title) => ({ title, text: `the whole story of ${title}` })),
  };
}

/** What a run of tests does: writes its records down and ends with its tally. */
function ending(records: readonly FileRecord[]): string {
  const sum = (what: 'passed' | 'failed') =>
    records.reduce((all, { tally }) => all + tally[what], 0);
  return `
    require('node:fs').writeFileSync(process.env.BOTTEGA_TEST_RECORD, ${JSON.stringify(JSON.stringify(records))});
    console.log('${sum('passed')} passed, ${sum('failed')} failed');
    process.exitCode = ${sum('failed')};`;
}

const program = (name: string, source: string): Step => ({
  name,
  command: [process.execPath, '-e', source],
  counts: 'tests',
});

async function running(steps: readonly Step[]): Promise<Result & { readonly said: string }> {
  const said: string[] = [];
  const log = console.log;
  console.log = (line: string) => void said.push(line);
  try {
    return { ...(await runSteps(steps, 2)), said: said.join('\n') };
  } finally {
    console.log = log;
  }
}

describe('a second look at a file with a browser', () => {
  const first = [record(5, [], 'tests/ui/a.test.ts'), record(2, ['shows the coat'])];
  const seen = (again: Step['again']) =>
    running([
      { ...program('ui', ending(first)), ...(again ? { again } : {}) },
      program('other', `console.log('1 passed, 0 failed')`),
    ]);
  const better = { ...record(2, []), tests: 3, passed: ['pass 1', 'pass 2', 'shows the coat'] };
  const whole = { ...better, tally: { passed: 3, failed: 0, skipped: 0 } };

  it('counts what passes then, and tells that it failed before and how', async () => {
    const asked: string[] = [];
    const { tally, unsteady, said } = await seen((file) => {
      asked.push(file);
      return program('again', ending([whole]));
    });
    expect(asked).to.deep.equal([FILE]);
    expect(tally).to.deep.equal({ passed: 9, failed: 0, skipped: 0 });
    expect(unsteady).to.equal(1);
    expect(said).to.include(
      `unsteady  ${FILE} › shows the coat\nthe whole story of shows the coat`,
    );
    expect(said, 'nobody reads it as good').not.to.match(/^✓ ui/m);
  });

  it('fails what fails twice', async () => {
    const { tally, unsteady, said } = await seen(() => program('again', ending([first[1]!])));
    expect(tally).to.deep.equal({ passed: 8, failed: 1, skipped: 0 });
    expect(unsteady).to.equal(0);
    expect(said).to.match(/^✗ again/m);
    expect(said).to.include('the whole story of shows the coat');
  });

  it('fails what had passed the first time, too', async () => {
    const other = { ...record(2, ['pass 2']), passed: ['pass 1', 'shows the coat'] };
    const { tally, unsteady } = await seen(() => program('again', ending([other])));
    expect(tally).to.deep.equal({ passed: 8, failed: 1, skipped: 0 });
    expect(unsteady, 'the one that failed first').to.equal(1);
  });

  it('does not help a run that breaks off, whichever of the two', async () => {
    const crash = `console.log('2 passed'); process.kill(process.pid, 'SIGKILL')`;
    const never = () => expect.fail('there is nothing to look at');
    const broken = await running([{ ...program('ui', crash), again: never }]);
    expect(broken.tally).to.deep.equal({ passed: 0, failed: 1, skipped: 0 });
    expect((await seen(() => program('again', crash))).tally.failed).to.equal(1);
  });

  it('is not given to kinds that depend on nothing but themselves', async () => {
    expect((await seen(undefined)).tally).to.deep.equal({ passed: 8, failed: 1, skipped: 0 });
    expect(LOOKED_AT_TWICE).to.have.members(['ui', 'journeys']);
    for (const proof of [false, true]) {
      const twice = testsOf(KINDS, proof).filter(({ again }) => again);
      const kinds = twice.flatMap(({ name }) => name.split(', '));
      expect(kinds).to.have.members(proof ? [] : [...LOOKED_AT_TWICE]);
    }
  });

  it('is not given when so much failed that it is no chance, or failures are not accounted for', () => {
    const many = Array.from({ length: 5 }, (_, place) => record(0, ['x'], `tests/ui/${place}.ts`));
    expect(doubtful({ passed: 0, failed: 5, skipped: 0 }, many)).to.deep.equal([]);
    expect(doubtful({ passed: 0, failed: 4, skipped: 0 }, many.slice(1))).to.have.lengthOf(4);
    expect(doubtful({ passed: 0, failed: 5, skipped: 0 }, many.slice(1))).to.deep.equal([]);
    expect(doubtful({ passed: 0, failed: 1, skipped: 0 }, null)).to.deep.equal([]);
  });

  it('takes no test for passed that was left out, skipped or lost on the way', () => {
    const failed = record(2, ['shows the coat']);
    const skipped = { ...record(2, []), tests: 3, tally: { passed: 2, failed: 0, skipped: 1 } };
    for (const second of [skipped, record(2, [])]) {
      const verdict = judge(failed, { tally: second.tally, records: [second] });
      expect(verdict.tally).to.deep.equal({ passed: 2, failed: 1, skipped: 0 });
      expect(verdict.unsteady).to.deep.equal([]);
    }
  });

  it('takes a hook for passed when its tests did', () => {
    const hook = '"before all" hook: a server for "shows the coat"';
    const broken = { ...record(2, [hook, 'shows the coat']), tests: 3 };
    const verdict = judge(broken, { tally: whole.tally, records: [whole] });
    expect(verdict.tally).to.deep.equal({ passed: 3, failed: 0, skipped: 0 });
    expect(verdict.unsteady.map(({ title }) => title)).to.deep.equal([hook, 'shows the coat']);
  });

  it('takes a file for passed that a hook had cut short, when all of it ran the second time', () => {
    const hook = '"after each" hook: nothing to complain about for "shows the coat"';
    const cut = { ...record(0, ['shows the coat', hook]), tests: 1 };
    const verdict = judge(cut, { tally: whole.tally, records: [whole] });
    expect(verdict.tally).to.deep.equal({ passed: 3, failed: 0, skipped: 0 });
    expect(verdict.unsteady.map(({ title }) => title)).to.deep.equal(['shows the coat', hook]);
  });
});
