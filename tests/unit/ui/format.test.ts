import { expect } from 'chai';
import {
  ago,
  at,
  bareMoney,
  clock,
  day,
  distance,
  documentDay,
  duration,
  gtin,
  hasTooManyDecimals,
  initials,
  longDay,
  moment,
  money,
  orderNumber,
  percent,
  promised,
  readMoney,
  shortName,
  stopwatch,
} from '../../../server/ui/kit/format.ts';

const italian = { language: 'it', zone: 'Europe/Rome' } as const;
const english = { language: 'en', zone: 'Europe/Rome' } as const;
const now = new Date('2026-11-21T15:28:00Z');

describe('figures on the screen', () => {
  it('write euro with a point for thousands, a comma for cents and a no-break space', () => {
    expect(money(italian, 128_460)).to.equal('1.284,60\u00a0€');
    expect(money(italian, 0)).to.equal('0,00\u00a0€');
  });

  it('write the minus of money as a minus sign, not as a hyphen', () => {
    expect(money(italian, -7990)).to.equal('\u221279,90\u00a0€');
    expect(bareMoney(italian, -799)).to.equal('\u22127,99');
    expect(percent(italian, -20)).to.equal('\u221220%');
  });

  it('write a distance as one walks or drives it', () => {
    expect(distance(italian, 12)).to.equal('50\u00a0m');
    expect(distance(italian, 830)).to.equal('850\u00a0m');
    expect(distance(italian, 2_140)).to.equal('2,1\u00a0km');
    expect(distance(english, 2_140)).to.equal('2.1\u00a0km');
    expect(distance(italian, 51_300)).to.equal('51\u00a0km');
  });

  it('write money for English readers in their own way', () => {
    expect(money(english, 128_460)).to.equal('€1,284.60');
  });

  it('write margins with one decimal and no space', () => {
    expect(percent(italian, 58.4)).to.equal('58,4%');
  });

  it('show times in the zone of the shop, whatever the zone of the device', () => {
    expect(clock(italian, '2026-11-21T15:40:00Z')).to.equal('16:40');
    expect(clock(italian, '2026-07-21T14:40:00Z')).to.equal('16:40');
    expect(clock(italian, '2026-11-21T23:05:00Z')).to.equal('00:05');
  });

  it('write days short in lists, long in headers, with the year in documents', () => {
    expect(day(italian, now)).to.equal('sab 21 nov');
    expect(longDay(italian, now)).to.equal('sabato 21 novembre');
    expect(documentDay(italian, now)).to.equal('21/11/2026');
    expect(day(english, now)).to.equal('Sat 21 Nov');
  });

  it('leave out the day of a moment that is today', () => {
    expect(moment(italian, '2026-11-21T18:30:00Z', now)).to.equal('19:30');
    expect(moment(italian, '2026-11-23T09:00:00Z', now)).to.equal('lun 23 nov, 10:00');
  });

  it('group order numbers by three and bar codes as they are printed', () => {
    expect(orderNumber(48198)).to.equal('48\u00a0198');
    expect(orderNumber('717')).to.equal('717');
    expect(gtin('8057190402881')).to.equal('8\u00a0057190\u00a0402881');
  });

  it('show customers in lists by first name and initial', () => {
    expect(shortName('Marta', 'Rinaldi')).to.equal('Marta R.');
    expect(shortName('Marta', '')).to.equal('Marta');
    expect(initials('Noemi Ferri')).to.equal('NF');
    expect(initials('Maria Grazia de Luca')).to.equal('ML');
  });

  it('count waiting in minutes and seconds', () => {
    expect(stopwatch(42)).to.equal('0:42');
    expect(stopwatch(3909)).to.equal('1:05:09');
  });
});

