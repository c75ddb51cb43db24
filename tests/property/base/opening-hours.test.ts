import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addOpeningMinutes,
  closingAt,
  closingOfDay,
  closingOfNextOpenDay,
  flawOfSpans,
  isOpen,
  nextOpening,
  openingMinutesBetween,
  type Schedule,
  type Span,
} from '../../../modules/base/locations/domain/opening-hours.ts';
import { addDays, businessDayAt } from '../../../server/kernel/time.ts';

/** Up to three spans a day that do not overlap, in quarters of an hour, with 24:00 as the last end. */
const spans: fc.Arbitrary<Span[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((marks) => {
    const sorted = [...marks].sort((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, place) => ({
      opensMinute: sorted[place * 2]! * 15,
      closesMinute: sorted[place * 2 + 1]! * 15,
    }));
  });

/** Weeks around the two nights of 2026 on which the clocks change, and an ordinary one. */
const noon = fc.constantFrom('2026-03-28', '2026-10-24', '2026-06-10');
const zone = fc.constantFrom('Europe/Rome', 'America/New_York', 'Australia/Lord_Howe');

const scene = fc
  .record({
    zone,
    around: noon,
    week: fc.array(spans, { minLength: 7, maxLength: 7 }),
    exceptions: fc.array(fc.tuple(fc.integer({ min: -2, max: 4 }), spans), { maxLength: 3 }),
    quarter: fc.integer({ min: -200, max: 200 }),
  })
  .map(({ around, quarter, ...rest }) => {
    const schedule: Schedule = {
      zone: rest.zone,
      week: rest.week,
      exceptions: Object.fromEntries(
        rest.exceptions.map(([days, there]) => [addDays(around, days), there]),
      ),
    };
    const middle = Temporal.PlainDate.from(around).toZonedDateTime({
      timeZone: rest.zone,
      plainTime: '12:00',
    });
    return { schedule, instant: new Date(middle.epochMilliseconds + quarter * 900_000) };
  });

/**
 * The judge: walks real time in steps of five minutes and asks of each step what a clock in the shop
 * shows, as `isOpen` must not: there is no turning of times into moments in it.
 */
function openByTheClock(schedule: Schedule, millis: number): boolean {
  const shown = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(schedule.zone);
  const day = shown.toPlainDate().toString();
  const minute = shown.hour * 60 + shown.minute;
  const there = schedule.exceptions[day] ?? schedule.week[shown.dayOfWeek - 1]!;
  return there.some(
    ({ opensMinute, closesMinute }) => opensMinute <= minute && minute < closesMinute,
  );
}

/** Times shown twice are the first of the two, so the second showing is outside of what is compared. */
function isShownTwice(zoneId: string, millis: number): boolean {
  const shown = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zoneId);
  const local = shown.toPlainDateTime();
  const early = local.toZonedDateTime(zoneId, { disambiguation: 'earlier' });
  const late = local.toZonedDateTime(zoneId, { disambiguation: 'later' });
  return early.epochMilliseconds !== late.epochMilliseconds;
}

const STEP = 300_000;

