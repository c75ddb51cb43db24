import { expect } from 'chai';
import { timelineOf } from '../../../modules/omnichannel/orders/domain/timeline.ts';
import type { LineFile } from '../../../modules/omnichannel/orders/domain/file.ts';
import {
  isDistanceContract,
  stillToCome,
  withdraw,
  withdrawable,
  withdrawalDeadline,
} from '../../../modules/omnichannel/withdrawals/domain.ts';

const ROME = 'Europe/Rome';
const never = (): boolean => false;

describe('the right to withdraw', () => {
  it('belongs to contracts concluded at a distance, not to what is bought in the shop', () => {
    expect((['A', 'B', 'C', 'D', 'E'] as const).map(isDistanceContract)).to.deep.equal([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it('ends with the fourteenth day after collection', () => {
    const deadline = withdrawalDeadline(ROME, new Date('2026-06-25T08:00:00Z'), never);
    // 9 July, 23:50 in Rome is in time; 10 July, 00:05 is not.
    expect(new Date('2026-07-09T21:50:00Z') < deadline).to.equal(true);
    expect(new Date('2026-07-09T22:05:00Z') < deadline).to.equal(false);
    expect(deadline.toISOString()).to.equal('2026-07-09T22:00:00.000Z');
  });

  it('lasts as long as the chain says, and never less than the law', () => {
    const collected = new Date('2026-06-25T08:00:00Z');
    const until = (days: number) =>
      withdrawalDeadline(ROME, collected, never, days).toISOString().slice(0, 10);
    expect(until(30)).to.equal('2026-07-27');
    expect(until(7)).to.equal('2026-07-09');
  });

  it('counts from the day on the shop’s clock, not from London’s', () => {
    // 00:30 in Rome on the 10th is still the 9th in UTC: the day of collection is the 10th.
    const deadline = withdrawalDeadline(ROME, new Date('2026-06-09T22:30:00Z'), never);
    expect(deadline.toISOString()).to.equal('2026-06-24T22:00:00.000Z');
  });

  it('goes on to the next working day from a Saturday, a Sunday or a holiday', () => {
    // The fourteenth day is Saturday 28 November: Monday the 30th counts to its end.
    const saturday = withdrawalDeadline(ROME, new Date('2026-11-14T10:00:00Z'), never);
    expect(saturday.toISOString()).to.equal('2026-11-30T23:00:00.000Z');
    const christmas = withdrawalDeadline(ROME, new Date('2026-12-11T10:00:00Z'), (day) =>
      ['2026-12-25', '2026-12-26'].includes(day),
    );
    expect(christmas.toISOString(), 'Friday 25, Saturday, Sunday, so Monday 28').to.equal(
      '2026-12-28T23:00:00.000Z',
    );
  });

  it('lasts a day of 25 hours to its end when the clocks go back', () => {
    // 14 days after Sunday 11 October is Sunday 25, when summer time ends: Monday 26 in winter time.
    const deadline = withdrawalDeadline(ROME, new Date('2026-10-11T10:00:00Z'), never);
    expect(deadline.toISOString()).to.equal('2026-10-26T23:00:00.000Z');
  });

  const line = (lineId: string, change: Partial<LineFile> = {}): LineFile => ({
    lineId,
    externalLineId: lineId,
    itemId: lineId,
    gtin: '8001234567895',
    quantity: 3,
    state: 'collected',
    picked: 0,
    short: 0,
    collected: 3,
    refused: 0,
    noShow: 0,
    cancelled: 0,
    toPutBack: 0,
    ...change,
  });

  it('covers what is still coming and what the customer has, once, and nothing the law excludes', () => {
    const lines = [
      line('a'),
      line('b', { collected: 1, state: 'ready' }),
      line('c', { collected: 0, cancelled: 3, state: 'cancelled' }),
      line('d'),
    ];
    const possible = withdrawable(lines, new Map([['a', 2]]), (itemId) => itemId === 'd');
    expect(possible).to.deep.equal([
      { lineId: 'a', open: 0, collected: 1 },
      { lineId: 'b', open: 2, collected: 1 },
    ]);
  });

  it('awaits what was declared until it comes, and lets nothing that came without count for later', () => {
    const declared = (pieces: number, lineId = 'a') => ({ lineId, declared: pieces, came: 0 });
    const came = (pieces: number, lineId = 'a') => ({ lineId, declared: 0, came: pieces });
    const awaited = (...moves: readonly ReturnType<typeof came>[]) =>
      Object.fromEntries(stillToCome(moves));
    expect(awaited(declared(2), came(1))).to.deep.equal({ a: 1 });
    expect(awaited(came(1), declared(1)), 'undeclared before').to.deep.equal({ a: 1 });
    expect(awaited(declared(1), came(2), declared(1)), 'one more beside it').to.deep.equal({
      a: 1,
    });
    expect(awaited(declared(1), declared(1), came(2)), 'two at once').to.deep.equal({});
    expect(awaited(declared(1), came(1), came(1), declared(2), came(1))).to.deep.equal({ a: 1 });
    expect(awaited(declared(1, 'b'), came(1))).to.deep.equal({ b: 1 });
  });

  it('cancels first what has not been handed over, and never more than there is', () => {
    const possible = [{ lineId: 'b', open: 2, collected: 1 }];
    expect(withdraw(possible, undefined)).to.deep.equal([
      { lineId: 'b', cancelled: 2, toBringBack: 1 },
    ]);
    expect(withdraw(possible, [{ lineId: 'b', quantity: 1 }])).to.deep.equal([
      { lineId: 'b', cancelled: 1, toBringBack: 0 },
    ]);
    expect(withdraw(possible, [{ lineId: 'b', quantity: 4 }])).to.equal(null);
    const twice = [
      { lineId: 'b', quantity: 2 },
      { lineId: 'b', quantity: 2 },
    ];
    expect(withdraw(possible, twice), 'the same line twice is meant twice').to.equal(null);
    expect(withdraw(possible, [{ lineId: 'x', quantity: 1 }])).to.equal(null);
    expect(withdraw([], undefined)).to.equal(null);
  });
});

describe('the timeline of an order', () => {
  const at = new Date('2026-11-22T09:00:00Z');
  const act = (what: string, details: object = {}) => ({
    at,
    action: `omnichannel.order-${what}.v1`,
    details: { ...details },
  });

  it('tells each step once, and all of them again after a move', () => {
    const steps = timelineOf([
      act('placed'),
      act('acknowledged'),
      act('taken'),
      act('line-picked'),
      act('taken'),
      act('moved', { locationId: 'MI02', fromLocationId: 'MI01' }),
      act('acknowledged'),
      act('delayed', { toReadyBy: '2026-11-22T15:00:00.000Z' }),
      act('customer-told'),
    ]);
    expect(steps.map(({ step }) => step)).to.deep.equal([
      'placed',
      'seen',
      'preparing',
      'moved',
      'seen',
      'delayed',
      'ready',
    ]);
    expect(steps[3]!.locationId).to.equal('MI02');
    expect(steps[5]!.until).to.equal('2026-11-22T15:00:00.000Z');
  });

  it('tells a part from the whole', () => {
    const steps = timelineOf([
      act('cancelled', { state: 'ready' }),
      act('collected', { state: 'ready' }),
      act('collected', { state: 'collected' }),
    ]);
    expect(steps.map(({ step }) => step)).to.deep.equal([
      'cancelled-in-part',
      'collected-in-part',
      'collected',
    ]);
  });

  it('keeps the shop’s own business to itself', () => {
    expect(timelineOf([act('staged'), act('put-back'), act('let-go'), act('ready')])).to.deep.equal(
      [],
    );
  });
});
