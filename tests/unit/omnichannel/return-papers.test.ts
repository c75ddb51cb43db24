import { expect } from 'chai';
import {
  CUSTODY_RECEIPT,
  RETURN_FILE,
  RETURN_RECEIPT,
  type ReturnPaperFacts,
} from '../../../modules/omnichannel/returns/documents.ts';

const FACTS: ReturnPaperFacts = {
  language: 'it',
  chainName: 'Lungarno S.p.A.',
  shopName: 'Milano Torino 14',
  street: 'Via Torino 14',
  zone: 'Europe/Rome',
  at: '2026-07-08T10:00:00Z',
  number: 'R 2026/000123',
  code: 'RT-0123456789ABC',
  orderNumber: '48 198',
  soldAt: '2026-07-01T10:00:00Z',
  customerName: 'Marta Rinaldi',
  currency: 'EUR',
  pieces: [
    {
      words: 'Camicia · Bianco · 40',
      gtin: '8052345600017',
      quantity: 1,
      amountMinor: 49_00,
      reason: { it: 'Ripensamento', en: 'Change of mind' },
      movement: { it: 'Carico: in vendita', en: 'Into stock: for sale' },
    },
  ],
  shippingMinor: 0,
  deductionMinor: 0,
  totalMinor: 49_00,
  exchangeMinor: 0,
  backMinor: 49_00,
  roundingMinor: 0,
  byRate: [{ rate: 22, grossMinor: 49_00, vatMinor: 8_84 }],
  fiscal: { it: 'Registro corrispettivi web', en: 'Register of web takings' },
  fiscalReference: null,
  custodyPlace: 'B2',
  clerk: 'Noemi Ferri',
};

describe('the papers of a return', () => {
  for (const kind of [RETURN_RECEIPT, CUSTODY_RECEIPT, RETURN_FILE]) {
    it(`${kind.title.en}: carries the number of the file, the customer, the original order and the movement of the goods`, () => {
      const paper = JSON.stringify(kind.layout(FACTS, 'it'));
      for (const said of ['R 2026/000123', 'Marta Rinaldi', '48 198', 'Carico: in vendita']) {
        expect(paper).to.include(said);
      }
    });
  }

  it('say the amounts by VAT rate, and that they are not fiscal documents', () => {
    const receipt = JSON.stringify(RETURN_RECEIPT.layout(FACTS, 'it'));
    expect(receipt)
      .to.match(/IVA 22 %/)
      .and.to.match(/8,84/)
      .and.to.match(/Non è un documento/);
    const english = JSON.stringify(RETURN_RECEIPT.layout(FACTS, 'en'));
    expect(english)
      .to.match(/VAT 22 %/)
      .and.to.match(/Not a fiscal document/);
  });

  it('say what is given when cash is rounded, and that it was', () => {
    const cash: ReturnPaperFacts = {
      ...FACTS,
      totalMinor: 80_03,
      backMinor: 80_03,
      roundingMinor: 2,
    };
    for (const kind of [RETURN_RECEIPT, RETURN_FILE]) {
      const paper = JSON.stringify(kind.layout(cash, 'it'));
      expect(paper).to.match(/Valore reso[^}]*80,03/);
      expect(paper).to.match(/Arrotondamento in contanti[^}]*0,02/);
      expect(paper).to.match(/Da rimborsare[^}]*80,05/);
      expect(JSON.stringify(kind.layout(FACTS, 'it'))).not.to.include('Arrotondamento');
    }
  });

  it('tell the customer whose the goods are while they wait', () => {
    expect(JSON.stringify(CUSTODY_RECEIPT.layout(FACTS, 'it'))).to.match(/resta del cliente/);
    expect(CUSTODY_RECEIPT.byHand!(FACTS)).to.equal('B2 · R 2026/000123');
  });
});
