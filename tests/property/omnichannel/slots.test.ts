import { expect } from 'chai';
import fc from 'fast-check';
import { isOpen } from '../../../modules/base/api.ts';
import { slotsOf, type Capacity } from '../../../modules/omnichannel/promises/domain/slots.ts';
import { openingsFrom } from '../../../modules/omnichannel/promises/openings.ts';
import { makeSchedule, span } from '../../support/make/location.ts';

const SHOPS = [
  makeSchedule(),
  makeSchedule({ spans: [span('09:30', '13:00'), span('15:30', '19:50')] }),
  // Open through the night, over the hour that is skipped or comes twice.
  makeSchedule({
    week: Array.from({ length: 7 }, () => [span('00:00', '05:00'), span('20:00', '24:00')]),
  }),
  makeSchedule({ exceptions: { '2026-03-30': [], '2026-10-26': [span('11:00', '11:20')] } }),
];
const NIGHTS = ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-11-21T10:17:00Z'];

const capacity = fc.record({
  slotMinutes: fc.integer({ min: 10, max: 240 }),
  unit: fc.constant('orders' as const),
  places: fc.integer({ min: 0, max: 9 }),
  bands: fc.array(
    fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fromMinute: fc.integer({ min: 0, max: 1440 }),
      untilMinute: fc.integer({ min: 0, max: 1440 }),
      places: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 3 },
  ),
});
const scene = fc.record({
  capacity,
  schedule: fc.constantFrom(...SHOPS),
  from: fc
    .tuple(fc.constantFrom(...NIGHTS), fc.integer({ min: -1500, max: 1500 }))
    .map(([night, minutes]) => new Date(Date.parse(night) + minutes * 60_000)),
});

describe('the slots of a shop', () => {
  it('lie in its opening hours, one after the other, also in the nights that change the clocks', () => {
    fc.assert(
      fc.property(scene, ({ capacity: given, schedule, from }) => {
        const slots = slotsOf(given, schedule.zone, openingsFrom(schedule, from, 60), from, 60);
        return slots.every(
          ({ startsAt, endsAt, places }, place) =>
            startsAt >= from &&
            places > 0 &&
            isOpen(schedule, startsAt) &&
            isOpen(schedule, new Date(endsAt.getTime() - 1)) &&
            endsAt > startsAt &&
            (place === 0 || slots[place - 1]!.endsAt <= startsAt),
        );
      }),
    );
  });

  it('are the same whoever asks when: they are cut from the opening, not from now', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 600 }), (given, minutes) => {
        const { schedule, from } = given;
        const later = new Date(from.getTime() + minutes * 60_000);
        const cut = (at: Date, most: number) =>
          slotsOf(given.capacity, schedule.zone, openingsFrom(schedule, at, 400), at, most);
        const seen = cut(later, 20).map(({ startsAt }) => startsAt.getTime());
        const before = new Set(cut(from, 400).map(({ startsAt }) => startsAt.getTime()));
        return seen.every((start) => before.has(start));
      }),
    );
  });

  it('have 23 hours of places in the night of March and 25 in that of October', () => {
    const always = makeSchedule({
      week: Array.from({ length: 7 }, () => [span('00:00', '24:00')]),
    });
    const hourly: Capacity = { slotMinutes: 60, unit: 'orders', places: 1, bands: [] };
    const count = (day: string, until: string): number => {
      const from = new Date(day);
      return slotsOf(hourly, 'Europe/Rome', openingsFrom(always, from, 9), from, 200).filter(
        ({ startsAt }) => startsAt < new Date(until),
      ).length;
    };
    expect(count('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).to.equal(23);
    expect(count('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).to.equal(25);
  });

  it('have the places of the band that holds at their time on the shop’s clock', () => {
    const schedule = makeSchedule({ spans: [span('10:00', '13:00')] });
    const given: Capacity = {
      slotMinutes: 60,
      unit: 'orders',
      places: 4,
      bands: [{ weekdays: [6], fromMinute: 660, untilMinute: 720, places: 1 }],
    };
    const friday = new Date('2026-11-20T09:00:00Z');
    const slots = slotsOf(given, schedule.zone, openingsFrom(schedule, friday, 2), friday, 6);
    expect(slots.map(({ places }) => places)).to.deep.equal([4, 4, 4, 4, 1, 4]);
  });
});
