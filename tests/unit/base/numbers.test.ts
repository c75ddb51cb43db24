import { expect } from 'chai';
import {
  checkDigit,
  gtin14,
  isGln,
  isGtin,
  readGtin,
} from '../../../modules/base/catalogue/domain/gtin.ts';
import { readVatNumber } from '../../../modules/base/companies/domain/vat-number.ts';
import {
  maskedEmail,
  maskedPhone,
  readPhone,
} from '../../../modules/base/customers/domain/phone.ts';
import { italianHolidays } from '../../../modules/base/locations/domain/holidays.ts';
import { distanceMetres } from '../../../modules/base/locations/domain/location.ts';

describe('barcodes', () => {
  it('are accepted in every length of GS1 when the check digit is right', () => {
    // One of each length, from the examples of the GS1 General Specifications and shop shelves.
    for (const gtin of ['96385074', '036000291452', '4006381333931', '10614141000415']) {
      expect(isGtin(gtin), gtin).to.equal(true);
    }
  });

  it('are refused with a wrong check digit, a wrong length, letters, or nothing but zeros', () => {
    for (const text of ['4006381333932', '400638133393', '40063813339AB', '00000000', '']) {
      expect(isGtin(text), text).to.equal(false);
    }
  });

  it('are refused when any one digit is misread', () => {
    const gtin = '8050000000019'.slice(0, 12) + checkDigit('805000000001');
    for (let place = 0; place < gtin.length; place += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const misread = gtin.slice(0, place) + String(digit) + gtin.slice(place + 1);
        expect(isGtin(misread), misread).to.equal(misread === gtin);
      }
    }
  });

  it('are the same article with and without the zero of a UPC', () => {
    expect(gtin14('036000291452')).to.equal(gtin14('0036000291452'));
  });

  it('are read with spaces, and with the zeros a spreadsheet swallowed', () => {
    expect(readGtin('4006381 333931')).to.equal('4006381333931');
    expect(readGtin('36000291452')).to.equal('036000291452');
    expect(readGtin('4006381333932')).to.equal(null);
    expect(readGtin('4,00638E+12')).to.equal(null);
  });

  it('tell a place from an article by their use, not by their form', () => {
    expect(isGln('8032089000017'.slice(0, 12) + checkDigit('803208900001'))).to.equal(true);
    expect(isGln('96385074')).to.equal(false);
  });
});

describe('an Italian VAT number', () => {
  it('is read with and without IT and spaces', () => {
    // Published by the revenue agency's own examples and by large companies on their sites.
    expect(readVatNumber('IT 007 4311 0157')).to.equal('00743110157');
    expect(readVatNumber('00743110157')).to.equal('00743110157');
    expect(readVatNumber('it12345678903')).to.equal('12345678903');
  });

  it('is refused when a digit is wrong or missing', () => {
    for (const text of ['00743110158', '0074311015', '12345678901', '00000000000', 'DE123456789']) {
      expect(readVatNumber(text), text).to.equal(null);
    }
  });
});

describe('a phone number', () => {
  it('is Italian unless it names another country', () => {
    expect(readPhone('347 123 4567')).to.equal('+393471234567');
    expect(readPhone('347/1234567')).to.equal('+393471234567');
    expect(readPhone('0039 347 1234567')).to.equal('+393471234567');
    expect(readPhone('+44 20 7946 0958')).to.equal('+442079460958');
  });

  it('keeps the zero of a landline', () => {
    expect(readPhone('055 215 4567')).to.equal('+390552154567');
    expect(readPhone('+39 02 1234567')).to.equal('+39021234567');
  });

  it('is refused when nobody could call it', () => {
    for (const text of [
      '',
      '123',
      '+39 55 2154567',
      '347-12',
      '+0039347',
      'domani',
      '34712345678901',
    ]) {
      expect(readPhone(text), text).to.equal(null);
    }
  });

  it('is shown to those who need not call by its last four digits only', () => {
    expect(maskedPhone('+393471234567')).to.equal('••• 4567');
    expect(maskedEmail('giulia.rossi@example.com')).to.equal('g••••@example.com');
  });
});

describe('the holidays of Italy', () => {
  it('move with Easter', () => {
    const easter = (year: number) =>
      italianHolidays(year).find(({ name }) => name === 'Pasqua')!.day;
    expect([2024, 2025, 2026, 2027, 2028, 2038].map(easter)).to.deep.equal([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2028-04-16',
      '2038-04-25',
    ]);
  });

  it('have Saint Francis among them again from 2026', () => {
    const days = (year: number) => italianHolidays(year).map(({ day }) => day);
    expect(days(2025)).to.have.lengthOf(12);
    expect(days(2025)).not.to.include('2025-10-04');
    expect(days(2026)).to.include('2026-10-04');
    expect(days(2026)).to.deep.equal([...days(2026)].sort());
  });
});

describe('the distance between two shops', () => {
  it('is that of the crow', () => {
    const milan = { latitude: 45.4642, longitude: 9.19 };
    const florence = { latitude: 43.7696, longitude: 11.2558 };
    expect(distanceMetres(milan, florence)).to.be.closeTo(249_000, 1_500);
    expect(distanceMetres(milan, milan)).to.equal(0);
  });
});
