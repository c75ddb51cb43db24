import { expect } from 'chai';
import fc from 'fast-check';
import {
  afterWork,
  forecastOf,
  proposedReadyBy,
  workMinutes,
  type Pace,
  type QueuedOrder,
} from '../../../modules/omnichannel/promises/domain/forecast.ts';
import { openingsFrom } from '../../../modules/omnichannel/promises/openings.ts';
import { makeSchedule, span } from '../../support/make/location.ts';

/** Saturday, ten in the morning in Rome. */
const NOW = new Date('2026-11-21T09:00:00Z');
const schedule = makeSchedule({ spans: [span('10:00', '13:00'), span('15:00', '19:30')] });
const openings = [...openingsFrom(schedule, NOW, 14)];
const PACE: Pace = { minutesPerPiece: 5, preparers: 1, tightMinutes: 15, openings };

const order = fc.record({
  orderId: fc.uuid(),
  readyBy: fc.integer({ min: -60, max: 3000 }).map((m) => new Date(NOW.getTime() + m * 60_000)),
  pickerId: fc.constantFrom(null, null, 'luca', 'noemi'),
  piecesLeft: fc.integer({ min: 0, max: 12 }),
});
const queue = fc.uniqueArray(order, { selector: ({ orderId }) => orderId, maxLength: 40 });

describe('the forecast of a queue', () => {
  it('says something about every order, and nothing about others', () => {
    fc.assert(
      fc.property(queue, (orders) => {
        const known = orders.map(({ orderId }) => orderId).sort();
        return (
          JSON.stringify([...forecastOf(orders, PACE, NOW).keys()].sort()) === JSON.stringify(known)
        );
      }),
    );
  });

  it('expects no order while the shop is closed, and none before its own work is done', () => {
    fc.assert(
      fc.property(queue, (orders) =>
        orders.every((one) => {
          const { expectedAt } = forecastOf(orders, PACE, NOW).get(one.orderId)!;
          const open = openings.some(
            ({ opens, closes }) => opens <= expectedAt && expectedAt <= closes,
          );
          return open && expectedAt >= afterWork(openings, NOW, workMinutes(one, PACE));
        }),
      ),
    );
  });

  it('is never worse with one more pair of hands', () => {
    fc.assert(
      fc.property(queue, fc.integer({ min: 1, max: 5 }), (orders, preparers) => {
        const few = forecastOf(orders, { ...PACE, preparers }, NOW);
        const more = forecastOf(orders, { ...PACE, preparers: preparers + 1 }, NOW);
        return orders.every(
          ({ orderId }) => more.get(orderId)!.expectedAt <= few.get(orderId)!.expectedAt,
        );
      }),
    );
  });

  it('of an order does not change when a less urgent one joins that nobody has taken', () => {
    fc.assert(
      fc.property(queue, (orders) => {
        const before = forecastOf(orders, PACE, NOW);
        const last = Math.max(0, ...orders.map(({ readyBy }) => readyBy.getTime())) + 60_000;
        const joins = { orderId: 'last', readyBy: new Date(last), pickerId: null, piecesLeft: 9 };
        const after = forecastOf([...orders, joins], PACE, NOW);
        return orders.every(
          ({ orderId }) =>
            after.get(orderId)!.expectedAt.getTime() === before.get(orderId)!.expectedAt.getTime(),
        );
      }),
    );
  });

  it('calls late what is late, and gives a reason exactly for promises that are missed', () => {
    fc.assert(
      fc.property(queue, (orders) => {
        const forecasts = forecastOf(orders, PACE, NOW);
        return orders.every(({ orderId, readyBy }) => {
          const { risk, because, expectedAt } = forecasts.get(orderId)!;
          const missed = risk === 'late' || risk === 'will-be-late';
          return (
            (risk === 'late') === readyBy <= NOW &&
            missed === (readyBy <= NOW || expectedAt > readyBy) &&
            missed === (because !== null)
          );
        });
      }),
    );
  });

  it('proposes a time that is later than promised, in opening hours, and that would be kept', () => {
    fc.assert(
      fc.property(queue, (orders) => {
        const forecasts = forecastOf(orders, PACE, NOW);
        return orders.every(({ orderId, readyBy }) => {
          const forecast = forecasts.get(orderId)!;
          const proposed = proposedReadyBy(forecast, readyBy, PACE);
          const open = openings.some(
            ({ opens, closes }) => opens <= proposed && proposed <= closes,
          );
          return proposed > readyBy && proposed >= forecast.expectedAt && open;
        });
      }),
    );
  });
});

describe('late before late', () => {
  const at = (time: string): Date => new Date(`2026-11-21T${time}:00Z`);
  const waiting = (orderId: string, readyBy: Date, piecesLeft = 1): QueuedOrder => ({
    orderId,
    readyBy,
    pickerId: null,
    piecesLeft,
  });

  it('sees the fourth of four orders miss its promise, because of those before it', () => {
    const orders = ['A', 'B', 'C', 'D'].map((id) => waiting(id, at('09:20')));
    const forecasts = forecastOf(orders, PACE, NOW);
    // Six minutes each: 9:06, 9:12, 9:18, 9:24.
    expect(['A', 'B', 'C', 'D'].map((id) => forecasts.get(id)!.risk)).to.deep.equal([
      'tight',
      'tight',
      'tight',
      'will-be-late',
    ]);
    expect(forecasts.get('D')).to.deep.include({
      expectedAt: at('09:24'),
      because: 'queue',
      ahead: 3,
    });
  });

  it('gives the next order to whoever is free first', () => {
    const orders = ['A', 'B', 'C', 'D'].map((id) => waiting(id, at('09:20')));
    const forecasts = forecastOf(orders, { ...PACE, preparers: 2 }, NOW);
    expect(['A', 'B', 'C', 'D'].map((id) => forecasts.get(id)!.expectedAt)).to.deep.equal(
      ['09:06', '09:06', '09:12', '09:12'].map(at),
    );
  });

  it('tells an order with too many pieces from one whose shop opens too late', () => {
    const large = forecastOf([waiting('A', at('09:30'), 8)], PACE, NOW).get('A')!;
    expect(large.because).to.equal('pieces');
    // Promised for two, and the shop is closed from one to three.
    const closed = forecastOf([waiting('B', at('13:00'))], PACE, at('12:30')).get('B')!;
    expect(closed).to.deep.include({ risk: 'will-be-late', because: 'closed' });
    expect(closed.expectedAt).to.deep.equal(at('14:06'));
  });

  it('counts whoever has taken orders, and what only needs its bag', () => {
    const taken = { ...waiting('A', at('09:05'), 0), pickerId: 'luca' };
    const forecasts = forecastOf([taken, waiting('B', at('09:40'))], PACE, NOW);
    expect(forecasts.get('A')!.expectedAt).to.deep.equal(at('09:01'));
    expect(forecasts.get('B')!.expectedAt).to.deep.equal(at('09:07'));
  });
});
