import { expect } from 'chai';
import { weekText, instantText, moneyText } from '../../../modules/omnichannel/mail/words.ts';
import {
  readBasket,
  coverOf,
  inShopOrder,
  placeOfPostalCode,
  shown,
} from '../../../modules/omnichannel/availability/domain.ts';
import { ORDER_EVENT_TYPES } from '../../../modules/omnichannel/orders/events.ts';
import { sentenceOf } from '../../../modules/omnichannel/orders/ui/history-copy.ts';
import { promisesOf } from '../../../modules/omnichannel/orders/promises.ts';
import { writtenOrderNumber } from '../../../modules/omnichannel/orders/domain/order.ts';
import {
  FIRST_TERMS,
  TERM_NAMES,
  rebased,
} from '../../../modules/omnichannel/promises/domain/terms.ts';
import { rulesCopy } from '../../../modules/omnichannel/promises/ui/rules-copy.ts';
import { termWords } from '../../../modules/omnichannel/promises/ui/term-words.ts';
import { lastMoment } from '../../../modules/omnichannel/pickup/make-ready.ts';
import { sayIn } from '../../../server/ui/copy.ts';
import { makeSchedule, span } from '../../support/make/location.ts';

const POLICY = {
  acknowledgeMinutes: 30,
  readyOpeningMinutes: 120,
  collectDays: 7,
  reminderDays: [3, 6],
  undoSeconds: 8,
};

describe('what a shop promises', () => {
  const midday = makeSchedule({ spans: [span('09:30', '13:00'), span('15:30', '19:30')] });

  it('counts two opening hours over the midday closing', () => {
    // Saturday at noon in Rome: one hour before closing, one after opening again.
    const { readyBy } = promisesOf(midday, POLICY, new Date('2026-11-21T11:00:00Z'));
    expect(readyBy).to.deep.equal(new Date('2026-11-21T15:30:00Z'));
  });

  it('does not want an order of the night seen before the shop opens', () => {
    const { acknowledgeBy } = promisesOf(midday, POLICY, new Date('2026-11-21T23:00:00Z'));
    // Sunday is closed: half an hour after opening on Monday.
    expect(acknowledgeBy).to.deep.equal(new Date('2026-11-23T09:00:00Z'));
  });

  it('keeps an order until the shop closes on the last day, or on the next it opens', () => {
    const schedule = makeSchedule();
    const saturday = new Date('2026-11-21T10:00:00Z');
    expect(lastMoment(schedule, saturday, 7)).to.deep.equal(new Date('2026-11-28T18:30:00Z'));
    const sunday = lastMoment(schedule, saturday, 8);
    expect(sunday).to.deep.equal(new Date('2026-11-30T18:30:00Z'));
  });
});

describe('what the outside is told', () => {
  it('is no figure above six and none below nothing', () => {
    expect([-1, 0, 3, 6, 40].map(shown)).to.deep.equal([0, 0, 3, 6, 6]);
  });

  it('reads a basket with each code once', () => {
    expect(readBasket('8050000000011:2,8050000000028,8050000000011')).to.deep.equal([
      { gtin: '8050000000011', quantity: 3 },
      { gtin: '8050000000028', quantity: 1 },
    ]);
  });

  it('says whole, partly or none of a basket', () => {
    const has = (...available: number[]) =>
      coverOf(available.map((a) => ({ requested: 2, available: a })));
    expect([has(2, 5), has(2, 1), has(0, 0)]).to.deep.equal(['whole', 'partly', 'none']);
  });

  it('puts the nearest shop first, and without a point the one with most of the basket', () => {
    const shop = (locationId: string, distanceMetres: number | null, basket: 'whole' | 'none') => ({
      locationId,
      distanceMetres,
      basket,
    });
    const near = inShopOrder([
      shop('B', 900, 'whole'),
      shop('A', 100, 'none'),
      shop('C', null, 'whole'),
    ]);
    expect(near.map(({ locationId }) => locationId)).to.deep.equal(['A', 'B', 'C']);
    const anywhere = inShopOrder([shop('A', null, 'none'), shop('B', null, 'whole')]);
    expect(anywhere.map(({ locationId }) => locationId)).to.deep.equal(['B', 'A']);
  });

  it('places a postal code where the most alike one is', () => {
    const place = (postalCode: string) => ({ postalCode, latitude: 1, longitude: 1 });
    const places = [place('20123'), place('20052'), place('00192')];
    expect(placeOfPostalCode('20124', places)?.postalCode).to.equal('20123');
    expect(placeOfPostalCode('90100', places)).to.equal(null);
  });

  it('speaks as people do', () => {
    expect(writtenOrderNumber(48198)).to.equal('48 198');
    expect(moneyText('it', 24900, 'EUR').replace(/\s/g, ' ')).to.equal('249,00 €');
    const instant = new Date('2026-11-28T18:30:00Z');
    expect(instantText('it', 'Europe/Rome', instant)).to.equal('sabato 28 novembre, 19:30');
    expect(weekText('it', makeSchedule())).to.equal('lun–sab 10:00–19:30, dom chiuso');
  });
});

