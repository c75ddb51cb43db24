import { expect } from 'chai';
import { MOST_SHELVES, readShelves } from '../../../modules/omnichannel/printing/domain/shelves.ts';

describe('shelves, as a person writes them', () => {
  it('a row is told by its ends, others stand between commas, each once', () => {
    expect(readShelves('a1-a4, B3 , a2; Banco')).to.deep.equal([
      'A1',
      'A2',
      'A3',
      'A4',
      'B3',
      'BANCO',
    ]);
    expect(readShelves('C9 – 11')).to.deep.equal(['C9', 'C10', 'C11']);
    expect(readShelves('7-9')).to.deep.equal(['7', '8', '9']);
  });

  it('what names no shelf, runs backwards or from one row to another, is not guessed at', () => {
    for (const text of ['', ' , ', 'A4-A1', 'A1-B3', 'scaffale in fondo a destra', 'A1/2']) {
      expect(readShelves(text), text).to.equal(null);
    }
  });

  it('more than one prints in one go is refused before it is sent', () => {
    expect(readShelves(`A1-A${MOST_SHELVES}`)).to.have.lengthOf(MOST_SHELVES);
    expect(readShelves(`A1-A${MOST_SHELVES + 1}`)).to.equal(null);
  });
});