describe('opening hours', () => {
  it('are open exactly when the clock in the shop says so', () => {
    fc.assert(
      fc.property(scene, ({ schedule, instant }) => {
        fc.pre(!isShownTwice(schedule.zone, instant.getTime()));
        expect(isOpen(schedule, instant)).to.equal(openByTheClock(schedule, instant.getTime()));
      }),
      { numRuns: 200 },
    );
  });

  it('count as many minutes between two moments as somebody at the door would', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 600 }), ({ schedule, instant }, steps) => {
        const begin = instant.getTime();
        let minutes = 0;
        for (let step = 0; step < steps; step += 1) {
          const at = begin + step * STEP;
          fc.pre(!isShownTwice(schedule.zone, at));
          if (openByTheClock(schedule, at)) minutes += 5;
        }
        const until = new Date(begin + steps * STEP);
        expect(openingMinutesBetween(schedule, instant, until)).to.equal(minutes);
      }),
      { numRuns: 30 },
    );
  });

  it('add minutes so that exactly that many have gone by, and not one moment too late', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 3_000 }), ({ schedule, instant }, minutes) => {
        const due = addOpeningMinutes(schedule, instant, minutes);
        if (due === null) {
          const year = new Date(instant.getTime() + 366 * 86_400_000);
          return openingMinutesBetween(schedule, instant, year) < minutes;
        }
        const before = new Date(due.getTime() - 1);
        return (
          openingMinutesBetween(schedule, instant, due) === minutes &&
          openingMinutesBetween(schedule, instant, before) === minutes - 1 &&
          isOpen(schedule, before)
        );
      }),
      { numRuns: 200 },
    );
  });

  it('close at a moment until which the door is open and at which it is not, unless the day ends', () => {
    fc.assert(
      fc.property(scene, ({ schedule, instant }) => {
        const closing = closingAt(schedule, instant);
        if (closing === null) return !isOpen(schedule, instant);
        const minutes = (closing.getTime() - instant.getTime()) / 60_000;
        const dayEnds =
          businessDayAt(schedule.zone, new Date(closing.getTime() - 1)) !==
          businessDayAt(schedule.zone, closing);
        return (
          closing > instant &&
          openingMinutesBetween(schedule, instant, closing) === minutes &&
          (!isOpen(schedule, closing) || dayEnds)
        );
      }),
      { numRuns: 200 },
    );
  });

  it('open next at the first moment that is open', () => {
    fc.assert(
      fc.property(scene, ({ schedule, instant }) => {
        const opening = nextOpening(schedule, instant);
        if (opening === null) return addOpeningMinutes(schedule, instant, 1) === null;
        return (
          opening >= instant &&
          isOpen(schedule, opening) &&
          openingMinutesBetween(schedule, instant, opening) === 0
        );
      }),
      { numRuns: 200 },
    );
  });

  it('close on the next open day later than now, at the end of an opening, and not before today ends', () => {
    fc.assert(
      fc.property(scene, ({ schedule, instant }) => {
        const next = closingOfNextOpenDay(schedule, instant);
        if (next === null) return true;
        const day = businessDayAt(schedule.zone, new Date(next.getTime() - 1));
        const today = businessDayAt(schedule.zone, instant);
        return next > instant && day >= today && isOpen(schedule, new Date(next.getTime() - 1));
      }),
      { numRuns: 200 },
    );
  });

  it('are refused exactly when two spans of a day overlap, run backwards or leave the day', () => {
    fc.assert(fc.property(spans, (there) => flawOfSpans(there) === null));
    const at = (opensMinute: number, closesMinute: number) => ({ opensMinute, closesMinute });
    expect(flawOfSpans([at(540, 780), at(779, 1_000)])).to.equal('overlapping');
    expect(flawOfSpans([at(900, 540)])).to.equal('backwards');
    expect(flawOfSpans([at(540, 1_441)])).to.equal('out-of-day');
    expect(flawOfSpans([at(930, 1_170), at(540, 780)])).to.equal(null);
  });
});