describe('a change of rules', () => {
  it('is the same made to other rules: what it does not touch stays', () => {
    const before = { collectDays: 7, preparers: 2 };
    const tomorrow = { collectDays: 10, preparers: 2, undoSeconds: 9 };
    const { collectDays } = before;
    expect(rebased(before, { ...before, preparers: 3 }, tomorrow)).to.deep.equal({
      ...tomorrow,
      preparers: 3,
    });
    // Said no longer: the shop follows the chain again.
    expect(rebased(before, { collectDays }, tomorrow)).to.deep.equal({
      collectDays: 10,
      undoSeconds: 9,
    });
    expect(rebased(before, before, tomorrow)).to.deep.equal(tomorrow);
  });
});

describe('the history of rules', () => {
  const written = termWords(sayIn(rulesCopy, 'it'), { language: 'it', zone: 'Europe/Rome' });

  it('says a term in the words of the screen that edits it', () => {
    const { acknowledgeMinutes, whenUnseen, shippingFee, refund, capacity, buffers } = written;
    expect(acknowledgeMinutes(30)).to.equal('30 min');
    expect(whenUnseen('move')).to.equal('Passa a un altro negozio vicino');
    expect(
      shippingFee({ amountMinor: 4_90, paidBy: 'customer', freeFromMinor: 100_00 }).replaceAll(
        '\u00a0',
        ' ',
      ),
    ).to.equal('4,90 € · Il cliente · gratis da 100,00 €');
    expect(refund(FIRST_TERMS.refund)).to.match(
      /^al banco fino a [^·]+ · pagare prima dopo 3 mancati ritiri$/,
    );
    expect(capacity({ slotMinutes: 30, unit: 'orders', places: 5, bands: [] })).to.equal(
      '5 ogni 30 min · ordini',
    );
    expect(capacity(null)).to.equal('senza un conto');
    expect(buffers([{ keepBack: 1 }, { keepBack: 2 }])).to.equal('2 righe');
  });

  it('leaves no term of the first rules without words', () => {
    for (const term of TERM_NAMES) {
      const told = (written[term] as (value: unknown) => string)(FIRST_TERMS[term]);
      expect(told, term)
        .to.match(/\S/)
        .and.to.not.match(/undefined|null|\[object|\{\{/);
    }
  });
});

describe('the history of an order', () => {
  it('has a sentence for everything that can happen to it', () => {
    const known = [
      ...ORDER_EVENT_TYPES,
      'omnichannel.order-recorded.v1',
      'omnichannel.withdrawal-declared.v1',
    ];
    expect(known.filter((type) => sentenceOf(type) === 'other')).to.deep.equal([]);
    expect(sentenceOf('omnichannel.order-sung-about.v1')).to.equal('other');
  });
});
