import { expect } from 'chai';
import { RESOLUTIONS } from '../../../modules/store-system/transfers/domain/words.ts';
import { ledgerCopy } from '../../../modules/store-system/stock/ui/ledger-copy.ts';
import { movementWord } from '../../../modules/store-system/stock/ui/movement-words.ts';
import { sayIn } from '../../../server/ui/copy.ts';

const said = (
  line: { reasonCode: string; documentKind: string; change?: number },
  language: 'it' | 'en' = 'it',
): string | null => {
  const word = movementWord({ change: -1, ...line });
  return word === null ? null : sayIn(ledgerCopy, language)(word);
};

describe('what a movement is called', () => {
  it('is a sale whatever a till calls its document', () => {
    for (const documentKind of ['sale', 'receipt', 'scontrino', 'transfer', 'short']) {
      expect(said({ reasonCode: 'sale', documentKind }), documentKind).to.equal('Vendita');
    }
    expect(said({ reasonCode: 'sale', documentKind: 'handover' })).to.equal(
      'Consegna di un ritiro',
    );
    expect(said({ reasonCode: 'sale', documentKind: 'reservation' })).to.equal(
      'Consegna di una prenotazione',
    );
  });

  it('says whether a transfer came or went', () => {
    const line = { reasonCode: 'transfer', documentKind: 'transfer' };
    expect(said(line)).to.equal('Partito con un trasferimento');
    expect(said({ ...line, change: 2 })).to.equal('Arrivato con un trasferimento');
    expect(said({ ...line, change: 2 }, 'en')).to.equal('Arrived with a transfer');
  });

  it('has words for whatever a difference of a transfer turned out to be', () => {
    const words = (language: 'it' | 'en') =>
      RESOLUTIONS.map((resolution) =>
        said({ reasonCode: `transfer-${resolution}`, documentKind: 'transfer' }, language),
      );
    expect(words('it')).to.deep.equal([
      'Trasferimento: perso',
      'Trasferimento: rovinato',
      'Trasferimento: contato male',
      'Trasferimento: spedito per sbaglio',
      'Trasferimento: arrivato dopo',
      'Trasferimento: tornato indietro',
    ]);
    expect(words('en')[0]).to.equal('Transfer: lost');
    expect(words('en').some((word) => word!.includes('transfer-'))).to.equal(false);
  });

  it('leaves a correction to the name of its reason, also where a picker of a transfer found it', () => {
    expect(said({ reasonCode: 'missing', documentKind: 'transfer' })).to.equal(null);
    expect(said({ reasonCode: 'count', documentKind: 'recount' })).to.equal(null);
    expect(said({ reasonCode: 'found', documentKind: 'import' })).to.equal('Giacenza da file');
  });
});
