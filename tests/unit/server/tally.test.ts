import { expect } from 'chai';
import { addTallies, tallyLine, readTally } from '../../../server/bin/quality/tally.ts';

describe('the last line of a test run', () => {
  it('names what passed, what failed, and what was skipped only when something was', () => {
    expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).to.equal('12 passed, 0 failed');
    expect(tallyLine({ passed: 3, failed: 1, skipped: 2 })).to.equal(
      '3 passed, 1 failed, 2 skipped',
    );
  });

  it('is read back as it was written', () => {
    const tally = { passed: 3, failed: 1, skipped: 2 };
    expect(readTally(`✓ a file\n${tallyLine(tally)}\n`)).to.deep.equal(tally);
  });

  it('is that of all runs together, and of none that nothing passed', () => {
    const [some, more] = [
      { passed: 3, failed: 1, skipped: 0 },
      { passed: 4, failed: 0, skipped: 2 },
    ];
    expect(addTallies(some, more)).to.deep.equal({ passed: 7, failed: 1, skipped: 2 });
    expect(addTallies()).to.deep.equal({ passed: 0, failed: 0, skipped: 0 });
  });

  it('is missing when the run broke off, and then nothing counts as passed', () => {
    expect(readTally('12 passed, 0 failed\nSegmentation fault\n')).to.equal(null);
    expect(readTally('')).to.equal(null);
  });
});
