import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  businessDayAt,
  instantOfWall,
  isPlainDate,
  offsetMinutes,
  wallClock,
  weekdayOf,
} from '../../../server/kernel/time.ts';

/** Whole hours, half hours, changes at midnight, below the equator, a zone that skipped a whole day. */
const ZONES = [
  'Europe/Rome',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Asuncion',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
] as const;

const zone = fc.constantFrom(...ZONES);
const from = Date.UTC(2005, 0, 1);
const until = Date.UTC(2045, 0, 1);
/** Anywhere in forty years, and often within a few hours of a change of the clocks. */
const moment = zone.chain((name) =>
  fc
    .oneof(
      fc.integer({ min: from, max: until - 1 }),
      fc
        .record({
          at: fc.integer({ min: from, max: until - 1 }),
          near: fc.integer({ min: -4 * 3_600_000, max: 4 * 3_600_000 }),
        })
        .map(({ at, near }) => {
          const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
          return (zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? at) + near;
        }),
    )
    .map((millis) => ({ zone: name, millis })),
);

describe('the clock on the wall', () => {
  it('shows what an independent calendar shows, on every moment of forty years', () => {
    fc.assert(
      fc.property(moment, ({ zone: name, millis }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(name);
        const shown = wallClock(name, new Date(millis));
        expect(shown.day).to.equal(zoned.toPlainDate().toString());
        expect(shown.minute).to.equal(zoned.hour * 60 + zoned.minute);
        expect(offsetMinutes(name, new Date(millis))).to.equal(zoned.offsetNanoseconds / 6e10);
        expect(weekdayOf(shown.day)).to.equal(zoned.dayOfWeek);
      }),
      { numRuns: 500 },
    );
  });

  it('is turned back into the first moment at which it shows a time or has passed it', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 1440 }), ({ zone: name, millis }, minute) => {
        const day = Temporal.Instant.fromEpochMilliseconds(millis)
          .toZonedDateTimeISO(name)
          .toPlainDate();
        const wall = day.toPlainDateTime().add({ minutes: minute });
        const early = wall.toZonedDateTime(name, { disambiguation: 'earlier' });
        // Skipped times are the moment of the change; Temporal would move them before or behind it.
        const skipped = !early.toPlainDateTime().equals(wall);
        const expected = skipped ? early.getTimeZoneTransition('next')! : early;
        expect(instantOfWall(name, day.toString(), minute).getTime()).to.equal(
          expected.epochMilliseconds,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('never makes a later time of day an earlier moment', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 0, max: 1440 }),
        fc.integer({ min: 0, max: 1440 }),
        ({ zone: name, millis }, a, b) => {
          const { day } = wallClock(name, new Date(millis));
          const [early, late] = [Math.min(a, b), Math.max(a, b)];
          return instantOfWall(name, day, early) <= instantOfWall(name, day, late);
        },
      ),
    );
  });
});

describe('plain dates', () => {
  it('are counted like a calendar counts them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: until }),
        fc.integer({ min: -5_000, max: 5_000 }),
        (millis, days) => {
          const day = Temporal.Instant.fromEpochMilliseconds(millis)
            .toZonedDateTimeISO('UTC')
            .toPlainDate();
          return addDays(day.toString(), days) === day.add({ days }).toString();
        },
      ),
    );
  });

  it('are only those that the calendar has', () => {
    expect(['2028-02-29', '2026-12-31'].every(isPlainDate)).to.equal(true);
    expect(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', ''].some(isPlainDate)).to.equal(
      false,
    );
  });
});

describe('the business day', () => {
  it('ends at four in the morning, also in the nights that lose or gain an hour', () => {
    const rome = (iso: string) => businessDayAt('Europe/Rome', new Date(iso));
    expect(rome('2026-11-22T02:59:59Z')).to.equal('2026-11-21');
    expect(rome('2026-11-22T03:00:00Z')).to.equal('2026-11-22');
    // 29 March 2026: 01:00Z is 03:00; 02:00Z is 04:00.
    expect(rome('2026-03-29T01:59:59Z')).to.equal('2026-03-28');
    expect(rome('2026-03-29T02:00:00Z')).to.equal('2026-03-29');
    // 25 October 2026: 03:00Z is 04:00, an hour later than the day before.
    expect(rome('2026-10-25T02:59:59Z')).to.equal('2026-10-24');
    expect(rome('2026-10-25T03:00:00Z')).to.equal('2026-10-25');
  });
});