describe('a promise', () => {
  it('is green beyond half an hour, with the hour it was promised for', () => {
    expect(promised(italian, '2026-11-21T16:12:00Z', now)).to.deep.equal({
      tone: 'pronto',
      relative: 'tra 44\u00a0min',
      absolute: 'pronto per le 17:12',
    });
  });

  it('is amber in the last half hour', () => {
    expect(promised(italian, '2026-11-21T15:58:00Z', now).tone).to.equal('attesa');
    expect(promised(italian, '2026-11-21T15:58:01Z', now).tone).to.equal('pronto');
  });

  it('is red from the minute it is broken', () => {
    expect(promised(italian, '2026-11-21T15:20:00Z', now)).to.deep.equal({
      tone: 'ritardo',
      relative: 'in ritardo di 8\u00a0min',
      absolute: 'era per le 16:20',
    });
    expect(promised(italian, now, now).relative).to.equal('in ritardo di 1\u00a0min');
  });

  it('names the day when it is another day', () => {
    expect(promised(italian, '2026-11-23T09:00:00Z', now)).to.deep.equal({
      tone: 'pronto',
      relative: 'tra 1 giorno',
      absolute: 'pronto per lun 23 nov, 10:00',
    });
  });

  it('writes hours and minutes', () => {
    expect(duration('it', 75)).to.equal('1\u00a0h 15\u00a0min');
    expect(duration('it', 120)).to.equal('2\u00a0h');
    expect(duration('it', 179)).to.equal('2\u00a0h 59\u00a0min');
    expect(duration('it', 185)).to.equal('3\u00a0h');
    expect(duration('en', 3 * 24 * 60)).to.equal('3 days');
    expect(ago(italian, '2026-11-21T15:26:00Z', now)).to.equal('2\u00a0min fa');
  });
});

describe('a sum typed by a person', () => {
  for (const [typed, amountMinor] of [
    ['189', 18_900],
    ['189,00', 18_900],
    ['189.5', 18_950],
    ['1.284,60', 128_460],
    ['1,284.60', 128_460],
    ['1284,6 €', 128_460],
    ['0,05', 5],
  ] as const) {
    it(`«${typed}» is ${amountMinor} cents`, () => {
      expect(readMoney(italian, typed)).to.equal(amountMinor);
      expect(readMoney(english, typed)).to.equal(amountMinor);
    });
  }

  for (const typed of ['', 'abc', '1,2,3', '12,345,6', '1 € 2 x', '0.965', '0,965', '1.234,567']) {
    it(`«${typed}» is refused`, () => {
      expect(readMoney(italian, typed)).to.equal(null);
      expect(readMoney(english, typed)).to.equal(null);
    });
  }

  it('has thousands where its language writes them, and never decimals of a cent', () => {
    expect(readMoney(italian, '1.234')).to.equal(1_234_00);
    expect(readMoney(italian, '1.234.567')).to.equal(1_234_567_00);
    expect(readMoney(italian, '69,965')).to.equal(null);
    expect(readMoney(italian, '1,234')).to.equal(null);
    expect(readMoney(english, '1,234')).to.equal(1_234_00);
    expect(readMoney(english, '69.965')).to.equal(null);
    expect(readMoney(english, '1.234')).to.equal(null);
  });

  it('is told to have too many decimals, apart from what is no sum', () => {
    for (const typed of ['69,965', '33,3333333', '69.9650 €', '1.234,567']) {
      expect(hasTooManyDecimals(typed), typed).to.equal(true);
    }
    for (const typed of ['', 'gratis', '12,3x4', '69,96']) {
      expect(hasTooManyDecimals(typed), typed).to.equal(false);
    }
  });

  it('write a moment inside a sentence with its day, unless it is today', () => {
    expect(at(italian, '2026-11-21T15:40:00Z', now)).to.equal('alle 16:40');
    expect(at(italian, '2026-11-20T11:11:00Z', now)).to.equal('ven 20 nov alle 12:11');
    expect(at(english, '2026-11-20T11:11:00Z', now)).to.equal('Fri 20 Nov at 12:11');
  });
});
