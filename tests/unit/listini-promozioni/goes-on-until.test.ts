import { expect } from 'chai';
import { goesOnUntil } from '../../../modules/listini-promozioni/price-history/domain/change-points.ts';

/** Monday the 2nd of November 2026 is the first day of its month that is worked. */
describe('a promotion that begins', () => {
  it('goes on without an end, or to its own, when it is on at all times', () => {
    expect(goesOnUntil({}, '2026-11-02T09:00')).to.equal(null);
    expect(goesOnUntil({ to: '2026-11-20T00:00' }, '2026-11-02T09:00')).to.equal(null);
    expect(goesOnUntil({ weekdays: [1, 2, 3, 4, 5, 6, 7] }, '2026-11-02T09:00')).to.equal(null);
  });

  it('goes on over days on which the shops are closed', () => {
    expect(goesOnUntil({ openingDaysOnly: true }, '2026-11-02T09:00')).to.equal(null);
  });

  it('goes on over days that follow one another, and no further', () => {
    expect(goesOnUntil({ weekdays: [6, 7] }, '2026-11-07T00:00')).to.equal('2026-11-09T00:00');
    expect(goesOnUntil({ onlyOn: ['2026-11-27'] }, '2026-11-27T00:00')).to.equal(
      '2026-11-28T00:00',
    );
    expect(goesOnUntil({ notOn: ['2026-12-08'] }, '2026-12-01T00:00')).to.equal('2026-12-08T00:00');
  });

  it('goes on over the hours of a day, not until those of the next', () => {
    const morning = { from: 540, to: 660 };
    const afternoon = { from: 900, to: 1_020 };
    expect(goesOnUntil({ hours: [morning, afternoon] }, '2026-11-02T09:00')).to.equal(
      '2026-11-02T17:00',
    );
    expect(goesOnUntil({ hours: [{ from: 1_320, to: 120 }] }, '2026-11-02T22:00')).to.equal(
      '2026-11-03T02:00',
    );
  });

  it('ends with its period when that comes first', () => {
    expect(goesOnUntil({ weekdays: [6, 7], to: '2026-11-08T12:00' }, '2026-11-07T00:00')).to.equal(
      null,
    );
  });
});
