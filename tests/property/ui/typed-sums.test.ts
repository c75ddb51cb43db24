import fc from 'fast-check';
import { bareMoney, money, readMoney } from '../../../server/ui/kit/format.ts';

const reader = fc
  .constantFrom('it' as const, 'en' as const)
  .map((language) => ({ language, zone: 'Europe/Rome' }));
const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const whole = fc.integer({ min: 0, max: 99_999_999 });
const digits = (least: number, most: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));

describe('a sum that a person types or pastes', () => {
  it('is the one that was written, as their language writes it', () => {
    fc.assert(
      fc.property(
        reader,
        cents,
        (who, minor) =>
          readMoney(who, money(who, minor)) === minor &&
          readMoney(who, bareMoney(who, minor)) === minor,
      ),
    );
  });

  it('may have a point or a comma before its cents, in both languages', () => {
    fc.assert(
      fc.property(
        reader,
        whole,
        digits(1, 2),
        fc.constantFrom('.', ','),
        (who, euro, part, sign) => {
          const minor = euro * 100 + Number(part.padEnd(2, '0'));
          return readMoney(who, `${euro}${sign}${part}`) === minor;
        },
      ),
    );
  });

  it('is none when its language reads more than two decimals', () => {
    fc.assert(
      fc.property(reader, whole, digits(3, 9), (who, euro, part) => {
        const sign = who.language === 'it' ? ',' : '.';
        return readMoney(who, `${euro}${sign}${part}`) === null;
      }),
    );
  });
});
