import { expect } from 'chai';
import { localTime } from '../../../modules/listini-promozioni/engine/domain/local-time.ts';

const ROME = 'Europe/Rome';
const at = (text: string): Date => new Date(text);

describe('the time of a shop, as prices read it', () => {
  it('goes on by milliseconds within the minute its clocks show', () => {
    const first = localTime(ROME, at('2026-11-28T14:30:00.000Z'));
    const later = localTime(ROME, at('2026-11-28T14:30:59.999Z'));
    const next = localTime(ROME, at('2026-11-28T14:31:00.000Z'));
    expect(first).to.deep.include({ day: '2026-11-28', minute: 930, weekday: 6 });
    expect(later).to.deep.equal({ ...first, reached: first.reached + 59_999 });
    expect(next).to.deep.equal({ ...first, minute: 931, reached: first.reached + 60_000 });
  });

  it('is that of each shop by itself', () => {
    const instant = at('2026-11-28T23:10:00Z');
    const rome = localTime(ROME, instant);
    const london = localTime('Europe/London', instant);
    expect([rome.day, rome.minute]).to.deep.equal(['2026-11-29', 10]);
    expect([london.day, london.minute]).to.deep.equal(['2026-11-28', 1_390]);
    expect(localTime(ROME, instant)).to.deep.equal(rome);
  });

  it('is the same in whatever order it is asked, in the nights that change the clocks too', () => {
    for (const midnight of ['2026-10-25T00:00:00Z', '2026-03-29T00:00:00Z']) {
      const instants = Array.from(
        { length: 1_000 },
        (_, nth) => new Date(Date.parse(midnight) + nth * 17_389),
      );
      const forward = instants.map((instant) => localTime(ROME, instant));
      const backward = instants.toReversed().map((instant) => localTime(ROME, instant));
      expect(backward.toReversed()).to.deep.equal(forward);
      const reached = forward.map((time) => time.reached);
      expect(reached, 'clocks may stand, never go back').to.deep.equal(
        reached.toSorted((a, b) => a - b),
      );
    }
  });
});
