import { expect } from 'chai';
import { pauseAfter } from '../../../server/jobs/sweeps.ts';

describe('the pause after a sweep failed', () => {
  it('is its interval, and doubles up to two minutes', () => {
    const pauses = Array.from({ length: 8 }, (_, n) => pauseAfter(n + 1, 5, 0));
    expect(pauses).to.deep.equal([5, 10, 20, 40, 80, 120, 120, 120]);
  });

  it('is a second at least, and an hour for what is due every hour', () => {
    expect(pauseAfter(1, 0.05, 0)).to.equal(1);
    expect(pauseAfter(9, 3_600, 0)).to.equal(3_600);
  });

  it('is up to a quarter longer by chance', () => {
    expect(pauseAfter(2, 10, 1)).to.equal(25);
  });

  it('stays the longest however often it fails', () => {
    expect(pauseAfter(5_000, 1, 0)).to.equal(120);
  });
});
