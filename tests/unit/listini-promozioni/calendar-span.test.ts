import { expect } from 'chai';
import fc from 'fast-check';
import {
  givesWay,
  merged,
  packed,
  rowsOf,
  type Calendar,
  type CalendarBar,
} from '../../../modules/listini-promozioni/calendar/ui/rows.ts';
import {
  dragged,
  drawnSpan,
  lastDay,
  placeOf,
  shiftWall,
  spanFrom,
} from '../../../modules/listini-promozioni/calendar/ui/span.ts';

const at = (day: string) => `${day}T00:00`;

function bar(given: Partial<CalendarBar> & Pick<CalendarBar, 'id'>): CalendarBar {
  return {
    kind: 'promotion',
    code: given.id,
    name: { it: given.id, en: given.id },
    phase: 'live',
    from: null,
    to: null,
    next: null,
    movable: true,
    places: [],
    saleKind: 'promo',
    campaignId: null,
    listId: null,
    version: 1,
    ...given,
  };
}

describe('the weeks a calendar shows', () => {
  it('begin on the Monday of the day that is asked for, and are whole', () => {
    const span = spanFrom('2026-11-22', 'bimestre');
    expect(span).to.deep.equal({ first: '2026-11-16', days: 63 });
    expect(lastDay(span)).to.equal('2027-01-17');
  });

  it('place a moment by its share of them, and what lies outside at the nearer edge', () => {
    const span = { first: '2026-11-16', days: 10 };
    expect(placeOf('2026-11-17T12:00', span)).to.equal(15);
    expect(placeOf(at('2026-11-01'), span)).to.equal(0);
    expect(placeOf(at('2027-01-01'), span)).to.equal(100);
  });
});

describe('a bar that is drawn', () => {
  const week = { from: '2026-12-01T09:00', to: '2026-12-08T20:00' };

  it('keeps its length and its hours as a whole, and its other end when one end is drawn', () => {
    expect(dragged(week, 'whole', 3)).to.deep.equal({
      from: '2026-12-04T09:00',
      to: '2026-12-11T20:00',
    });
    expect(dragged(week, 'start', -2)).to.deep.equal({ from: '2026-11-29T09:00', to: week.to });
    expect(dragged(week, 'end', 5)).to.deep.equal({ from: week.from, to: '2026-12-13T20:00' });
  });

  it('never ends before it begins, however far an end is drawn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 60 }),
        fc.constantFrom('whole' as const, 'start' as const, 'end' as const),
        (days, part) => {
          const { from, to } = dragged(week, part, days);
          return from! < to!;
        },
      ),
    );
  });

  it('has no end to be drawn when it goes on for ever', () => {
    expect(dragged({ from: week.from, to: null }, 'whole', 1)).to.deep.equal({
      from: '2026-12-02T09:00',
      to: null,
    });
  });

  it('is a moment when it is a change of prices without an end', () => {
    expect(drawnSpan('change-set', { from: week.from, to: null }).to).to.equal('2026-12-02T09:00');
    expect(drawnSpan('promotion', { from: week.from, to: null }).to).to.equal(null);
  });
});

describe('what collides on a calendar', () => {
  const conflict = (combines: boolean) => ({
    first: 'a',
    second: 'b',
    places: ['MI01'],
    from: null,
    to: null,
    items: 1,
    combines,
  });

  it('gives way while it is being prepared, where only one can win', () => {
    const phases = ['draft', 'submitted', 'scheduled', 'live'];
    const told = (combines: boolean) =>
      phases.map((phase) => givesWay(bar({ id: 'b', phase }), [conflict(combines)]));
    expect(told(false)).to.deep.equal([true, true, false, false]);
    expect(told(true)).to.deep.equal([false, false, false, false]);
  });

  it('is drawn once where several collide with it', () => {
    const stretches = [
      { left: 40, right: 60 },
      { left: 0, right: 20 },
      { left: 10, right: 30 },
      { left: 30, right: 35 },
    ];
    expect(merged(stretches)).to.deep.equal([
      { left: 0, right: 35 },
      { left: 40, right: 60 },
    ]);
  });
});

describe('the rows of a calendar', () => {
  const place = (placeId: string, region: string) => ({
    placeId,
    kind: 'location' as const,
    name: placeId,
    region,
    groups: [],
  });
  const calendar: Calendar = {
    places: [
      place('MI01', 'Lombardia'),
      place('MI02', 'Lombardia'),
      place('RM01', 'Lazio'),
      { placeId: 'web', kind: 'channel', name: 'Sito', region: null, groups: [] },
    ],
    bars: [
      bar({ id: 'all', places: ['MI01', 'MI02', 'RM01', 'web'] }),
      bar({ id: 'shops', places: ['MI01', 'MI02', 'RM01'] }),
      bar({ id: 'one', places: ['MI02'] }),
      bar({ id: 'online', places: ['web'] }),
    ],
    leftOut: 0,
    conflicts: [],
    campaigns: [],
    sales: [],
    closures: [],
  };
  const told = (kind: 'regione' | 'negozio') =>
    rowsOf(calendar, kind).map(({ id, bars }) => [id, bars.map((one) => one.id)]);

  it('say once what is on everywhere, and elsewhere what is on in some of their shops', () => {
    expect(told('regione')).to.deep.equal([
      ['*', ['all']],
      ['*shops', ['shops']],
      ['regione Lazio', []],
      ['regione Lombardia', ['one']],
      ['web', ['online']],
    ]);
    expect(told('negozio').slice(2)).to.deep.equal([
      ['MI01', []],
      ['MI02', ['one']],
      ['RM01', []],
      ['web', ['online']],
    ]);
  });

  it('never lay two bars of one height over each other, nor a bar over a name', () => {
    const span = spanFrom('2026-11-16', 'mese');
    const days = fc.integer({ min: -5, max: 40 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(days, fc.integer({ min: 1, max: 20 })), { maxLength: 12 }),
        (given) => {
          const bars = given.map(([from, length], number) =>
            bar({
              id: String(number).padStart(2, '0'),
              from: shiftWall(at(span.first), from),
              to: shiftWall(at(span.first), from + length),
            }),
          );
          const { placed, lanes } = packed(bars, span, () => 20);
          const ends = placed.map((one) => one.left + one.width + (one.namedBehind ? 20 : 0));
          return (
            placed.length === bars.length &&
            placed.every(({ lane }) => lane < lanes) &&
            placed.every((one, number) =>
              placed.every(
                (other, place) =>
                  place <= number || other.lane !== one.lane || other.left >= ends[number]!,
              ),
            )
          );
        },
      ),
    );
  });
});
