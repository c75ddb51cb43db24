import { expect } from 'chai';
import fc from 'fast-check';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { isBrokenCode, isGs1Number, readScan } from '../../../server/ui/scan/read.ts';

const EAN = '8057190402888';

describe('what a scanned code is', () => {
  for (const [prefix, kind] of [
    ['PK', 'pickup'],
    ['RT', 'return'],
    ['RS', 'reservation'],
    ['TR', 'transfer'],
    ['GC', 'gift-card'],
    ['VC', 'voucher'],
    ['ST', 'badge'],
  ] as const) {
    it(`${prefix}- is a ${kind}, written in whatever way`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (random) => {
          const code = scannableCode(prefix, random);
          for (const written of [code, code.toLowerCase(), code.replace('-', ' '), ` ${code}\n`]) {
            expect(readScan(written, 'wedge')).to.include({ kind, code });
          }
        }),
        { numRuns: 30 },
      );
    });
  }

  it('a scanner set to an American keyboard writes an apostrophe for our dash', () => {
    const code = scannableCode('PK', new Uint8Array(12));
    expect(readScan(code.replace('-', "'"), 'wedge')).to.include({ kind: 'pickup', code });
  });

  it('an EAN-13, an EAN-8 and a UPC are goods, as printed', () => {
    for (const code of [EAN, '96385074', '036000291452']) {
      expect(readScan(code, 'wedge')).to.include({ kind: 'item', code, serial: null });
    }
  });

  it('a number whose check digit is wrong is text, never goods', () => {
    expect(readScan('8057190402881', 'wedge').kind).to.equal('text');
  });

  it('a GS1 element string tells the GTIN and the serial number of the piece', () => {
    for (const raw of [
      `010${EAN}21A7`,
      `]C1010${EAN}21A7`,
      `\u001d010${EAN}10LOT9\u001d21A7`,
      `(01)0${EAN}(21)A7`,
      `010${EAN}1727013121A7`,
    ]) {
      expect(readScan(raw, 'camera'), raw).to.include({ kind: 'item', code: EAN, serial: 'A7' });
    }
  });

  it('a GS1 Digital Link tells the same, wherever it leads', () => {
    expect(readScan(`https://id.lungarno.example/it/01/0${EAN}/21/A7?x=1`, 'camera')).to.include({
      kind: 'item',
      code: EAN,
      serial: 'A7',
    });
    expect(readScan(`https://id.lungarno.example/01/${EAN}`, 'camera')).to.include({
      kind: 'item',
      code: EAN,
    });
  });

  it('a parcel is known by its SSCC', () => {
    const sscc = '380571900000000010'.slice(0, 17);
    const check = [...'0123456789'].find((digit) => isGs1Number(sscc + digit))!;
    expect(readScan(`00${sscc}${check}`, 'wedge')).to.include({
      kind: 'parcel',
      code: sscc + check,
    });
  });

  it('a GTIN-14 of a case keeps its first digit', () => {
    const case14 = [...'0123456789'].map((d) => `1805719040288${d}`).find(isGs1Number)!;
    expect(readScan(`01${case14}`, 'wedge')).to.include({ kind: 'item', code: case14 });
  });

  it('anything else is text for the search', () => {
    expect(readScan('cappotto livia', 'typed')).to.include({
      kind: 'text',
      code: 'cappotto livia',
    });
    expect(readScan('https://', 'wedge').kind).to.equal('text');
  });

  it('never throws, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (raw) => {
        expect(readScan(raw, 'wedge').raw).to.equal(raw);
      }),
    );
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (raw) => {
        expect(readScan(raw, 'wedge').raw).to.equal(raw);
      }),
    );
    expect(readScan('https://a.example/01/%E0%A4%A/x', 'wedge').kind).to.equal('text');
  });

  it('a code of ours with a wrong letter is told as broken, not searched for', () => {
    expect(isBrokenCode('PK-7QM4R2XD9KTHX')).to.equal(true);
    expect(isBrokenCode('PK-7QM4R2XD9KTHV')).to.equal(false);
    expect(isBrokenCode('cappotto')).to.equal(false);
  });
});

describe('the check digit of a GS1 number', () => {
  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
        const digit = (Number(EAN[place]) + by) % 10;
        return !isGs1Number(EAN.slice(0, place) + digit + EAN.slice(place + 1));
      }),
    );
  });
});