describe('the hours of a shop in Milan', () => {
  const morning = { opensMinute: 570, closesMinute: 780 };
  const afternoon = { opensMinute: 930, closesMinute: 1_170 };
  const both = [morning, afternoon];
  /** 9:30–13 and 15:30–19:30, Monday morning and Sunday closed, 8 December closed, Christmas Eve short. */
  const milan: Schedule = {
    zone: 'Europe/Rome',
    week: [[afternoon], both, both, both, both, both, []],
    exceptions: { '2026-12-08': [], '2026-12-24': [morning], '2026-12-25': [], '2026-12-26': [] },
  };
  const at = (iso: string) => new Date(iso);

  it('keeps a piece asked for on Saturday until Monday evening, over Sunday', () => {
    expect(closingOfNextOpenDay(milan, at('2026-11-21T11:00:00+01:00'))).to.deep.equal(
      at('2026-11-23T19:30:00+01:00'),
    );
  });

  it('keeps a piece asked for on 7 December until the evening of the 9th, over the holiday', () => {
    expect(closingOfNextOpenDay(milan, at('2026-12-07T17:00:00+01:00'))).to.deep.equal(
      at('2026-12-09T19:30:00+01:00'),
    );
  });

  it('keeps a piece asked for on the 23rd until the early closing of Christmas Eve', () => {
    expect(closingOfNextOpenDay(milan, at('2026-12-23T17:00:00+01:00'))).to.deep.equal(
      at('2026-12-24T13:00:00+01:00'),
    );
  });

  it('counts the evening before when somebody asks online at one in the morning', () => {
    expect(closingOfNextOpenDay(milan, at('2026-11-25T01:00:00+01:00'))).to.deep.equal(
      at('2026-11-25T19:30:00+01:00'),
    );
  });

  it('promises two hours of work begun at 12:20 for 16:50, after the midday closing', () => {
    expect(addOpeningMinutes(milan, at('2026-11-24T12:20:00+01:00'), 120)).to.deep.equal(
      at('2026-11-24T16:50:00+01:00'),
    );
  });

  it('closes at 13 and again at 19:30, and is not open in between', () => {
    expect(closingAt(milan, at('2026-11-24T12:59:59+01:00'))).to.deep.equal(
      at('2026-11-24T13:00:00+01:00'),
    );
    expect(closingAt(milan, at('2026-11-24T13:00:00+01:00'))).to.equal(null);
    expect(closingAt(milan, at('2026-11-24T15:30:00+01:00'))).to.deep.equal(
      at('2026-11-24T19:30:00+01:00'),
    );
    expect(closingOfDay(milan, '2026-12-24')).to.deep.equal(at('2026-12-24T13:00:00+01:00'));
  });

  it('keeps its hours by the clock on the day after the clocks change', () => {
    expect(closingOfNextOpenDay(milan, at('2026-03-28T12:00:00+01:00'))).to.deep.equal(
      at('2026-03-30T19:30:00+02:00'),
    );
    expect(closingOfNextOpenDay(milan, at('2026-10-24T12:00:00+02:00'))).to.deep.equal(
      at('2026-10-26T19:30:00+01:00'),
    );
  });

  it('has no answer for a shop that never opens, instead of a date far away', () => {
    const never: Schedule = {
      zone: 'Europe/Rome',
      week: [[], [], [], [], [], [], []],
      exceptions: {},
    };
    expect(closingOfNextOpenDay(never, at('2026-11-24T12:00:00Z'))).to.equal(null);
    expect(addOpeningMinutes(never, at('2026-11-24T12:00:00Z'), 1)).to.equal(null);
  });

  it('lets a night bar close at two of the same business day, and a shop that never closes at four', () => {
    const evening = { opensMinute: 1_080, closesMinute: 1_440 };
    const night = { opensMinute: 0, closesMinute: 120 };
    const bar: Schedule = {
      zone: 'Europe/Rome',
      week: [[evening], [night], [], [], [], [], []],
      exceptions: {},
    };
    expect(closingOfDay(bar, '2026-11-23')).to.deep.equal(at('2026-11-24T02:00:00+01:00'));
    expect(closingOfDay(bar, '2026-11-24')).to.equal(null);
    const always = Array.from({ length: 7 }, () => [{ opensMinute: 0, closesMinute: 1_440 }]);
    const station: Schedule = { zone: 'Europe/Rome', week: always, exceptions: {} };
    expect(closingAt(station, at('2026-11-24T12:00:00+01:00'))).to.deep.equal(
      at('2026-11-25T04:00:00+01:00'),
    );
  });
});
