import { expect } from 'chai';
import { pauseAfter } from '../../../server/kernel/attempts.ts';
import { PAUSES_SECONDS } from '../../../server/webhooks/schedule.ts';

describe('attempts at a webhook', () => {
  it('go on for about five days, ever more rarely', () => {
    const days = PAUSES_SECONDS.reduce((sum, pause) => sum + pause, 0) / 86_400;
    expect(days).to.be.within(4.5, 5.5);
    expect([...PAUSES_SECONDS].sort((a, b) => a - b)).to.deep.equal(PAUSES_SECONDS);
  });

  it('are spread by a fifth either way', () => {
    expect(pauseAfter(1, 0, PAUSES_SECONDS)).to.equal(4);
    expect(pauseAfter(1, 0.5, PAUSES_SECONDS)).to.equal(5);
    expect(pauseAfter(1, 1, PAUSES_SECONDS)).to.equal(6);
  });

  it('end: after the last pause there is none', () => {
    expect(pauseAfter(PAUSES_SECONDS.length, 0.5, PAUSES_SECONDS)).to.equal(86_400);
    expect(pauseAfter(PAUSES_SECONDS.length + 1, 0.5, PAUSES_SECONDS)).to.equal(null);
  });
});
